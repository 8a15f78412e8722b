/** Pages of all that the library has, made from the library itself: equations, parameters, references, a plot, a live figure. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotPlot, linePlot } from './plot.mjs';

const g = await import('../dist/node/index.js');
const { presets, presetValues } = await import('../dist/node/presets.js');

const root = join(import.meta.dirname, '..');

/**
 * @typedef {{ kind: string, name: string, title: string, source?: string, text?: string, equations?: string,
 *   parameters?: { name: string, value: string, what?: string }[], code?: string, plot: string, caption: string, live?: string,
 *   claims?: readonly { claim: string, seen: string }[], more?: string }} Entry
 */

/** What stands in a source before a function: its doc comment as plain text. */
function docOf(folder, name) {
  for (const file of readdirSync(join(root, folder)).filter((f) => f.endsWith('.ts'))) {
    const text = readFileSync(join(root, folder, file), 'utf8');
    const at = text.search(new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm'));
    if (at < 0) continue;
    const before = text.slice(0, at);
    const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before)?.[1] ?? '';
    const head = /^\/\*\*((?:(?!\*\/)[\s\S])*)\*\//.exec(text)?.[1] ?? '';
    const plain = (c) =>
      c
        .replace(/^\s*\* ?/gm, '')
        .replace(/\s+/g, ' ')
        .trim();
    return { own: plain(comment), head: plain(head) };
  }
  throw new Error(`The source of ${name} was not found in ${folder}.`);
}

const parametersOf = (parameters) =>
  Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value: String(value) }));

const range = (from, to, count) =>
  Float64Array.from({ length: count }, (_, k) => from + (k / (count - 1)) * (to - from));

/** A capacity so large that the voltage stands: the current of a channel at each of 31 voltages, after 10 ms. */
async function currentAtRest(kind, label) {
  const held = g.compartment({ C: '1 F/cm^2', channels: [g[kind.name]({})] });
  const net = new g.Network({ seed: 1 });
  net.population(held, 31, { V: range(-120, 60, 31) });
  const run = await g.simulate(net, {
    duration: '10 ms',
    dt: '0.025 ms',
    backend: 'reference',
    record: { [`I_${label}`]: { cells: 'all', every: '10 ms' } },
  });
  const { values, units } = run.traces[0];
  return { ys: Array.from(values).slice(-31), unit: units[0] };
}

async function channels() {
  const voltages = range(-120, 60, 241);
  const out = [];
  for (const kind of g.channelKinds) {
    const label = kind.label ?? kind.ion;
    const held = g.compartment({ C: '1 uF/cm^2', channels: [g[kind.name]({})] }).description;
    let plot;
    let caption;
    if (kind.gates.length > 0) {
      const curves = g.channelCurves(kind, voltages, {});
      const plots = [
        linePlot({
          label: `${kind.name}: steady states of its gates over the voltage`,
          x: 'V (mV)',
          y: 'steady state',
          low: 0,
          high: 1,
          lines: curves.map(({ gate, inf }) => ({ name: gate, xs: voltages, ys: inf })),
        }),
      ];
      const timed = curves.filter(({ tau }) => tau.some((t) => t > 0));
      if (timed.length > 0)
        plots.push(
          linePlot({
            label: `${kind.name}: time constants of its gates`,
            x: 'V (mV)',
            y: 'τ (ms)',
            logY: true,
            lines: timed.map(({ gate, tau }) => ({
              name: gate,
              xs: voltages,
              ys: tau.map((t) => (t > 0 ? t : Number.NaN)),
            })),
          }),
        );
      plot = plots.join('');
      caption = 'Steady states and time constants of its gates, at its own temperature.';
    } else {
      const { ys, unit } = await currentAtRest(kind, label);
      plot = linePlot({
        label: `${kind.name}: current over the voltage`,
        x: 'V (mV)',
        y: `I (${unit}), inward positive`,
        lines: [{ name: 'I', xs: range(-120, 60, 31), ys }],
      });
      caption = 'Current after 10 ms at each voltage.';
    }
    out.push({
      kind: 'channel',
      name: kind.name,
      title: kind.title,
      source: kind.source,
      equations: held.equations
        .split('\n')
        .filter((line) => !line.startsWith('dV/dt'))
        .join('\n'),
      parameters: parametersOf(held.parameters).filter(({ name }) => name !== 'C' && name !== 'I'),
      code: `compartment({ C: '1 uF/cm^2', channels: [${kind.name}({})] })`,
      plot,
      caption,
    });
  }
  return out;
}

