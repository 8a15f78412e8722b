/** One table of wall times on the cortical microcircuit: NEST and Galvani, stored and procedural, in turn, each round with its own seed. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.2' },
    duration: { type: 'string', default: '1000' },
    threads: { type: 'string', default: String(cpus().length) },
    rounds: { type: 'string', default: '3' },
    nest: { type: 'string', default: '' },
  },
});
const run = (file, words) =>
  JSON.parse(
    execFileSync(file, words, { encoding: 'utf8', maxBuffer: 1 << 28 })
      .trim()
      .split('\n')
      .at(-1),
  );

const galvani = (connectivity) => ({
  name: `Galvani wasm, ${connectivity}`,
  run(seed) {
    const words = [
      'run',
      'microcircuit',
      '--set',
      `scale=${values.scale}`,
      '--connectivity',
      connectivity,
      '--backend',
      'wasm',
    ];
    words.push('--duration', `${values.duration} ms`, '--threads', values.threads, '--seed', String(seed), '--json');
    const r = run(process.execPath, [join(here, '../../bin/galvani.js'), ...words]);
    return {
      program: `Galvani wasm, ${connectivity}`,
      synapses: r.synapses,
      build_s: r.wall_s.build + r.wall_s.compile,
      run_s: r.wall_s.run,
      rates_hz: Object.entries(r.rate_hz)
        .filter(([group]) => group.startsWith('L'))
        .map(([, hz]) => hz),
    };
  },
});
const nest = {
  name: 'NEST',
  run: (seed) =>
    run(values.nest, [
      join(here, 'nest_microcircuit.py'),
      ...['--scale', values.scale, '--duration', values.duration, '--threads', values.threads, '--seed', String(seed)],
    ]),
};
const contestants = [galvani('stored'), galvani('procedural'), ...(values.nest === '' ? [] : [nest])];
for (const c of contestants) c.results = [];
for (let seed = 1; seed <= Number(values.rounds); seed++)
  for (const c of contestants) {
    c.results.push(c.run(seed));
    process.stderr.write('.');
  }
process.stderr.write('\n');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const seconds = Number(values.duration) / 1000;
const [{ model }] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model.trim()}, Node ${process.version}; scale ${values.scale}, ` +
    `${values.threads} threads, rounds: ${values.rounds}, of ${values.duration} ms each; median times, mean rates\n`,
);
console.log(
  '| program | synapses | build s | s per biological second | L23E L23I L4E L4I L5E L5I L6E L6I, Hz |\n|---|---|---|---|---|',
);
for (const { results } of contestants) {
  const rates = results[0].rates_hz.map((_, k) => results.reduce((sum, r) => sum + r.rates_hz[k], 0) / results.length);
  const times = [median(results.map((r) => r.build_s)), median(results.map((r) => r.run_s)) / seconds];
  console.log(
    `| ${results[0].program} | ${results[0].synapses} | ${times.map((t) => t.toFixed(2)).join(' | ')} | ${rates.map((r) => r.toFixed(2)).join(' ')} |`,
  );
}
if (values.nest === '')
  console.log('\nNEST is left out: the versions in bench/peers/requirements-nest.txt cannot be installed here.');
