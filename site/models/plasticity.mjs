/** Rules of plasticity: what one pair of spikes does to a weight, as the rule itself changes it in a run. */
import { linePlot } from '../plot.mjs';
import { netOf, usesOf } from '../use.mjs';
import { docOf, optionsIn } from './source.mjs';

const g = await import('../../dist/node/index.js');
const { presetByName, presetValues } = await import('../../dist/node/presets.js');

/** Times between the spikes of a pair, ms. */
const GAPS = Array.from({ length: 80 }, (_, k) => (k < 40 ? -100 + 2.5 * k : 2.5 * (k - 39)));
const run = { duration: '400 ms', backend: 'reference' };

/**
 * Synapses from source k to target k; each source spikes at 150 ms, its target is made to spike a gap before or after. Half the largest
 * weight at the start.
 */
const linesOf = (rule, [low, high]) => `const net = new Network({ seed: 1 })
const gaps = Array.from({ length: ${GAPS.length} }, (_, k) => (k < 40 ? -100 + 2.5 * k : 2.5 * (k - 39)))
const source = net.spikes(${GAPS.length}, { times: gaps.map(() => ['150 ms']), name: 'source' })
const teacher = net.spikes(${GAPS.length}, { times: gaps.map((gap) => [\`\${150 + gap} ms\`]), name: 'teacher' })
const relay = cell({ equations: 'dx/dt = 0/(1 ms) : 1\\ndg/dt = -g/(5 ms) : 1', threshold: 'x > 0.5', reset: 'x = 0' })
const target = net.population(relay, ${GAPS.length}, {}, { name: 'target' })
net.project(teacher, target, { connect: oneToOne(), onSpike: 'x += 1', delay: '0.1 ms' })
const plasticity = ${rule}
net.project(source, target, { name: 'plastic', connect: oneToOne(), onSpike: 'g += w', weight: '${(low + high) / 2}', plasticity })`;

/** Changes of the weights, and times between the spikes as they were. */
async function changes(lines) {
  const net = netOf(lines);
  const simulation = await g.createSimulation(net, { backend: run.backend });
  const before = await simulation.weights('plastic');
  const { spikes } = await simulation.run(4000);
  const after = await simulation.weights('plastic');
  const times = GAPS.map(() => ({}));
  const group = (name) => simulation.groups.find((one) => one.name === name).first;
  for (let k = 0; k < spikes.steps.length; k++)
    for (const name of ['source', 'target']) {
      const cell = spikes.cells[k] - group(name);
      if (cell >= 0 && cell < GAPS.length) times[cell][name] = spikes.steps[k] * simulation.dt;
    }
  simulation.dispose();
  return { xs: times.map(({ source, target }) => target - source), ys: after.map((w, k) => w - before[k]) };
}

const literal = (options) =>
  `{ ${Object.entries(options)
    .map(([key, value]) => `${key}: ${typeof value === 'number' ? value : `'${value}'`}`)
    .join(', ')}, range: ['0', '1'] }`;

async function page({ name, title, options, amplitude, caption }) {
  const rule = `${name}(${literal(options)})`;
  const lines = linesOf(rule, [0, 1]);
  const { xs, ys } = await changes(lines);
  const doc = docOf('src/synapses', name);
  // Nothing is known between the last pair before 0 and the first after it.
  const middle = xs.findIndex((x) => x > 0);
  const gapped = (values, gap) => [...values.slice(0, middle), gap, ...values.slice(middle)];
  return {
    kind: 'synapse',
    name,
    title,
    source: doc.head,
    text: doc.own,
    parameters: optionsIn(doc.text),
    plot: linePlot({
      label: `${name}: change of the weight over the time between two spikes`,
      x: 't_post − t_pre (ms)',
      y: `change, relative to ${amplitude}`,
      lines: [
        {
          name,
          xs: gapped(xs, 0),
          ys: gapped(
            ys.map((y) => y / Object.values(options)[0]),
            Number.NaN,
          ),
        },
      ],
    }),
    caption,
    ...(await usesOf({ name, title, lines, run, view: 'raster' })),
  };
}

export async function plasticity() {
  const song = presetValues(presetByName('song-2000'));
  const pair = {
    A_plus: song.A_plus,
    A_minus: Number((song.A_plus * song.ratio).toPrecision(12)),
    tau_plus: `${song.tau_plus} ms`,
    tau_minus: `${song.tau_minus} ms`,
  };
  /** Those of the example in docs/coming-from.md. */
  const triplet = {
    A2_plus: 5e-3,
    A2_minus: 7e-3,
    A3_plus: 6.2e-3,
    A3_minus: 2.3e-3,
    tau_plus: '16.8 ms',
    tau_minus: '33.7 ms',
    tau_x: '101 ms',
    tau_y: '125 ms',
  };
  return [
    await page({
      name: 'pairStdp',
      title: 'STDP of pairs of spikes',
      options: pair,
      amplitude: 'A₊',
      caption: `One pair alone, as a run changes the weight, with the values of the preset song-2000: τ₊ ${pair.tau_plus}, τ₋ ${pair.tau_minus}, A₋ = ${song.ratio} A₊.`,
    }),
    await page({
      name: 'tripletStdp',
      title: 'STDP of triplets of spikes',
      options: triplet,
      amplitude: 'A₂⁺',
      caption: `One pair alone, as a run changes the weight; one pair has no triplet. τ₊ ${triplet.tau_plus}, τ₋ ${triplet.tau_minus}, A₂⁻ = ${triplet.A2_minus / triplet.A2_plus} A₂⁺.`,
    }),
  ];
}