/** One cell for 300 ms under currents that grow until it spikes a few times. */
async function trace(model, { variable, unit, input, currents }) {
  let best;
  for (const current of currents) {
    const net = new g.Network({ seed: 1 });
    net.population(model({ [input]: current }), 1, best?.initial ?? {});
    const run = await g.simulate(net, {
      duration: '300 ms',
      dt: '0.05 ms',
      backend: 'reference',
      record: { [variable]: [0] },
    });
    best = { current, values: run.traces[0].values, spikes: run.spikes.steps.length };
    if (best.spikes >= 3) break;
  }
  const xs = Float64Array.from(best.values, (_, k) => 0.05 * k);
  return {
    plot: linePlot({
      label: `its voltage under a constant current of ${best.current}`,
      x: 't (ms)',
      y: unit === '1' ? variable : `${variable} (${unit})`,
      lines: [{ name: variable, xs, ys: best.values }],
    }),
    caption: `300 ms under a constant current of ${best.current}.`,
  };
}

const inputs = {
  pA: ['100 pA', '200 pA', '300 pA', '500 pA', '800 pA', '1200 pA', '2000 pA'],
  'mV/ms': ['5 mV/ms', '10 mV/ms', '20 mV/ms', '40 mV/ms'],
  1: ['0.1', '0.5', '1', '1.5', '2', '4'],
};

async function cells() {
  const out = [];
  for (const model of g.pointModels) {
    const { kind } = model;
    const built = model();
    const state = built.states.find((s) => s.name === kind.voltage);
    const picture = await trace((given) => model(given), {
      variable: kind.voltage,
      unit: state.unit,
      input: kind.input,
      currents: inputs[kind.current],
    });
    const { threshold, reset, refractory, equations } = built.description;
    out.push({
      kind: 'cell',
      name: kind.name,
      title: kind.title,
      source: kind.source,
      text: kind.notes,
      equations: [
        equations,
        `threshold: ${threshold}`,
        `reset: ${reset}`,
        ...(refractory ? [`refractory: ${refractory}`] : []),
      ].join('\n'),
      parameters: parametersOf(kind.parameters),
      code: `${model === g.thetaNeuron ? 'thetaNeuron' : Object.keys(g).find((key) => g[key] === model)}({ ${kind.input}: '${inputs[kind.current][1]}' })`,
      ...picture,
    });
  }
  const literature = [
    ['connorStevens', 'connor-stevens', () => g.connorStevens()],
    ['morrisLecar', 'morris-lecar', () => g.morrisLecar()],
    ['thalamicRelay', 'thalamic-relay', () => g.thalamicRelay()],
    ['wangBuzsaki', 'wang-buzsaki', () => g.wangBuzsaki()],
  ];
  for (const [name, preset, make] of literature) {
    const facts = presets.find((p) => p.name === preset);
    const { equations, parameters, threshold } = make().description;
    out.push({
      kind: 'cell',
      name,
      title: facts.title,
      source: facts.reference,
      text: facts.summary,
      equations: `${equations}\nthreshold: ${threshold}`,
      parameters: parametersOf(parameters),
      code: `${name}()`,
      ...(await presetPicture(facts)),
      live: preset,
    });
  }
  return out;
}

