/**
 * Random calls at the library's borders: valid calls with one or two things changed, an option misspelt, a value of another type, a text
 * of another kind. What comes back must be a result or a UserError; a misspelt option must be a UserError.
 */

import { brian2ScriptOf, methodsOf, scriptOf } from '../../src/export/index.ts';
import * as G from '../../src/index.ts';
import { benchmarkCase, presetByName, presets, presetValues, sized } from '../../src/presets/index.ts';
import { philox } from '../../src/random/philox.ts';

/** A function of the public API and arguments with which it works, made anew for each call. */
interface Subject {
  readonly name: string;
  readonly call: (...args: never[]) => unknown;
  readonly args: () => unknown[];
}

const lif = (): G.CellDescription => ({
  equations: 'dv/dt = (2 - v + g)/tau : 1 (unless refractory)\ndg/dt = -g/(5*ms) : 1\nx : 1',
  parameters: { tau: '10 ms', x: 0 },
  threshold: 'v > 1',
  reset: 'v = 0',
  refractory: '1 ms',
  integrator: 'euler',
});

function network(): { net: G.Network; cells: G.Population } {
  const net = new G.Network({ seed: 3 });
  const cells = net.population(G.cell(lif()), 3, { v: 'rand()' }, { name: 'cells' });
  net.project(cells, cells, { connect: G.fixedProbability(0.5), onSpike: 'g += w', weight: '0.1', name: 'syn' });
  return { net, cells };
}

const onNetwork =
  (act: (net: G.Network, cells: G.Population, ...args: never[]) => unknown) =>
  (...args: never[]): unknown => {
    const { net, cells } = network();
    return act(net, cells, ...args);
  };

/** Does something to a running simulation. */
const onSimulation =
  (act: (simulation: G.Simulation, ...args: never[]) => unknown) =>
  async (...args: never[]): Promise<unknown> => {
    const simulation = await G.createSimulation(network().net, { backend: 'reference' });
    try {
      return await act(simulation, ...args);
    } finally {
      simulation.dispose();
    }
  };

const subject = (name: string, call: (...args: never[]) => unknown, args: () => unknown[]): Subject => ({
  name,
  call,
  args,
});

const channels = G.channelKinds.map((kind) =>
  subject(
    kind.name,
    ((options: never) => G.compartment({ C: '1 uF/cm^2', channels: [G.channel(kind)(options)] })) as never,
    () => [
      {
        label: 'q',
        ...(kind.V_sh === undefined ? {} : { V_sh: '1 mV' }),
        ...(kind.temperature ? { T: '20 degC', q10: 2 } : {}),
      },
    ],
  ),
);

const points = G.pointModels.map((model) => subject(model.kind.name, model as never, () => [{ threshold: 'false' }]));

const stdp = (): G.PairStdpOptions => ({
  A_plus: 0.1,
  A_minus: 0.1,
  tau_plus: '20 ms',
  tau_minus: '20 ms',
  range: ['0', '1'],
  pairs: 'all',
  dependence: 'additive',
});

const synapse = (name: string, call: (...args: never[]) => unknown, options: object): Subject =>
  subject(name, call, () => ['e', { ...options }]);

const interventions = (): unknown[] => [
  { at: '0.2 ms', kind: 'set', name: 'tau', value: '5 ms', population: 'cells' },
  { at: '0.3 ms', kind: 'inject', cells: '0-1', amplitude: '1 /ms', duration: '0.2 ms' },
  { at: '0.3 ms', kind: 'silence', cells: [1], duration: '0.2 ms' },
  { at: '0.4 ms', kind: 'kick', cells: '2', amplitude: '1' },
];

/** Any number of steps up to 2³² may be asked for, which takes minutes: the run is stopped as a user would stop it. */
function stoppedRun(): unknown[] {
  const stop = new AbortController();
  let steps = 0;
  const onBlock = (block: G.RunBlock): void => {
    steps += block.steps;
    if (steps > 1000) stop.abort();
  };
  return [3, { keep: false, onBlock, signal: stop.signal }];
}

const hh = (): G.Specimen =>
  G.specimen(G.compartment({ C: '1 uF/cm^2', I: '10 uA/cm^2', channels: [G.Na_HH1952(), G.K_HH1952(), G.leak()] }), {
    V: -65,
  });

