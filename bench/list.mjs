/**
 * A network from data: as many synapses as a fly's connectome, in no order, each with its own weight, from an .npz file to its first
 * 100 ms. The list is made up: 140 000 cells, out-degrees by a Pareto law up to 10 000.
 *
 *     npm run build:node && node bench/list.mjs [--synapses 15000000] [--threads 2]
 *
 * A table of seconds of processor time and of the clock, and the memory of the process after each part.
 */
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    synapses: { type: 'string', default: '15000000' },
    threads: { type: 'string', default: '2' },
  },
});
const built = new URL('../dist/node/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("list: the library is not built yet; run 'npm run build:node' first.\n");
  process.exit(2);
}
const galvani = await import(built.href);

const CELLS = 140_000;
const MOST = 10_000;
const EXPONENT = 1.3;
const synapses = Number(values.synapses);

let state = 12345;
/** Uniform over [0, 1): a linear congruential generator (Knuth, vol. 2, §3.3.4, line 16). */
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

/** Out-degrees of all cells, which sum to at least `synapses`. */
function outDegrees() {
  const shares = Float64Array.from({ length: CELLS }, () => (1 - random()) ** (-1 / EXPONENT));
  const at = (scale) => shares.map((share) => Math.min(MOST, Math.ceil(scale * share)));
  let [low, high] = [0, MOST];
  for (let k = 0; k < 60; k++) {
    const scale = (low + high) / 2;
    if (at(scale).reduce((n, degree) => n + degree, 0) < synapses) low = scale;
    else high = scale;
  }
  return at(high);
}

function list() {
  const [sources, targets] = [new Uint32Array(synapses), new Uint32Array(synapses)];
  const weights = new Float64Array(synapses);
  let k = 0;
  outDegrees().forEach((degree, source) => {
    for (let n = 0; n < degree && k < synapses; n++, k++) {
      sources[k] = source;
      targets[k] = Math.floor(random() * CELLS);
      // In tenths of a millivolt; one in five inhibits.
      weights[k] = (random() < 0.8 ? 1 : -1) * (1 + Math.floor(random() * 20)) * 0.275;
    }
  });
  for (let a = synapses - 1; a > 0; a--) {
    const b = Math.floor(random() * (a + 1));
    for (const array of [sources, targets, weights]) [array[a], array[b]] = [array[b], array[a]];
  }
  return { sources, targets, weights };
}

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const rows = [];
let [used, clock] = [processorSeconds(), performance.now()];
const lap = (part) => {
  const [usedNow, clockNow] = [processorSeconds(), performance.now()];
  if (part !== undefined)
    rows.push([part, usedNow - used, (clockNow - clock) / 1000, process.memoryUsage().rss / 2 ** 20]);
  [used, clock] = [processorSeconds(), performance.now()];
};

const folder = mkdtempSync(join(tmpdir(), 'galvani-list-'));
try {
  const file = join(folder, 'list.npz');
  const descriptor = openSync(file, 'w');
  const named = Object.entries(list()).map(([name, data]) => [name, { data, shape: [synapses] }]);
  for (const piece of galvani.npzPieces(Object.fromEntries(named))) writeSync(descriptor, piece);

  lap();
  const arrays = galvani.readNpz(readFileSync(file));
  const { data: sources } = arrays.get('sources');
  const { data: targets } = arrays.get('targets');
  const { data: weight } = arrays.get('weights');
  lap('read the file');
  const network = new galvani.Network({ seed: 1 });
  const cells = network.population(
    galvani.cell({
      equations: 'dv/dt = (-52*mV - v)/(20*ms) + I/ms : mV (unless refractory)\ndI/dt = -I/(5*ms) : mV',
      threshold: 'v > -45*mV',
      reset: 'v = -52*mV',
      refractory: '2.2 ms',
    }),
    CELLS,
    { v: 'uniform(-52 mV, -40 mV)' },
  );
  const connect = galvani.synapseList({ sources, targets });
  network.project(cells, cells, { connect, weight, onSpike: 'I += w', delay: '1.8 ms' });
  lap('the list');
  const simulation = await galvani.createSimulation(network, {
    backend: 'wasm',
    threads: Number(values.threads),
    dt: '0.1 ms',
  });
  lap('build, compile');
  const { spikes } = await simulation.run(1000);
  lap('run 100 ms');

  const [{ model }] = cpus();
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, Node ${process.version}\n`,
  );
  process.stdout.write(
    `${simulation.synapses} synapses of ${CELLS} cells, ${simulation.bytesPerSynapse.toFixed(2)} bytes each, `,
  );
  process.stdout.write(`${spikes.steps.length} spikes, ${await galvani.spikeHash(spikes)}\n\n`);
  process.stdout.write('                 processor s  clock s  MB after\n');
  for (const [part, processor, wall, memory] of rows)
    process.stdout.write(
      `${part.padEnd(16)} ${processor.toFixed(2).padStart(11)} ${wall.toFixed(2).padStart(8)} ${memory.toFixed(0).padStart(9)}\n`,
    );
  simulation.dispose();
} finally {
  rmSync(folder, { recursive: true });
}