/** The response of one cell to one spike, or to a train: what is recorded over time. */
async function response({ synapses, onSpike, variable, times, release, duration = '80 ms' }) {
  const net = new g.Network({ seed: 1 });
  const source = net.spikes(1, { times: [times] }, { name: 'source' });
  const target = net.population(g.lif({ synapses, V_th: '1000 mV' }), 1, { V: '-65 mV' });
  net.project(source, target, { connect: g.allToAll(), onSpike, delay: '0.1 ms', ...(release ? { release } : {}) });
  const run = await g.simulate(net, { duration, dt: '0.05 ms', backend: 'reference', record: { [variable]: [0] } });
  const { values, units } = run.traces[0];
  return { xs: Float64Array.from(values, (_, k) => 0.05 * k), ys: values, unit: units[0] };
}

async function synapses() {
  const tau = { tau: '5 ms' };
  const both = { rise: '1 ms', decay: '8 ms' };
  const parts = [
    ['exponentialConductance', { ...tau, E: '0 mV' }, 'g_e', 'g_e += 6 nS'],
    ['exponentialCurrent', tau, 'I_e', 'I_e += 100 pA'],
    ['alphaConductance', { ...tau, E: '0 mV' }, 'g_e', 'h_e += 6 nS'],
    ['alphaCurrent', tau, 'I_e', 'h_e += 100 pA'],
    ['doubleExponentialConductance', { ...both, E: '0 mV' }, 'g_e', undefined],
    ['doubleExponentialCurrent', both, 'I_e', undefined],
    ['nmda', {}, 'g_e', undefined],
  ];
  const out = [];
  for (const [name, options, variable, given] of parts) {
    const part = g[name]('e', options);
    const amount = variable === 'I_e' ? '100 pA' : '6 nS';
    const onSpike = given ?? `${part.receives} += ${amount}`;
    const model = g.lif.describe({ synapses: [part] });
    const recorded =
      model.equations.includes(`${variable} =`) || model.equations.includes(`d${variable}/dt`) ? variable : `I_e`;
    const { xs, ys, unit } = await response({
      synapses: [part],
      onSpike,
      variable: recorded,
      times: ['10 ms'],
      duration: name === 'nmda' ? '400 ms' : '80 ms',
    });
    const doc = docOf('src/synapses', name);
    const own = g.lif.describe({}).equations.split('\n');
    out.push({
      kind: 'synapse',
      name,
      title: titleOf(name),
      source: doc.head,
      text: doc.own,
      equations: model.equations
        .split('\n')
        .filter((line) => !own.includes(line) && !line.startsWith('I_total'))
        .join('\n'),
      parameters: parametersOf(
        part.fragment
          ? Object.fromEntries(Object.entries(model.parameters).filter(([p]) => !(p in g.lif.kind.parameters)))
          : {},
      ),
      code: `${name}('e', ${JSON.stringify(options)
        .replaceAll('"', "'")
        .replace(/'(\w+)':/g, '$1: ')})`,
      plot: linePlot({
        label: `${name}: ${recorded} after a spike at 10 ms`,
        x: 't (ms)',
        y: `${recorded} (${unit})`,
        lines: [{ name: recorded, xs, ys }],
      }),
      caption: `${recorded} after one spike at 10 ms, ${onSpike}.`,
    });
  }
  out.push(await shortTerm(), ...plasticity());
  return out;
}

const titleOf = (name) =>
  name
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .replace('stdp', 'STDP')
    .replace('nmda', 'NMDA');

