/** One table of processor times on cells with dendrites: NEURON, Arbor and Galvani, in turn, round after round. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    cable: { type: 'string', default: '200' },
    branched: { type: 'string', default: '10' },
    only: { type: 'string', default: 'galvani,neuron,arbor' },
    python: { type: 'string', default: '' },
  },
});
const kinds = { branched: '1000 cells of 100 compartments', cable: 'a cable of 1000 compartments' };

const contestant = (peer, name, file, script, words = []) => ({
  peer,
  name,
  run(cells) {
    const all = [join(here, script), ...words, '--cells', cells, '--duration', values[cells]];
    return JSON.parse(execFileSync(file, all, { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n').at(-1));
  },
});
const own = (name, words) => contestant('galvani', name, process.execPath, 'galvani_dendrites.mjs', words);
const wanted = values.only.split(',');
const contestants = [
  contestant('neuron', 'NEURON', values.python, 'neuron_dendrites.py'),
  contestant('neuron', 'CoreNEURON', values.python, 'neuron_dendrites.py', ['--core']),
  contestant('arbor', 'Arbor', values.python, 'arbor_dendrites.py'),
  own('wasm', ['--backend', 'wasm']),
  // One cell stays on one thread.
  { ...own('wasm on two threads', ['--backend', 'wasm', '--threads', '2']), kinds: ['branched'] },
  own('reference', ['--backend', 'reference']),
  own('webgpu, a thread per cell', ['--backend', 'webgpu', '--strategy', 'fused']),
  own('webgpu, a workgroup per cell', ['--backend', 'webgpu', '--strategy', 'levels']),
].filter((c) => wanted.includes(c.peer) && (c.peer === 'galvani' || values.python !== ''));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const failed = [];
const rows = [];
const notes = [];
for (const cells of Object.keys(kinds)) {
  const results = new Map(contestants.filter((c) => c.kinds?.includes(cells) ?? true).map((c) => [c, []]));
  for (let round = 0; round < Number(values.rounds); round++)
    for (const c of contestants) {
      if (!results.has(c)) continue;
      try {
        results.get(c).push(c.run(cells));
      } catch (error) {
        results.delete(c);
        failed.push(
          `${c.name}: ${String(error.stderr || error.message)
            .trim()
            .split('\n')
            .at(-1)}`,
        );
      }
      process.stderr.write('.');
    }
  for (const [c, found] of results) {
    const { dispatches, bytes_kept, bytes_moved } = found[0];
    if (dispatches > 0)
      notes.push(
        `${kinds[cells]}, ${c.name}: ${dispatches} dispatches per step, ${Math.round(bytes_kept)} bytes kept per site and ${Math.round(bytes_moved)} moved per site and step`,
      );
    const ns = found.map((r) => r.ns);
    const wall = found[0].wall_ns === undefined ? '–' : median(found.map((r) => r.wall_ns)).toFixed(1);
    rows.push([
      kinds[cells],
      found[0].program,
      found[0].compartments,
      `${median(ns).toFixed(1)} (${Math.min(...ns).toFixed(1)}–${Math.max(...ns).toFixed(1)})`,
      wall,
      found[0].end_mV === null ? '–' : found[0].end_mV.toFixed(3),
    ]);
  }
}
process.stderr.write('\n');
const [{ model }] = cpus();
process.stdout.write(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model.trim()}, Node ${process.version}; dt 0.025 ms, rounds: ${values.rounds}, ` +
    `of ${values.branched} and ${values.cable} ms; processor time of all threads, median (least–greatest)\n\n`,
);
const head = [
  'cells',
  'program',
  'compartments',
  'ns per compartment and step',
  'wall ns',
  'V of the root at the end, mV',
];
process.stdout.write(`| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}\n`);
for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
if (notes.length > 0) process.stdout.write(`\n${notes.join('\n')}\n`);
if (values.python === '' && wanted.some((peer) => peer !== 'galvani'))
  failed.push('NEURON and Arbor: the versions in bench/peers/requirements-dendrites.txt cannot be installed here.');
if (failed.length > 0) process.stdout.write(`\nLeft out: ${failed.join('; ')}\n`);
