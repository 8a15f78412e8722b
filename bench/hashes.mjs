/**
 * Fingerprints of every preset on every backend: what a change of the code's form must leave as it was, to the bit.
 *
 *     npm run build:node && node bench/hashes.mjs --json > before.json       # then the change
 *     npm run build:node && node bench/hashes.mjs --against before.json      # exit status 1 where anything differs
 *
 * Two hashes per run: of the spikes, and of all that a checkpoint holds after the last step (columns, accumulators, weights), which tells
 * cells apart that never spike. Networks run with their synapses stored and made anew (`procedural`). On `webgpu` the networks are cut to
 * about a thousand cells, so that a software adapter takes minutes; every strategy runs, and one that refuses says so.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    presets: { type: 'string' },
    backends: { type: 'string', default: 'reference,wasm,webgpu' },
    strategies: { type: 'string', default: 'fused,gathered,two-pass,persistent,blocks,batched,levels' },
    threads: { type: 'string', default: '1,2' },
    duration: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
});
const built = new URL('../dist/node/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("hashes: the library is not built yet; run 'npm run build:node' first.\n");
  process.exit(2);
}
const { createSimulation, releaseDevices, spikeHash, UserError } = await import(built.href);
const { presetByName, presets, presetValues } = await import(new URL('presets.js', built).href);

/** ms */
const duration = Number(values.duration);
const listed = (text) => text.split(',').filter((word) => word !== '');

/** Settings that make a preset small enough for a GPU in software. */
function cut({ parameters }) {
  const has = (name) => parameters.some((p) => p.name === name);
  if (has('columns')) return { columns: '2', rows: '2' };
  if (has('c_exc')) return { n_exc: '800', n_inh: '200', c_exc: '80', c_inh: '20' };
  if (has('n_exc')) return { n_exc: '800', n_inh: '200', ...(has('p') ? { p: '0.08' } : {}) };
  const cells = parameters.find((p) => p.name === 'cells');
  return cells && cells.value > 64 ? { cells: '64' } : {};
}

/** The ways to run: what `createSimulation` is told, and the name of the row. */
const ways = listed(values.backends).flatMap((backend) => {
  if (backend === 'wasm') return listed(values.threads).map((n) => ({ backend, threads: Number(n) }));
  if (backend === 'webgpu') return listed(values.strategies).map((strategy) => ({ backend, strategy }));
  return [{ backend }];
});
const nameOf = ({ backend, threads, strategy, connectivity }) =>
  [backend, threads && `${threads} thread${threads > 1 ? 's' : ''}`, strategy, connectivity].filter(Boolean).join(' ');

const short = (hash) => hash.slice(0, 16);

function stateHash({ columns, accumulators, weights = [] }) {
  const hash = createHash('sha256');
  for (const array of [...columns.flat(), accumulators, ...weights])
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
}

async function fingerprint(preset, way) {
  const network = preset.build(presetValues(preset, way.backend === 'webgpu' ? cut(preset) : {}), 1);
  let simulation;
  try {
    simulation = await createSimulation(network, { dt: `${preset.dt} ms`, integrator: preset.integrator, ...way });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { refused: error.message };
  }
  try {
    const { spikes } = await simulation.run(Math.round(duration / preset.dt));
    return {
      spikes: spikes.steps.length,
      spikeHash: short(await spikeHash(spikes)),
      stateHash: short(stateHash(await simulation.checkpoint())),
    };
  } finally {
    simulation.dispose();
  }
}

const rows = [];
const chosen = values.presets ? listed(values.presets).map(presetByName) : presets;
const toldOf = ({ refused, spikes, spikeHash, stateHash }) =>
  refused ? `refused: ${refused}` : `${String(spikes).padStart(8)} spikes  ${spikeHash}  state ${stateHash}`;
const before = values.against ? JSON.parse(readFileSync(values.against, 'utf8')) : undefined;
let differing = 0;
for (const preset of chosen) {
  const projections = preset.build(presetValues(preset, cut(preset)), 1).projections.length;
  for (const way of ways.flatMap((w) => (projections > 0 ? [w, { ...w, connectivity: 'procedural' }] : [w]))) {
    const row = { preset: preset.name, way: nameOf(way), ...(await fingerprint(preset, way)) };
    rows.push(row);
    const old = before?.find((r) => r.preset === row.preset && r.way === row.way);
    const same = old && old.spikeHash === row.spikeHash && old.stateHash === row.stateHash;
    const verdict = !before ? '' : same ? '  as before' : old ? `  DIFFERS: ${toldOf(old)}` : '  new';
    if (old && !same) differing++;
    if (!values.json) process.stdout.write(`${row.preset.padEnd(26)} ${row.way.padEnd(28)} ${toldOf(row)}${verdict}\n`);
  }
}
releaseDevices();
if (values.json) process.stdout.write(`[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
else if (before) process.stdout.write(`\n${rows.length} runs, ${differing} differ\n`);
process.exitCode = differing > 0 ? 1 : 0;