export const subjects: readonly Subject[] = [
  ...channels,
  ...points,
  subject('cell', G.cell as never, () => [lif()]),
  subject('cell with tables', G.cell as never, () => [
    { equations: 'y = f(t) : 1', tables: { f: { values: [1, 2], dt: '1 ms' } } },
  ]),
  subject('compartment', G.compartment as never, () => [
    {
      C: '200 pF',
      channels: [G.leak({ g: '10 nS' })],
      synapses: [G.exponentialConductance('e', { tau: '5 ms', E: '0 mV' })],
      I: '0 pA',
      stimulus: '1 pA',
      equations: 'y : 1',
      parameters: { y: 1 },
      threshold: 'V > 0 mV',
      reset: 'V = -60 mV',
      refractory: '2 ms',
      integrator: 'euler',
    },
  ]),
  subject('describeCompartment', G.describeCompartment as never, () => [{ C: '200 pF', channels: [] }]),
  subject('calciumPool', G.calciumPool as never, () => [
    { depth: '1 um', tau: '5 ms', rest: '1e-4 mM', outside: '2 mM', T: '36 degC' },
  ]),
  subject('firstOrderCalcium', G.firstOrderCalcium as never, () => [{ alpha: '1e-5 mM*cm^2/(ms*uA)', beta: '0.1/ms' }]),
  synapse('exponentialConductance', G.exponentialConductance as never, { tau: '5 ms', E: '0 mV' }),
  synapse('exponentialCurrent', G.exponentialCurrent as never, { tau: '5 ms' }),
  synapse('alphaConductance', G.alphaConductance as never, { tau: '5 ms', E: '0 mV' }),
  synapse('alphaCurrent', G.alphaCurrent as never, { tau: '5 ms' }),
  synapse('doubleExponentialConductance', G.doubleExponentialConductance as never, {
    rise: '1 ms',
    decay: '5 ms',
    E: '0 mV',
  }),
  synapse('doubleExponentialCurrent', G.doubleExponentialCurrent as never, { rise: '1 ms', decay: '5 ms' }),
  synapse('nmda', G.nmda as never, { rise: '2 ms', decay: '100 ms', E: '0 mV', Mg: '1 mM' }),
  subject('shortTermPlasticity', G.shortTermPlasticity as never, () => [
    { U: 0.5, tau_rec: '100 ms', tau_facil: '10 ms' },
  ]),
  subject('pairStdp', G.pairStdp as never, () => [stdp()]),
  subject('stepFunction', G.stepFunction as never, () => [{ amplitude: '1 pA', from: '1 ms', to: '2 ms' }]),
  subject('ramp', G.ramp as never, () => [{ amplitude: '1 pA', from: '1 ms', to: '2 ms' }]),
  subject('sine', G.sine as never, () => [{ amplitude: '1 pA', period: '1 ms', from: '0 ms' }]),
  subject('chirp', G.chirp as never, () => [{ amplitude: '1 pA', from: '1 Hz', to: '9 Hz', duration: '1 s' }]),
  subject('pulses', G.pulses as never, () => [{ amplitude: '1 pA', period: '3 ms', width: '1 ms', from: '0 ms' }]),
  subject('allToAll', G.allToAll as never, () => [{ autapses: false }]),
  subject('fixedProbability', G.fixedProbability as never, () => [0.5, { autapses: false }]),
  subject('fixedInDegree', G.fixedInDegree as never, () => [2, { autapses: false, multapses: true }]),
  subject('fixedOutDegree', G.fixedOutDegree as never, () => [2, { autapses: false, multapses: true }]),
  subject('fixedTotalNumber', G.fixedTotalNumber as never, () => [2, { autapses: false }]),
  subject('synapseList', G.synapseList as never, () => [
    [
      [0, 1],
      [2, 0],
    ],
  ]),
  subject('synapseList of columns', G.synapseList as never, () => [{ sources: [0, 1], targets: [1, 2] }]),
  subject('Network', ((options: never) => new G.Network(options)) as never, () => [{ seed: 4 }]),
  subject(
    'population',
    onNetwork((net, _, ...args) => net.population(...(args as unknown as Parameters<G.Network['population']>))),
    () => [G.cell(lif()), 2, { v: [0, '0.5'], x: 'i' }, { name: 'more' }],
  ),
  subject(
    'poisson',
    onNetwork((net, _, ...args) => net.poisson(...(args as unknown as Parameters<G.Network['poisson']>))),
    () => [2, { rate: '10 Hz', from: '1 ms', to: '2 ms', name: 'p' }],
  ),
  subject(
    'spikes',
    onNetwork((net, _, ...args) => net.spikes(...(args as unknown as Parameters<G.Network['spikes']>))),
    () => [2, { times: [[1, '2 ms'], []], name: 's' }],
  ),
  subject(
    'slice',
    onNetwork((_, cells, ...args) => cells.slice(...(args as unknown as [number, number]))),
    () => [0, 2, { name: 'E' }],
  ),
  subject(
    'project',
    onNetwork((net, cells, options: never) => net.project(cells, cells, options)),
    () => [
      {
        connect: G.allToAll(),
        onSpike: 'g += w*k',
        weight: 'uniform(0, 1)',
        delay: '0.5 ms',
        parameters: { k: 2 },
        connectivity: 'stored',
        name: 'again',
      },
    ],
  ),
  subject(
    'project with release',
    onNetwork((net, cells, release: never) =>
      net.project(cells, cells, { connect: G.allToAll(), onSpike: 'g += 1', release }),
    ),
    () => [
      {
        equations: 'dr/dt = -r/tq : 1',
        onSpike: 'r = 0.5',
        amount: 'r',
        initial: { r: 0 },
        parameters: { tq: '9 ms' },
      },
    ],
  ),
  subject(
    'project with plasticity',
    onNetwork((net, cells, plasticity: never) =>
      net.project(cells, cells, { connect: G.allToAll(), onSpike: 'g += w', weight: 0.5, plasticity }),
    ),
    () => [
      {
        pre: { equations: 'dp/dt = -p/tq : 1', onSpike: 'p += 1', initial: { p: 0 } },
        post: { equations: 'dq/dt = -q/tq : 1', onSpike: 'q += 1' },
        onPre: 'w -= A*q',
        onPost: 'w += A*p',
        parameters: { tq: '9 ms', A: 0.1 },
        range: ['0', '1'],
      },
    ],
  ),
  subject('simulate', ((options: never) => G.simulate(network().net, options)) as never, () => [
    {
      duration: '0.5 ms',
      dt: '0.1 ms',
      backend: 'reference',
      integrator: 'euler',
      record: { v: [0, 1], g: true },
      voltage: 'v',
      connectivity: 'stored',
      threads: 1,
      onProgress: () => {},
      signal: new AbortController().signal,
    },
  ]),
  subject(
    'simulate with requests',
    ((record: never) => G.simulate(network().net, { duration: '0.2 ms', backend: 'reference', record })) as never,
    () => [[{ population: 'cells', variables: ['v', 'g'], cells: [0, 2] }]],
  ),
  subject(
    'interventions',
    ((list: never) =>
      G.simulate(network().net, {
        duration: '0.6 ms',
        backend: 'reference',
        interventions: list,
        voltage: 'v',
      })) as never,
    () => [interventions()],
  ),
  subject(
    'createSimulation',
    (async (options: never) => (await G.createSimulation(network().net, options)).dispose()) as never,
    () => [{ dt: '0.1 ms', backend: 'reference', integrator: 'rk4', threads: 1, connectivity: 'procedural' }],
  ),
  subject('simulate a network', G.simulate as never, () => [
    network().net,
    { duration: '0.1 ms', backend: 'reference' },
  ]),
  subject(
    'run',
    onSimulation((s, ...args) => s.run(...(args as unknown as [number]))),
    stoppedRun,
  ),
  subject(
    'setParameter',
    onSimulation((s, ...args) => s.setParameter(...(args as unknown as [string, string, string]))),
    () => ['cells', 'tau', '4 ms'],
  ),
  subject(
    'setTraces',
    onSimulation(async (s, list: never) => {
      s.setTraces(list);
      await s.run(2);
    }),
    () => [[{ population: 'cells', variables: ['v'], cells: [0] }]],
  ),
  subject(
    'read',
    onSimulation((s, ...args) => s.read(...(args as unknown as [string, string]))),
    () => ['cells', 'v'],
  ),
  subject(
    'write',
    onSimulation((s, ...args) => s.write(...(args as unknown as [string, string, Float64Array]))),
    () => ['cells', 'v', [0, 1, 2]],
  ),
  subject(
    'weights',
    onSimulation((s, name: never) => s.weights(name)),
    () => ['syn'],
  ),
  subject('readCells', G.readCells as never, () => ['0-5,7']),
  subject('parseStep', G.parseStep as never, () => ['0.1 ms']),
  subject('stepsIn', G.stepsIn as never, () => ['1 ms', 0.1]),
  subject('parseQuantity', G.parseQuantity as never, () => ['3 mV']),
  subject('integratorByName', G.integratorByName as never, () => ['rk4']),
  subject('checkConnectivity', G.checkConnectivity as never, () => ['stored']),
  subject('parseLines', G.parseLines as never, () => ['dv/dt = -v/ms : 1']),
  subject('tokenize', G.tokenize as never, () => ['a + b', 'text']),
  subject('spaced', G.spaced as never, () => [0, 1, 5, false]),
  subject(
    'sweep',
    ((options: never) =>
      G.sweep({ build: () => network().net, parameters: [] }, [{ values: {}, seed: 1 }], options)) as never,
    () => [
      { duration: '0.3 ms', dt: '0.1 ms', transient: '0.1 ms', backend: 'reference', integrator: 'euler', width: 1 },
    ],
  ),
  subject(
    'sweep of variants',
    ((variants: never) =>
      G.sweep({ build: () => network().net, parameters: [] }, variants, {
        duration: '0.1 ms',
        backend: 'reference',
      })) as never,
    () => [[{ values: { a: 1 }, seed: 1 }]],
  ),
  subject('specimen', G.specimen as never, () => [G.cell({ equations: 'dv/dt = -v/ms : mV' }), { v: 1 }]),
  subject('judge', ((options: never) => G.judge(hh(), options)) as never, () => [
    { duration: 2, tolerance: 1e-6, longestStep: 1, level: 0 },
  ]),
  subject('voltageClamp', ((options: never) => G.voltageClamp(hh(), options)) as never, () => [
    { protocol: [{ level: -60, duration: 1 }], sampleEvery: 0.5, tolerance: 1e-6 },
  ]),
  subject('currentClamp', ((options: never) => G.currentClamp(hh(), options)) as never, () => [
    { protocol: [{ level: 1, duration: 1 }], sampleEvery: 0.5, tolerance: 1e-6, parameter: 'I' },
  ]),
  subject(
    'compareIntegrators',
    ((options: object) => G.compareIntegrators({ subject: hh(), ...options } as never)) as never,
    () => [{ duration: 1, integrators: ['rk4'], dts: [0.5], level: 0, tolerance: 1e-6 }],
  ),
  subject('fICurve', ((options: never) => G.fICurve(hh(), options)) as never, () => [
    {
      currents: [0, 10],
      parameter: 'I',
      duration: 2,
      settle: 1,
      dt: 0.1,
      integrator: 'staggered',
      backend: 'reference',
    },
  ]),
  subject('runTrial', ((options: never) => G.runTrial(hh(), options)) as never, () => [
    { integrator: 'rk4', dt: 0.1, duration: 1, backend: 'reference' },
  ]),
  subject('presetByName', presetByName as never, () => ['lif']),
  subject('presetValues', ((values: never) => presetValues(presets[0]!, values)) as never, () => [{ seed: '1' }]),
  subject('benchmarkCase', ((size: never) => benchmarkCase(presets[0]!, size)) as never, () => [400]),
  subject('sized', ((size: never) => sized(presets[0]!, size)) as never, () => [400]),
  subject('benchmarkCase', ((size: never) => benchmarkCase(presets[0]!, size)) as never, () => [400]),
  subject(
    'figureSvg',
    ((options: never) =>
      G.figureSvg(
        {
          spikes: { steps: Uint32Array.of(1), cells: Uint32Array.of(0) },
          groups: [{ name: 'E', first: 0, count: 2 }],
          dt: 0.1,
          window: { from: 0, to: 10 },
        },
        options,
      )) as never,
    () => [{ width: 100, rasterHeight: 30, fontSize: 7, dots: 100, bin: 1, title: 't', source: 's' }],
  ),
  subject(
    'spikesSonata',
    ((options: never) => G.spikesSonata({ steps: Uint32Array.of(1), cells: Uint32Array.of(0) }, 0.1, options)) as never,
    () => [{ cells: 2, population: 'cells', groups: [{ name: 'E', first: 0, count: 1 }] }],
  ),
  subject(
    'script, methods',
    ((experiment: object) => {
      const whole = { network: network().net, backend: 'reference', integrator: undefined, ...experiment } as never;
      return [scriptOf(whole), methodsOf(whole), brian2ScriptOf(whole)];
    }) as never,
    () => [{ dt: 0.1, duration: 10, title: 't', reference: 'r', preset: 'p', spikeHash: 'h', voltage: 'v' }],
  ),
];

