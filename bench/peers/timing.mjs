/** One table of wall times: other simulators and Galvani on the same network, in turn, round after round. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    duration: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const [brian2, nest] = positionals;
const duration = Number(values.duration);
const rounds = Number(values.rounds);

const run = (file, words) =>
  execFileSync(file, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
const lastJson = (text) => JSON.parse(text.trim().split('\n').at(-1));

const python =
  (interpreter, script, threads, extra = []) =>
  () =>
    lastJson(
      run(interpreter, [join(here, script), '--threads', String(threads), '--duration', String(duration), ...extra]),
    );

const galvani = (backend, threads) => () => {
  const words = [join(here, '../../bin/galvani.js'), 'run', 'ei-brette2007', '--duration', `${duration} ms`, '--json'];
  words.push('--backend', backend, ...(threads ? ['--threads', String(threads)] : []));
  const r = JSON.parse(run(process.execPath, words));
  return {
    program: `Galvani ${backend} (${r.adapter})`,
    threads: threads ?? null,
    build_s: r.wall_s.build + r.wall_s.compile,
    run_s: [r.wall_s.run],
    spikes: r.spikes,
  };
};

const cores = cpus().length;
const contestants = [
  python(brian2, 'brian2_timing.py', 1, ['--rounds', '1']),
  galvani('wasm', 1),
  python(brian2, 'brian2_timing.py', cores, ['--rounds', '1']),
  galvani('wasm', cores),
  galvani('reference'),
  galvani('webgpu'),
  python(nest, 'nest_timing.py', 1),
  python(nest, 'nest_timing.py', cores),
];

const results = contestants.map(() => []);
const refused = new Set();
for (let round = 0; round < rounds; round++)
  for (const [i, contestant] of contestants.entries()) {
    if (refused.has(i)) continue;
    try {
      results[i].push(contestant());
    } catch {
      refused.add(i);
    }
    process.stderr.write('.');
  }
process.stderr.write('\n');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const rows = results
  .filter((r) => r.length > 0)
  .map((r) => ({
    program: r[0].program,
    threads: r[0].threads,
    build_s: median(r.map((x) => x.build_s)),
    s_per_biological_s: median(r.map((x) => x.run_s[0])) / (duration / 1000),
    spikes: r[0].spikes,
  }));
const machine = {
  date: new Date().toISOString().slice(0, 10),
  cpu: `${cores} × ${cpus()[0].model.trim()}`,
  node: process.version,
  rounds,
};
if (values.json) console.log(JSON.stringify({ machine, rows }));
else {
  console.log(
    `${machine.date}, ${machine.cpu}, Node ${machine.node}; medians of ${rounds} rounds, ${duration} ms simulated\n`,
  );
  console.log('| program | threads | build s | s per biological second | spikes |\n|---|---|---|---|---|');
  for (const r of rows)
    console.log(
      `| ${r.program} | ${r.threads ?? '–'} | ${r.build_s.toFixed(2)} | ${r.s_per_biological_s.toFixed(3)} | ${r.spikes} |`,
    );
}