async function shortTerm() {
  const doc = docOf('src/synapses', 'shortTermPlasticity');
  const times = Array.from({ length: 10 }, (_, k) => `${20 + 50 * k} ms`);
  const lines = [];
  for (const [name, options] of [
    ['depressing', { U: 0.5, tau_rec: '300 ms' }],
    ['facilitating', { U: 0.1, tau_rec: '50 ms', tau_facil: '500 ms' }],
  ]) {
    const { xs, ys } = await response({
      synapses: [g.exponentialCurrent('e', { tau: '5 ms' })],
      onSpike: 'I_e += 100 pA',
      variable: 'I_e',
      times,
      release: g.shortTermPlasticity(options),
      duration: '600 ms',
    });
    lines.push({ name, xs, ys });
  }
  const { equations, onSpike } = g.shortTermPlasticity({ U: 0.1, tau_rec: '50 ms', tau_facil: '500 ms' });
  return {
    kind: 'synapse',
    name: 'shortTermPlasticity',
    title: 'short-term plasticity',
    source: doc.head,
    text: doc.own,
    equations: `${equations}\nonSpike: ${onSpike}`,
    parameters: [
      { name: 'U', value: '', what: 'fraction of the resources that a spike uses at rest' },
      { name: 'tau_rec', value: '', what: 'recovery' },
      { name: 'tau_facil', value: '', what: 'facilitation; left out: none' },
    ],
    code: "shortTermPlasticity({ U: 0.1, tau_rec: '50 ms', tau_facil: '500 ms' })",
    plot: linePlot({ label: 'currents of a train of ten spikes', x: 't (ms)', y: 'I_e (pA)', lines }),
    caption: 'Ten spikes at 20 Hz: U 0.5, τ_rec 300 ms; and U 0.1, τ_rec 50 ms, τ_facil 500 ms.',
  };
}

/** The change of a weight by one pair of spikes, from the rule's own numbers. */
function plasticity() {
  const delays = range(-100, 100, 401);
  const window = (plus, minus, tauPlus, tauMinus) =>
    delays.map((d) => (d > 0 ? plus * Math.exp(-d / tauPlus) : d < 0 ? -minus * Math.exp(d / tauMinus) : Number.NaN));
  return ['pairStdp', 'tripletStdp'].map((name) => {
    const doc = docOf('src/synapses', name);
    const text = readFileSync(join(root, 'src/synapses', name === 'pairStdp' ? 'stdp.ts' : 'triplet.ts'), 'utf8');
    const options = [...text.matchAll(/\/\*\* (.+?) \*\/\s*readonly (\w+)\??:/g)].map(([, what, option]) => ({
      name: option,
      value: '',
      what,
    }));
    return {
      kind: 'synapse',
      name,
      title: name === 'pairStdp' ? 'STDP of pairs of spikes' : 'STDP of triplets of spikes',
      source: doc.head,
      text: doc.own,
      parameters: options,
      code: name === 'pairStdp' ? 'plasticity: pairStdp({ … })' : 'plasticity: tripletStdp({ … })',
      plot: linePlot({
        label: `${name}: change of the weight over the time between two spikes`,
        x: 't_post − t_pre (ms)',
        y: 'change, relative to A₊',
        lines: [
          {
            name,
            xs: delays,
            ys: window(
              1,
              name === 'pairStdp' ? 1.05 : 7 / 6.5,
              name === 'pairStdp' ? 20 : 16.8,
              name === 'pairStdp' ? 20 : 33.7,
            ),
          },
        ],
      }),
      caption:
        name === 'pairStdp'
          ? 'One pair alone, with τ₊ = τ₋ = 20 ms and A₋ = 1.05 A₊ (Song, Miller & Abbott 2000).'
          : 'One pair alone, with the time constants of Pfister & Gerstner 2006 (τ₊ 16.8 ms, τ₋ 33.7 ms).',
    };
  });
}

/** Sources spike one after another, and each target spikes at once: its raster is the matrix of connections. */
async function matrix(connect, from, to) {
  const net = new g.Network({ seed: 2 });
  const source = net.spikes(
    from,
    { times: Array.from({ length: from }, (_, k) => [`${1 + k} ms`]) },
    { name: 'source' },
  );
  const relay = g.cell({ equations: 'dx/dt = 0/(1 ms) : 1', threshold: 'x > 0.5', reset: 'x = 0' });
  const target = net.population(relay, to, {}, { name: 'target', ...(from === to ? {} : {}) });
  net.project(source, target, { connect, onSpike: 'x += 1', delay: '0.1 ms' });
  const run = await g.simulate(net, { duration: `${from + 3} ms`, backend: 'reference' });
  const dots = [];
  for (let k = 0; k < run.spikes.steps.length; k++) {
    const cell = run.spikes.cells[k];
    if (cell < to) dots.push([Math.floor(run.spikes.steps[k] * 0.1 - 0.95), cell]);
  }
  return dots;
}

