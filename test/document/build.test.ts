/** Documents to networks: what each part means, told by the network that the API makes of the same. */
import { describe, expect, it } from 'vitest';
import { build, DocumentError, documentOf, type ExperimentDocument, read, write } from '../../src/document/index.ts';
import {
  adex,
  allToAll,
  cell,
  compartment,
  exponentialConductance,
  fixedInDegree,
  fixedProbability,
  grid,
  K_TM1991,
  leak,
  Na_TM1991,
  Network,
  nmda,
  oneToOne,
  pairStdp,
  probability,
  shortTermPlasticity,
  simulate,
  synapseList,
  tripletStdp,
  writeNpy,
} from '../../src/index.ts';
import { everything } from '../export/everything.ts';
import { guideDocument } from './guide.ts';

/** What tells two networks apart. */
const facts = (network: Network) =>
  documentOf(network, { run: { duration: '1 ms' }, longest: Number.POSITIVE_INFINITY }).document;

const lif = {
  equations: 'dv/dt = (g_L*(-60 mV - v) + g_e*(0 mV - v))/(200 pF) : mV\ndg_e/dt = -g_e/(5 ms) : nS',
  threshold: 'v > -50 mV',
  reset: 'v = -60 mV',
};
const base = { galvani: 1, run: { duration: '20 ms' } } as const;
const two = (projection: object, more: object = {}): ExperimentDocument =>
  ({
    ...base,
    models: { lif: { ...lif, parameters: { g_L: '10 nS' } } },
    populations: { a: { model: 'lif', size: 20 }, b: { model: 'lif', size: 20, groups: { E: 16, I: [16, 20] } } },
    projections: [{ from: 'a', to: 'b', connect: 'allToAll', onSpike: 'g_e += 1 nS', ...projection }],
    ...more,
  }) as ExperimentDocument;

/** The same by the API. */
function twoOf(options: object): Network {
  const network = new Network();
  const model = cell({ ...lif, parameters: { g_L: '10 nS' } });
  const a = network.population(model, 20, {}, { name: 'a' });
  const b = network.population(model, 20, {}, { name: 'b' });
  b.slice(0, 16, { name: 'E' });
  b.slice(16, 20, { name: 'I' });
  network.project(a, b, { connect: allToAll(), onSpike: 'g_e += 1 nS', ...options } as never);
  return network;
}

/** A plasticity with all that one may say. */
const living = {
  equations: 'dc/dt = (E - c)/tau : 1 (event-driven)\ndw/dt = A*nS*v_post/(mV*tau) : nS\nU : 1',
  initial: { c: 'uniform(0, 1)', U: '0.1 + 0.01*j' },
  onPre: 'c += U',
  onPost: 'w += A*nS*c',
  on: [
    { at: 'source', delay: '2 ms', do: 'c *= 0.5' },
    { at: 'target', do: 'c -= 0.1' },
  ],
  every: [{ interval: '10 ms', do: 'w *= 20*nS/sum_in(w)' }],
  amount: 'clip(c, 0, 1)',
  parameters: { tau: '20 ms', A: 0.01, E: 0 },
  range: ['0 nS', '12 nS'],
  integrator: 'euler',
};

