/** Connection rules: the matrices that they make. */
import { dotPlot } from '../plot.mjs';
import { netOf, usesOf } from '../use.mjs';
import { docOf, titleOf } from './source.mjs';

const g = await import('../../dist/node/index.js');

/** Cells on each side. */
const SIZE = 60;
const run = { duration: `${SIZE + 3} ms`, backend: 'reference' };

/** Sources spike one after another, and each target spikes at once: its raster is the matrix of connections. */
const linesOf = (rule) => `const net = new Network({ seed: 2 })
const times = Array.from({ length: ${SIZE} }, (_, k) => [\`\${k + 1} ms\`])
const sources = net.spikes(${SIZE}, { times, name: 'sources' })
const relay = cell({ equations: 'dx/dt = 0/(1 ms) : 1', threshold: 'x > 0.5', reset: 'x = 0' })
const targets = net.population(relay, ${SIZE}, {}, { name: 'targets' })
net.project(sources, targets, { connect: ${rule}, onSpike: 'x += 1', delay: '0.1 ms' })`;

async function matrix(lines) {
  const { spikes } = await g.simulate(netOf(lines), run);
  const dots = [];
  // Source k spikes at k + 1 ms, its targets two steps of 0.1 ms later.
  for (let k = 0; k < spikes.steps.length; k++)
    if (spikes.cells[k] < SIZE) dots.push([Math.floor(spikes.steps[k] * 0.1 - 0.95), spikes.cells[k]]);
  return dots;
}

const all = [
  ['allToAll', 'allToAll()'],
  ['oneToOne', 'oneToOne()'],
  ['fixedProbability', 'fixedProbability(0.1)'],
  ['probability', "probability('exp(-abs(i - j)/5)')"],
  ['fixedInDegree', 'fixedInDegree(6)'],
  ['fixedOutDegree', 'fixedOutDegree(6)'],
  ['fixedTotalNumber', 'fixedTotalNumber(360)'],
  ['synapseList', `synapseList(Array.from({ length: ${SIZE} }, (_, k) => [k, ${SIZE - 1} - k]))`],
];

export async function rules() {
  const out = [];
  for (const [name, rule] of all) {
    const lines = linesOf(rule);
    const title = titleOf(name);
    out.push({
      kind: 'rule',
      name,
      title,
      text: docOf('src/network/rules', name).own,
      plot: dotPlot({
        label: `${name}: which of ${SIZE} sources reach which of ${SIZE} targets`,
        x: 'source',
        y: 'target',
        dots: await matrix(lines),
        xs: [-1, SIZE],
        ys: [-1, SIZE],
        size: 3,
      }),
      caption: `A dot where a source reaches a target: ${rule} of ${SIZE} cells to ${SIZE}.`,
      ...(await usesOf({ name, title, lines, run, view: 'raster' })),
    });
  }
  return out;
}