async function rules() {
  const n = 60;
  const all = [
    ['allToAll', g.allToAll(), 'allToAll()'],
    ['oneToOne', g.oneToOne(), 'oneToOne()'],
    ['fixedProbability', g.fixedProbability(0.1), 'fixedProbability(0.1)'],
    ['probability', g.probability('exp(-abs(i - j)/5)'), "probability('exp(-abs(i - j)/5)')"],
    ['fixedInDegree', g.fixedInDegree(6), 'fixedInDegree(6)'],
    ['fixedOutDegree', g.fixedOutDegree(6), 'fixedOutDegree(6)'],
    ['fixedTotalNumber', g.fixedTotalNumber(360), 'fixedTotalNumber(360)'],
    [
      'synapseList',
      g.synapseList(Array.from({ length: n }, (_, k) => [k, n - 1 - k])),
      'synapseList([[0, 59], [1, 58], …])',
    ],
  ];
  const out = [];
  for (const [name, rule, code] of all) {
    const doc = docOf('src/network/rules', name);
    out.push({
      kind: 'rule',
      name,
      title: titleOf(name),
      text: doc.own,
      code: `net.project(a, b, { connect: ${code}, onSpike: 'v += 1 mV' })`,
      plot: dotPlot({
        label: `${name}: which of 60 sources reach which of 60 targets`,
        x: 'source',
        y: 'target',
        dots: await matrix(rule, n, n),
        xs: [-1, n],
        ys: [-1, n],
        size: 3,
      }),
      caption: `A dot where a source reaches a target: ${code} of 60 cells to 60.`,
    });
  }
  return out;
}

/**
 * The largest error of dx/dt = (1 − x²)/(10 ms) over 20 ms against tanh(t/10 ms), for steps of several sizes; a linear one where it must
 * be.
 */
async function integrators() {
  const steps = [1, 0.5, 0.25, 0.125, 0.0625];
  const out = [];
  for (const rule of g.integrators) {
    const measure = async (equation, solution) => {
      const errors = [];
      for (const dt of steps) {
        const net = new g.Network({ seed: 1 });
        net.population(g.cell({ equations: equation }), 1, { x: '0.1 mV' });
        const run = await g.simulate(net, {
          duration: '20 ms',
          dt: `${dt} ms`,
          integrator: rule.name,
          backend: 'reference',
          record: { x: [0] },
        });
        errors.push(
          Array.from(run.traces[0].values).reduce((most, x, k) => Math.max(most, Math.abs(x - solution(k * dt))), 0),
        );
      }
      return errors;
    };
    const curved = () =>
      measure('dx/dt = (1 mV - x**2/(1 mV))/(10 ms) : mV', (t) => Math.tanh(t / 10 + Math.atanh(0.1)));
    const linear = () => measure('dx/dt = (1 mV - x)/(10 ms) : mV', (t) => 1 - 0.9 * Math.exp(-t / 10));
    let errors;
    let equation = 'dx/dt = (1 − x²)/(10 ms)';
    try {
      errors = await curved();
    } catch (thrown) {
      if (!(thrown instanceof g.UserError)) throw thrown;
      errors = await linear();
      equation = 'dx/dt = (1 − x)/(10 ms)';
    }
    // Below this the figures are those of rounding.
    const floor = errors.map((e) => Math.max(e, 1e-17));
    out.push({
      kind: 'integrator',
      name: rule.name,
      title: rule.title,
      source: rule.source,
      text: [
        Number.isFinite(rule.order) ? `Order ${rule.order}.` : 'Exact, to rounding.',
        rule.aliases?.length ? `Also called ${rule.aliases.join(', ')}.` : '',
        rule.noise === 'any'
          ? 'Takes noise whose amplitude depends on the state (Itô), and additive noise.'
          : 'Takes additive noise.',
      ]
        .filter(Boolean)
        .join(' '),
      code: `simulate(net, { duration: '1 s', integrator: '${rule.name}' })`,
      plot: linePlot({
        label: `${rule.name}: largest error over the step`,
        x: 'dt (ms)',
        y: 'largest error',
        logX: true,
        logY: true,
        lines: [{ name: rule.name, xs: steps, ys: floor }],
      }),
      caption: `Largest error of ${equation} over 20 ms against its solution, in double precision.`,
    });
  }
  return out;
}