const words =
  'v g tau ms mV nS 1 0.5 -3 + - * / ( ) , ; : = += exp rand() w i t dt # \n " \' ` $ { } é 🙂 __proto__ constructor . ** < > and not'.split(
    ' ',
  );

/** Numbers of one stream. */
class Draws {
  readonly #words = new Uint32Array(4);
  readonly #seed: number;
  readonly #input: number;
  #block = 0;

  constructor(seed: number, input: number) {
    this.#seed = seed;
    this.#input = input;
  }

  below(n: number): number {
    philox(this.#input, 0, this.#block++, 9, this.#seed, 0, this.#words);
    return this.#words[0]! % n;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

function hostile(draws: Draws): unknown {
  switch (draws.below(6)) {
    case 0:
      return Array.from({ length: 1 + draws.below(12) }, () => draws.of(words)).join(draws.of(['', ' ']));
    case 1:
      return draws.of([
        '',
        ' ',
        'x',
        '5',
        '-5 mV',
        '3 ms',
        '0 ms',
        '1e400 mV',
        'NaN',
        '5 degC',
        'a(b',
        '(x+x+)+y',
        'x'.repeat(20_000),
        '\u0000',
        '0-9999999999',
        'toString',
      ]);
    case 2:
      return draws.of([NaN, Infinity, -Infinity, -1, 0, -0, 1.5, 2 ** 31, 1e308, -1e308, 2 ** 53]);
    case 3:
      return draws.of([
        null,
        undefined,
        true,
        false,
        Symbol('s'),
        10n,
        () => 1,
        new Date(0),
        /x/,
        new Map(),
        new Error('x'),
        Object,
      ]);
    case 4:
      return draws.of<unknown>([
        [],
        {},
        [null],
        [[]],
        [NaN],
        ['x'],
        new Array(3),
        new Float64Array(2),
        new DataView(new ArrayBuffer(8)),
        Object.create(null),
        { length: 2 },
        { toString: null },
      ]);
    default:
      return draws.of<unknown>([
        [Symbol('s')],
        { [Symbol('s')]: 1 },
        { constructor: 1 },
        JSON.parse('{"__proto__": {"x": 1}}'),
        [[1, 2, 3]],
        [1, [2]],
        { a: { b: {} } },
        new Proxy({}, {}),
      ]);
  }
}

function misspelt(key: string, draws: Draws): string {
  const at = draws.below(key.length);
  switch (draws.below(4)) {
    case 0:
      return `${key.slice(0, at)}${key.slice(at + 1)}`;
    case 1:
      return `${key.slice(0, at)}${draws.of([...'aeiouxyz_'])}${key.slice(at)}`;
    case 2:
      return key.toUpperCase() === key ? key.toLowerCase() : key.toUpperCase();
    default:
      return draws.of([
        'method',
        'timestep',
        'on_pre',
        'delays',
        'weights',
        'events',
        'refractory_period',
        'allow_autapses',
        `${key}s`,
        `${key}_`,
      ]);
  }
}

/** Names of the user's own, where any key is right. */
const free: ReadonlySet<string> = new Set(['parameters', 'initial', 'tables', 'values', 'record']);
/** Not made of options. */
const closed: ReadonlySet<string> = new Set(['connect', 'channels', 'synapses', 'signal']);

const isPlain = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && Object.getPrototypeOf(x) === Object.prototype;

interface Change {
  readonly args: unknown[];
  readonly what: string;
  /** Whether the call must be refused. */
  readonly refused: boolean;
}

/** Changes one thing somewhere in the arguments. */
function change(args: unknown[], subjectName: string, draws: Draws): Change {
  let holder: unknown[] | Record<string, unknown> = args;
  let path = '';
  let open = false;
  for (;;) {
    const keys = Object.keys(holder);
    if (keys.length === 0) return { args, what: 'nothing', refused: false };
    const key = draws.of(keys);
    const inside = (holder as Record<string, unknown>)[key];
    const list = holder;
    const userNames: boolean =
      open ||
      (path === '' && ['presetValues', 'specimen'].includes(subjectName)) ||
      (subjectName === 'population' && path === '' && key === '2');
    // Cells were read when they were made.
    const made = path === '' && key === '0' && ['population', 'specimen'].includes(subjectName);
    if ((isPlain(inside) || Array.isArray(inside)) && !closed.has(key) && !made && draws.below(3) > 0) {
      open = free.has(key) || (userNames && path === '') || (subjectName === 'sweep of variants' && key === 'values');
      holder = inside as Record<string, unknown>;
      path += `.${key}`;
      continue;
    }
    // What the library gave and keeps.
    if (Object.isFrozen(list)) return { args, what: 'nothing', refused: false };
    if (!Array.isArray(list) && draws.below(3) === 0) {
      const wrong = misspelt(key, draws);
      if (wrong !== '' && !Object.hasOwn(list, wrong)) {
        const value = (list as Record<string, unknown>)[key];
        if (draws.below(2) === 0) delete (list as Record<string, unknown>)[key];
        (list as Record<string, unknown>)[wrong] = value;
        return { args, what: `${path}.${key} misspelt as '${wrong}'`, refused: !open && !known(subjectName, wrong) };
      }
    }
    const value = hostile(draws);
    (list as Record<string, unknown>)[key] = value;
    const said =
      typeof value === 'symbol'
        ? 'a symbol'
        : typeof value === 'string'
          ? JSON.stringify(value.slice(0, 60))
          : describe(value);
    return { args, what: `${path}.${key} = ${said}`, refused: false };
  }
}

const describe = (value: unknown): string => {
  try {
    return `${typeof value} ${JSON.stringify(value, (_, x) => (typeof x === 'bigint' ? 'bigint' : typeof x === 'symbol' ? 'symbol' : x))}`.slice(
      0,
      80,
    );
  } catch {
    return typeof value;
  }
};

/** Words that happen to be right: a misspelt option that is another one. */
const right: ReadonlySet<string> = new Set(
  'g E P outside V_sh T q10 Ca label parameters equations threshold reset refractory integrator tables synapses stimulus I C i v V w x p U a b c d k N R'.split(
    ' ',
  ),
);
const known = (name: string, word: string): boolean => right.has(word) || (name in G && word.length < 3);

export interface Fuzzed {
  readonly inputs: number;
  readonly refused: number;
  readonly findings: readonly string[];
  /** The input that took longest: told, no verdict. */
  readonly longest: { readonly input: string; readonly ms: number };
}

/** Tries `count` inputs from number `from` on. The same numbers give the same inputs. */
export async function fuzz(seed: number, from: number, count: number): Promise<Fuzzed> {
  const findings: string[] = [];
  let refused = 0;
  let longest = { input: '', ms: 0 };
  for (let input = from; input < from + count; input++) {
    const draws = new Draws(seed, input);
    const { name, call, args } = subjects[input % subjects.length]!;
    const changes = [change(args(), name, draws)];
    while (draws.below(4) === 0 && changes.length < 3) changes.push(change(changes.at(-1)!.args, name, draws));
    const what = `input ${input}: ${name} with ${changes.map((c) => c.what).join(' and ')}`;
    const mustFail = changes.length === 1 && changes[0]!.refused;
    const start = performance.now();
    try {
      await call(...(changes.at(-1)!.args as never[]));
      if (mustFail) findings.push(`${what}: taken in silence`);
    } catch (error) {
      if (error instanceof G.UserError) {
        refused++;
        if (error.message.length > 6000) findings.push(`${what}: a sentence of ${error.message.length} characters`);
      } else
        findings.push(
          `${what}: ${String(error instanceof Error ? (error.stack ?? error) : error)
            .split('\n')
            .slice(0, 3)
            .join(' | ')}`,
        );
    }
    const ms = performance.now() - start;
    if (ms > longest.ms) longest = { input: what, ms };
  }
  return { inputs: count, refused, findings, longest };
}