describe('projections', () => {
  it.each([
    ['a probability', { connect: { fixedProbability: 0.2 } }, { connect: fixedProbability(0.2) }],
    [
      'a degree and options',
      { connect: { fixedInDegree: { degree: 3, autapses: false } } },
      { connect: fixedInDegree(3, { autapses: false }) },
    ],
    [
      'pairs',
      {
        connect: {
          synapseList: [
            [0, 1],
            [2, 3],
          ],
        },
      },
      {
        connect: synapseList([
          [0, 1],
          [2, 3],
        ]),
      },
    ],
    [
      'probabilities of pairs',
      { connect: { probability: { p: 'exp(-abs(i - j))', condition: 'i != j' } } },
      { connect: probability('exp(-abs(i - j))', { condition: 'i != j' }) },
    ],
    [
      'weights by chance',
      { onSpike: 'g_e += w', weight: 'uniform(1 nS, 2 nS)' },
      { onSpike: 'g_e += w', weight: 'uniform(1 nS, 2 nS)' },
    ],
    ['delays', { delay: '1.5 ms' }, { delay: '1.5 ms' }],
    [
      'lists of delays',
      {
        connect: {
          synapseList: [
            [0, 1],
            [2, 3],
          ],
        },
        delay: { values: [1, 2], unit: 'ms' },
      },
      {
        connect: synapseList([
          [0, 1],
          [2, 3],
        ]),
        delay: ['1 ms', '2 ms'],
      },
    ],
    [
      'release',
      { release: { shortTermPlasticity: { U: 0.5, tau_rec: '800 ms' } } },
      { release: shortTermPlasticity({ U: 0.5, tau_rec: '800 ms' }) },
    ],
    [
      'pair STDP',
      {
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: {
          pairStdp: {
            A_plus: 0.01,
            A_minus: 0.02,
            tau_plus: '20 ms',
            tau_minus: '20 ms',
            range: ['0 nS', '2 nS'],
            delays: 'axonal',
          },
        },
      },
      {
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: pairStdp({
          A_plus: 0.01,
          A_minus: 0.02,
          tau_plus: '20 ms',
          tau_minus: '20 ms',
          range: ['0 nS', '2 nS'],
          delays: 'axonal',
        }),
      },
    ],
    [
      'triplet STDP',
      {
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: {
          tripletStdp: {
            A2_plus: 0.01,
            A2_minus: 0.02,
            A3_plus: 0,
            A3_minus: 0.1,
            tau_plus: '20 ms',
            tau_minus: '20 ms',
            tau_x: '100 ms',
            tau_y: '100 ms',
            range: ['0 nS', '2 nS'],
          },
        },
      },
      {
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: tripletStdp({
          A2_plus: 0.01,
          A2_minus: 0.02,
          A3_plus: 0,
          A3_minus: 0.1,
          tau_plus: '20 ms',
          tau_minus: '20 ms',
          tau_x: '100 ms',
          tau_y: '100 ms',
          range: ['0 nS', '2 nS'],
        }),
      },
    ],
    [
      'release with values of each synapse',
      { release: { shortTermPlasticity: { U: '0.1 + 0.02*i', tau_rec: 'uniform(700 ms, 900 ms)' } } },
      { release: shortTermPlasticity({ U: '0.1 + 0.02*i', tau_rec: 'uniform(700 ms, 900 ms)' }) },
    ],
    [
      'values of the synapses in lists',
      {
        connect: 'oneToOne',
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: {
          equations: 'c : 1',
          initial: { c: Array.from({ length: 20 }, (_, k) => k) },
          range: ['0', '2 nS'],
        },
      },
      {
        connect: oneToOne(),
        onSpike: 'g_e += w',
        weight: '1 nS',
        plasticity: {
          equations: 'c : 1',
          initial: { c: Float32Array.from({ length: 20 }, (_, k) => k) },
          range: ['0', '2 nS'],
        },
      },
    ],
    [
      'synapses with a state',
      { onSpike: 'g_e += w', weight: '1 nS', plasticity: living },
      { onSpike: 'g_e += w', weight: '1 nS', plasticity: living },
    ],
  ])('say %s', (_what, said, meant) => {
    const { network } = build(two(said));
    expect(facts(network)).toEqual(facts(twoOf(meant)));
    const { document, attachments } = documentOf(network, { run: { duration: '1 ms' }, longest: 3 });
    expect(facts(build(document, { attachments }).network)).toEqual(facts(network));
  });

  it('name events of the cells', () => {
    const events = { low: 'v < V_low' };
    const plasticity = {
      equations: 'n : 1',
      at: { source: 'low' },
      on: [{ at: 'target', event: 'low', do: 'n += 1' }],
      range: ['0 nS', '2 nS'],
    };
    const said = two(
      { onSpike: 'g_e += w', weight: '1 nS', plasticity },
      { parameters: { V_low: '-58 mV' }, models: { lif: { ...lif, parameters: { g_L: '10 nS' }, events } } },
    );
    const { network } = build(said);
    const again = documentOf(network, { run: { duration: '1 ms' } }).document;
    expect(again.models!['a']).toMatchObject({ events, parameters: { g_L: '10 nS', V_low: '-58 mV' } });
    expect(again.projections![0]).toMatchObject({ plasticity });
    expect(facts(build(again).network)).toEqual(facts(network));
  });

  it('take cells of a population by number', () => {
    const { source } = build(two({ from: 'a[3:7]' })).network.projections[0]!;
    expect([source.population.name, source.first, source.size]).toEqual(['a', 3, 4]);
  });

  it('names the projection that a mistake is in', () => {
    expect(() => build(two({ to: 'EE' }))).toThrow(
      /projections\[0\]\.to: There are no cells called 'EE'\. Did you mean 'E'\?/,
    );
    expect(() => build(two({ onSpike: 'g_x += 1 nS' }))).toThrow(/projections\[0\]\.onSpike: /);
  });
});