/** Cells that a picture of a network is of, and how long it is run for one, ms. */
const LARGE = 500;

async function presetPicture(preset) {
  const values = presetValues(preset);
  const net = preset.build(values, 1);
  const cells = net.populations.reduce((n, p) => n + p.size, 0);
  const many = cells > 20;
  const duration = many
    ? Math.min(preset.duration, cells > 10_000 ? 40 : cells > LARGE ? 100 : 200)
    : Math.min(preset.duration, 600);
  const [variable] = preset.variables;
  const run = await g.simulate(net, {
    duration: `${duration} ms`,
    dt: `${preset.dt} ms`,
    integrator: preset.integrator,
    backend: 'wasm',
    ...(many || variable === undefined ? {} : { record: { [variable]: [0] } }),
  });
  const caption = `${duration} ms of it, seed 1.`;
  if (!many) {
    const { values: ys, units } = run.traces[0];
    const every = Math.ceil(ys.length / 4000);
    const points = Array.from(ys).filter((_, k) => k % every === 0);
    const y = units[0] === '1' || units[0] === '' ? variable : `${variable} (${units[0]})`;
    return {
      plot: linePlot({
        label: `${preset.name}: ${variable} of its first cell`,
        x: 't (ms)',
        y,
        lines: [{ name: variable, xs: points.map((_, k) => k * every * preset.dt), ys: points }],
      }),
      caption: `${variable} of its first cell, ${caption}`,
      voltages: true,
    };
  }
  const shown = [];
  const skip = Math.max(1, Math.ceil(run.spikes.steps.length / 6000));
  for (let k = 0; k < run.spikes.steps.length; k += skip)
    shown.push([run.spikes.steps[k] * preset.dt, run.spikes.cells[k]]);
  const inhibitory = preset.parameters.find((p) => p.name === 'n_exc')?.value ?? Number.POSITIVE_INFINITY;
  return {
    plot: dotPlot({
      label: `${preset.name}: spikes over time`,
      x: 't (ms)',
      y: 'cell',
      dots: shown,
      xs: [0, duration],
      ys: [0, cells],
      size: 1.6,
      colour: (cell) => (cell >= inhibitory ? 1 : 0),
    }),
    caption: `Spikes of ${cells} cells${skip > 1 ? `, one in ${skip} of them` : ''}, ${caption}`,
  };
}

async function presetPages() {
  const out = [];
  for (const preset of presets) {
    out.push({
      kind: 'preset',
      name: preset.name,
      title: preset.title,
      source: preset.reference,
      text: preset.summary,
      parameters: preset.parameters.map((p) => ({ name: p.name, value: `${p.value} ${p.unit}`.trim(), what: p.label })),
      code: `galvani run ${preset.name}`,
      claims: preset.claims,
      live: preset.name,
      ...(await presetPicture(preset)),
    });
  }
  return out;
}

/** @returns {Promise<Entry[]>} */
export async function catalogue() {
  const all = [];
  for (const make of [cells, channels, synapses, rules, integrators, presetPages]) all.push(...(await make()));
  g.releaseDevices();
  return all;
}
