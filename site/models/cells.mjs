/** Cells: their voltage under a constant current. */
import { linePlot } from '../plot.mjs';
import { literal, netOf, usesOf } from '../use.mjs';
import { parametersOf } from './source.mjs';

const g = await import('../../dist/node/index.js');
const { presets } = await import('../../dist/node/presets.js');

const run = { duration: '300 ms', dt: '0.05 ms', backend: 'reference' };

/** Currents that grow, by their unit. */
const currents = {
  pA: ['100 pA', '200 pA', '300 pA', '500 pA', '800 pA', '1200 pA', '2000 pA'],
  'uA/cm^2': ['1 uA/cm^2', '2 uA/cm^2', '5 uA/cm^2', '10 uA/cm^2', '20 uA/cm^2', '50 uA/cm^2', '100 uA/cm^2'],
  'mV/ms': ['5 mV/ms', '10 mV/ms', '20 mV/ms', '40 mV/ms'],
  1: ['0.1', '0.5', '1', '1.5', '2', '4'],
};

/** Its picture and use under the first of the currents at which it spikes a few times. `make`: the cell in a script, with a current. */
async function driven({ name, title, make, variable, unit, input, start = '' }) {
  let lines;
  let current;
  let seen;
  for (current of currents[input]) {
    lines = `const net = new Network({ seed: 1 })\nnet.population(${make(current)}, 1${start})`;
    seen = await g.simulate(netOf(lines), { ...run, record: { [variable]: [0] } });
    if (seen.spikes.steps.length >= 3) break;
  }
  const ys = seen.traces[0].values;
  return {
    plot: linePlot({
      label: `its voltage under a constant current of ${current}`,
      x: 't (ms)',
      y: unit === '1' ? variable : `${variable} (${unit})`,
      lines: [{ name: variable, xs: Float64Array.from(ys, (_, k) => 0.05 * k), ys }],
    }),
    caption: `300 ms under a constant current of ${current}.`,
    ...(await usesOf({ name, title, lines, run, view: 'voltages' })),
  };
}

async function pointCell(model) {
  const { kind } = model;
  const { states, description } = model();
  const { threshold, reset, refractory, equations } = description;
  const factory = Object.keys(g).find((key) => g[key] === model);
  return {
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
    ...(await driven({
      name: kind.name,
      title: kind.title,
      make: (current) => `${factory}({ ${kind.input}: '${current}' })`,
      variable: kind.voltage,
      unit: states.find((s) => s.name === kind.voltage).unit,
      input: kind.current,
    })),
  };
}

/** Cells made of channels, which presets tell of. */
const literature = [
  ['connorStevens', 'connor-stevens'],
  ['morrisLecar', 'morris-lecar'],
  ['thalamicRelay', 'thalamic-relay'],
  ['wangBuzsaki', 'wang-buzsaki'],
];

async function literatureCell([name, presetName]) {
  // What has no steady state of its own.
  const rest = name === 'thalamicRelay' ? { Ca: 5e-5 } : {};
  const start = { V: -65, ...g.steadyState(g[name](), 'V', -65, rest), ...rest };
  const { title, reference, summary } = presets.find((p) => p.name === presetName);
  const { equations, parameters, threshold } = g[name]().description;
  return {
    kind: 'cell',
    name,
    title,
    source: reference,
    text: summary,
    equations: `${equations}\nthreshold: ${threshold}`,
    parameters: parametersOf(parameters),
    ...(await driven({
      name,
      title,
      make: (current) => `${name}({ I: '${current}' })`,
      variable: 'V',
      unit: 'mV',
      input: 'uA/cm^2',
      start: `, ${literal(start)}`,
    })),
  };
}

export async function cells() {
  const out = [];
  for (const model of g.pointModels) out.push(await pointCell(model));
  for (const cell of literature) out.push(await literatureCell(cell));
  return out;
}