describe('models', () => {
  const modelOf = (model: object) =>
    build({
      ...base,
      models: { m: model },
      populations: { cells: { model: 'm', size: 1 } },
    } as ExperimentDocument).network.populations[0]!.blueprint.model(1).description;

  it('are compartments of the library', () => {
    const said = modelOf({
      compartment: {
        C: '200 pF',
        channels: [
          { Na_TM1991: { g: '20 uS', V_sh: '-63 mV' } },
          { K_TM1991: { g: '6 uS' } },
          { leak: { g: '10 nS' } },
        ],
        synapses: [{ exponentialConductance: ['e', { tau: '5 ms', E: '0 mV' }] }, { nmda: ['n'] }],
        I: '100 pA',
      },
    });
    const meant = compartment({
      C: '200 pF',
      channels: [Na_TM1991({ g: '20 uS', V_sh: '-63 mV' }), K_TM1991({ g: '6 uS' }), leak({ g: '10 nS' })],
      synapses: [exponentialConductance('e', { tau: '5 ms', E: '0 mV' }), nmda('n')],
      I: '100 pA',
    });
    expect(said).toEqual(meant.description);
  });

  it('are point neurons', () => {
    expect(
      modelOf({ adex: { a: '4 nS', synapses: [{ exponentialConductance: ['e', { tau: '5 ms', E: '0 mV' }] }] } }),
    ).toEqual(adex({ a: '4 nS', synapses: [exponentialConductance('e', { tau: '5 ms', E: '0 mV' })] }).description);
  });
});

