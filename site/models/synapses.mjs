/** Synapses: what one spike does, or a train. */
import { linePlot } from '../plot.mjs';
import { netOf, usesOf } from '../use.mjs';
import { plasticity } from './plasticity.mjs';
import { docOf, parametersOf, titleOf } from './source.mjs';

const g = await import('../../dist/node/index.js');

const dt = 0.05;

/** One source and one cell. `part`: a synapse in a script; `release`: how it changes with use. */
const linesOf = ({ part, onSpike, times, release }) => `const net = new Network({ seed: 1 })
const source = net.spikes(1, { times: [[${times.map((t) => `'${t} ms'`).join(', ')}]], name: 'source' })
const target = net.population(lif({ synapses: [${part}] }), 1, { V: '-65 mV' }, { name: 'target' })
net.project(source, target, { connect: allToAll(), onSpike: '${onSpike}', delay: '0.1 ms'${release ? `, release: ${release}` : ''} })`;

async function response(lines, run, variable) {
  const { traces } = await g.simulate(netOf(lines), { ...run, record: { [variable]: [0] } });
  const { values, units } = traces[0];
  return { xs: Float64Array.from(values, (_, k) => dt * k), ys: values, unit: units[0] };
}

const runOf = (ms) => ({ duration: `${ms} ms`, dt: `${dt} ms`, backend: 'reference' });

const tau = "{ tau: '5 ms' }";
const parts = [
  ['exponentialConductance', "{ tau: '5 ms', E: '0 mV' }", 'g_e', '6 nS'],
  ['exponentialCurrent', tau, 'I_e', '100 pA'],
  ['alphaConductance', "{ tau: '5 ms', E: '0 mV' }", 'g_e', '6 nS'],
  ['alphaCurrent', tau, 'I_e', '100 pA'],
  ['doubleExponentialConductance', "{ rise: '1 ms', decay: '8 ms', E: '0 mV' }", 'g_e', '6 nS'],
  ['doubleExponentialCurrent', "{ rise: '1 ms', decay: '8 ms' }", 'I_e', '100 pA'],
  ['nmda', '{}', 'g_e', '6 nS'],
];

export async function synapses() {
  const out = [];
  const plain = g.lif.describe({});
  for (const [name, options, variable, amount] of parts) {
    const text = `${name}('e', ${options})`;
    const part = new Function('make', `return make('e', ${options});`)(g[name]);
    const onSpike = `${part.receives} += ${amount}`;
    const model = g.lif.describe({ synapses: [part] });
    const lines = linesOf({ part: text, onSpike, times: [10] });
    const run = runOf(name === 'nmda' ? 400 : 80);
    const told = new RegExp(`^d?${variable}(/dt)? =`, 'm').test(model.equations) ? variable : 'I_e';
    const { xs, ys, unit } = await response(lines, run, told);
    const doc = docOf('src/synapses', name);
    const own = plain.equations.split('\n');
    const title = titleOf(name);
    out.push({
      kind: 'synapse',
      name,
      title,
      source: doc.head,
      text: doc.own,
      equations: model.equations
        .split('\n')
        .filter((line) => !own.includes(line) && !line.startsWith('I_total'))
        .join('\n'),
      parameters: parametersOf(
        Object.fromEntries(Object.entries(model.parameters).filter(([p]) => !(p in g.lif.kind.parameters))),
      ),
      plot: linePlot({
        label: `${name}: ${told} after a spike at 10 ms`,
        x: 't (ms)',
        y: `${told} (${unit})`,
        lines: [{ name: told, xs, ys }],
      }),
      caption: `${told} after one spike at 10 ms, ${onSpike}.`,
      ...(await usesOf({ name, title, lines, run, view: 'raster voltages' })),
    });
  }
  out.push(await shortTerm(), ...(await plasticity()));
  return out;
}

async function shortTerm() {
  const name = 'shortTermPlasticity';
  const doc = docOf('src/synapses', name);
  const title = 'short-term plasticity';
  const run = runOf(600);
  const lines = (release) =>
    linesOf({
      part: `exponentialCurrent('e', ${tau})`,
      onSpike: 'I_e += 100 pA',
      times: Array.from({ length: 10 }, (_, k) => 20 + 50 * k),
      release,
    });
  const facilitating = lines("shortTermPlasticity({ U: 0.1, tau_rec: '50 ms', tau_facil: '500 ms' })");
  const curves = [];
  for (const [kind, script] of [
    ['depressing', lines("shortTermPlasticity({ U: 0.5, tau_rec: '300 ms' })")],
    ['facilitating', facilitating],
  ]) {
    const { xs, ys } = await response(script, run, 'I_e');
    curves.push({ name: kind, xs, ys });
  }
  const { equations, onSpike } = g.shortTermPlasticity({ U: 0.1, tau_rec: '50 ms', tau_facil: '500 ms' });
  return {
    kind: 'synapse',
    name,
    title,
    source: doc.head,
    text: doc.own,
    equations: `${equations}\nonSpike: ${onSpike}`,
    parameters: [
      { name: 'U', value: '', what: 'fraction of the resources that a spike uses at rest' },
      { name: 'tau_rec', value: '', what: 'recovery' },
      { name: 'tau_facil', value: '', what: 'facilitation; left out: none' },
    ],
    plot: linePlot({ label: 'currents of a train of ten spikes', x: 't (ms)', y: 'I_e (pA)', lines: curves }),
    caption: 'Ten spikes at 20 Hz: U 0.5, τ_rec 300 ms; and U 0.1, τ_rec 50 ms, τ_facil 500 ms.',
    ...(await usesOf({ name, title, lines: facilitating, run, view: 'raster voltages' })),
  };
}