describe('populations', () => {
  it('have positions, groups by share, Poisson trains and given spikes', () => {
    const { network } = build(
      {
        ...base,
        populations: {
          p: {
            poisson: { rate: '50 Hz', from: '1 ms' },
            size: 12,
            positions: { grid: [3, 4, '50 um'] },
            groups: { some: 0.25, rest: 9 },
          },
          s: { spikes: { times: [[1], ['2 ms', 3]] }, size: 2 },
          t: { spikes: { at: { values: [1, 2] }, cells: { file: 'cells.csv', column: 'cell' } }, size: 2 },
        },
      } as ExperimentDocument,
      { attachments: { 'cells.csv': new TextEncoder().encode('time,cell\n1,0\n2,1\n') } },
    );
    const same = new Network();
    const p = same.poisson(12, { rate: '50 Hz', from: '1 ms', name: 'p', positions: grid(3, 4, '50 um') });
    p.slice(0, 3, { name: 'some' });
    p.slice(3, 12, { name: 'rest' });
    same.spikes(2, { times: [[1], ['2 ms', 3]], name: 's' });
    same.spikes(2, {
      spikes: [
        [1, 0],
        [2, 1],
      ],
      name: 't',
    });
    expect(facts(network)).toEqual(facts(same));
  });

  it('refuse grids of other sizes and groups that may mean two things', () => {
    const poisson = (more: object) =>
      build({ ...base, populations: { p: { poisson: { rate: '1 Hz' }, size: 12, ...more } } } as ExperimentDocument);
    expect(() => poisson({ positions: { grid: [100_000, 100_000] } })).toThrow(
      /populations\.p\.positions: A grid of 100000 rows and 100000 columns has 10000000000 places for 12 cells/,
    );
    expect(() => poisson({ groups: { some: '0.5' } })).toThrow(/whole number/);
    expect(() => poisson({ groups: { all: 1 } })).toThrow(/may mean one cell or all: write \[0, 1\], or \[0, 12\]/);
  });

  it('take values per cell out of files', () => {
    const values = Float64Array.from({ length: 20 }, (_, k) => 9 + k / 7);
    const said = build(
      {
        ...two({}),
        models: { lif: { ...lif, equations: `${lif.equations}\ng_L : nS` } },
        populations: {
          a: { model: 'lif', size: 20, initial: { g_L: { file: 'g.npy', unit: 'nS' } } },
          b: { model: 'lif', size: 20, initial: { g_L: 10 } },
        },
      } as ExperimentDocument,
      { attachments: { 'g.npy': writeNpy(values) } },
    );
    expect(said.network.populations[0]!.blueprint.initial.get('g_L')).toEqual(values);
    expect(() => build(two({ weight: { file: 'w.npy' }, onSpike: 'g_e += w' }))).toThrow(
      /The file 'w\.npy' is not there/,
    );
    expect(() => build(two({ weight: { file: '../w.npy' }, onSpike: 'g_e += w' }))).toThrow(/have no folders/);
  });
});

describe('parameters', () => {
  const knobs = (projection: object, parameters: object = { w_e: '2 nS', n: 4 }, more: object = {}) =>
    two(projection, { parameters, ...more });

  it('are put in where texts name them', () => {
    expect(facts(build(knobs({ onSpike: 'g_e += w_e' })).network)).toEqual(
      facts(twoOf({ onSpike: 'g_e += w_e', parameters: { w_e: '2 nS' } })),
    );
    expect(facts(build(knobs({ onSpike: 'g_e += w', weight: 'uniform(w_e, 2*w_e)' })).network)).toEqual(
      facts(twoOf({ onSpike: 'g_e += w', weight: 'uniform((2 nS), 2*(2 nS))' })),
    );
    expect(facts(build(knobs({ connect: { fixedInDegree: '0.5*n' } })).network)).toEqual(
      facts(twoOf({ connect: fixedInDegree(2) })),
    );
    expect(build(knobs({ connect: { fixedInDegree: '2*3' } })).network.projections[0]!.rule.description).toMatchObject({
      degree: 6,
    });
    expect(() => build(knobs({ connect: { fixedInDegree: '7/2' } }))).toThrow(
      /'7\/2', which is 3\.5; it must be a whole number/,
    );
    expect(facts(build(knobs({ delay: '3*tau' }, { tau: '0.5 ms' })).network)).toEqual(
      facts(twoOf({ delay: '3*(0.5 ms)' })),
    );
  });

  it('become parameters of models that use them', () => {
    const { network } = build({
      ...base,
      parameters: { g_L: '7 nS' },
      models: { lif },
      populations: { c: { model: 'lif', size: 1 } },
    } as ExperimentDocument);
    expect(network.populations[0]!.blueprint.model(1).description.parameters).toEqual({ g_L: '7 nS' });
  });

  it('can be set, within their range', () => {
    const document = knobs({ onSpike: 'g_e += w_e' }, { w_e: { value: '2 nS', range: ['0 nS', '10 nS'] } });
    expect(build(document, { set: { w_e: '5 nS' } }).network.projections[0]!.given.parameters).toEqual({ w_e: '5 nS' });
    expect(() => build(document, { set: { w_e: '50 nS' } })).toThrow('w_e is 50 nS; it must lie between 0 and 10 nS.');
    expect(() => build(document, { set: { w_e: '5 mV' } })).toThrow(/voltage/);
    expect(() => build(document, { set: { we: '5 nS' } })).toThrow("There is no parameter 'we'. Did you mean 'w_e'?");
  });

  it('belong to their projection: two may call different weights by one name', async () => {
    const weights = (strong: string) =>
      two(
        {},
        {
          models: { lif: { ...lif, parameters: { g_L: '10 nS' } } },
          populations: {
            a: { spikes: { times: [[1]] }, size: 1 },
            b: { spikes: { times: [[11]] }, size: 1 },
            c: { model: 'lif', size: 1, initial: { v: -60 } },
          },
          projections: [
            { from: 'a', to: 'c', connect: 'allToAll', onSpike: 'g_e += w_e', parameters: { w_e: '1 nS' } },
            { from: 'b', to: 'c', connect: 'allToAll', onSpike: 'g_e += w_e', parameters: { w_e: strong } },
          ],
        },
      );
    const last = async (strong: string) => {
      const { network, run } = build(weights(strong));
      const { traces } = await simulate(network, { ...run, backend: 'reference', record: { g_e: [0] } });
      return traces[0]!.values;
    };
    // What is left at the end is a + b·strong.
    const [one, double, three] = [await last('1 nS'), await last('2 nS'), await last('3 nS')].map((v) => v.at(-1)!);
    expect(double! - one!).toBeGreaterThan(0.1);
    expect((three! - one!) / (double! - one!)).toBeCloseTo(2, 9);
  });

  it('stand in rules of plasticity, fixed', () => {
    const plastic = (parameters: object) => ({
      onSpike: 'g_e += w',
      weight: '1 nS',
      plasticity: {
        pre: { equations: 'dx/dt = -x/tau : 1', onSpike: 'x += 1' },
        onPost: 'w += A*x',
        range: ['0 nS', '2 nS'],
        ...parameters,
      },
    });
    const shared = { tau: '20 ms', A: '0.1 nS' };
    expect(facts(build(knobs(plastic({}), shared)).network)).toEqual(facts(twoOf(plastic({ parameters: shared }))));
    expect(() => build(knobs(plastic({}), shared, { do: [{ at: '1 ms', set: { A: '1 nS' } }] }))).toThrow(
      /cannot be set/,
    );
  });

  it('stand in rules of synapses with a state, where neither synapse nor cell has the name', () => {
    const { parameters: _, ...rule } = living;
    const { tau, A, E } = living.parameters;
    const shared = { tau, A, E, gap: '1 ms', U: 0.3, v_post: 1, half: 0.05 };
    const plasticity = {
      ...rule,
      initial: { c: 'half*2', U: '2*half + 0.01*j' },
      on: [{ at: 'source', delay: '2*gap', do: 'c *= 0.5' }, rule.on[1]],
      every: [{ interval: '10*gap', do: rule.every[0]!.do }],
    };
    const said = build(knobs({ onSpike: 'g_e += w', weight: '1 nS', plasticity }, shared)).network;
    expect(said.projections[0]!.given.plasticity).toEqual({
      ...living,
      parameters: { E: `${E}`, A: `${A}`, tau },
      on: [{ at: 'source', delay: '2*(1 ms)', do: 'c *= 0.5' }, rule.on[1]],
      every: [{ interval: '10*(1 ms)', do: rule.every[0]!.do }],
      initial: { c: '0.1', U: '2*(0.05) + 0.01*j' },
    });
  });

  it('that are fixed cannot be set while it runs', () => {
    const set = { do: [{ at: '1 ms', set: { w_e: '3 nS' } }] };
    expect(build(knobs({ onSpike: 'g_e += w_e' }, undefined, set)).run.interventions).toEqual([
      { at: '1 ms', kind: 'set', name: 'w_e', value: '3 nS' },
    ]);
    expect(() => build(knobs({ onSpike: 'g_e += w', weight: 'w_e' }, undefined, set))).toThrow(
      /do\[0\]: 'w_e' cannot be set while it runs/,
    );
  });

  it('have names that are no units, and values that are quantities', () => {
    expect(() => build(knobs({}, { nS: 1 }))).toThrow(/parameters\.nS: .*it is a unit/);
    expect(() => build(knobs({}, { x: 'y' }))).toThrow(DocumentError);
  });
});

describe('run and do', () => {
  it('become the options of simulate', () => {
    const { run } = build({
      ...two({}),
      run: {
        duration: '20 ms',
        dt: '0.05 ms',
        integrator: 'euler',
        backend: 'reference',
        record: { v: '0-2', g_e: { cells: 'all', every: '1 ms', average: true } },
      },
      do: [
        { at: '1 ms', inject: { cells: '0-3', amplitude: '100 pA', duration: '2 ms' } },
        { at: '2 ms', kick: { cells: [1], amplitude: '5 mV' } },
        { at: '3 ms', silence: { cells: '4' } },
        { at: '4 ms', model: { name: 'lif', population: 'a' } },
      ],
    });
    expect(run).toMatchObject({
      duration: '20 ms',
      dt: '0.05 ms',
      record: [
        { variables: ['v'], cells: [0, 1, 2] },
        { variables: ['g_e'], cells: 'all', every: '1 ms', average: true },
      ],
    });
    expect(run.interventions!.map((i) => i.kind)).toEqual(['inject', 'kick', 'silence', 'model']);
    expect(() => build({ ...two({}), do: [{ at: '1 ms' }] })).toThrow(
      /do\[0\]: An intervention has one of set, inject/,
    );
  });

  it('run to the same spikes as the network by the API', async () => {
    const { network, run } = build(await read(guideDocument));
    const { summary } = await simulate(network, { ...run, backend: 'reference' });
    expect(summary.spikes).toBeGreaterThan(100);
    const again = documentOf(network, { run: { duration: '200 ms' } }).document;
    const twin = build(again);
    const { summary: same } = await simulate(twin.network, { ...twin.run, backend: 'reference' });
    expect(same.spike_hash).toBe(summary.spike_hash);
  });
});

describe('documentOf', () => {
  it.each([3, Number.POSITIVE_INFINITY])(
    'makes a network of everything again, lists longer than %d as files',
    async (longest) => {
      const network = everything();
      const how = { run: { duration: '20 ms', dt: '0.1 ms', backend: 'reference' }, longest } as const;
      const { document, attachments } = documentOf(network, how);
      expect(Object.keys(attachments).length > 0).toBe(longest === 3);
      const { network: again, run } = build(await read(await write(document)), { attachments });
      expect(documentOf(again, how)).toEqual({ document, attachments });
      const [first, second] = [await simulate(network, run), await simulate(again, run)];
      expect(first.summary.spikes).toBeGreaterThan(0);
      expect(second.summary.spike_hash).toBe(first.summary.spike_hash);
    },
  );

  it('refuses what documents cannot hold, and says which part', () => {
    const rule = { ...allToAll(), description: undefined } as never;
    expect(() => facts(twoOf({ connect: rule, name: 'odd' }))).toThrow(
      /The projection odd has a connection rule of its own/,
    );
    const network = new Network();
    network.poisson(1, { rate: '1 Hz', name: '7' });
    expect(() => facts(network)).toThrow(/The population '7' cannot stand in a document/);
  });

  it('writes interventions', () => {
    const network = twoOf({});
    const interventions = [
      { at: '1 ms', kind: 'set', name: 'g_L', value: '9 nS', population: 'a' },
      { at: '2 ms', kind: 'inject', cells: [0, 1, 2], amplitude: '1 pA' },
      { at: '3 ms', kind: 'model', population: 'b', model: { ...lif, parameters: { g_L: '1 nS' } } },
    ] as const;
    const { document } = documentOf(network, { run: { duration: '5 ms' }, interventions });
    expect(build(document).run.interventions).toEqual([
      interventions[0],
      { ...interventions[1], cells: '0-2' },
      interventions[2],
    ]);
  });
});
