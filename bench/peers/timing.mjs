/** One table of wall times: other simulators and Galvani on the same network, in turn, round after round, each round with its own seed. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    duration: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'galvani,brian2,braincell,genn,nest' },
    json: { type: 'boolean', default: false },
    brian2: { type: 'string' },
    nest: { type: 'string' },
    braincell: { type: 'string' },
    genn: { type: 'string' },
  },
});
const duration = Number(values.duration);
const rounds = Number(values.rounds);

/** Hz, by duration in ms: about mean ± 2 SD over seeds of Brian2 (ten), and of NEST (eight) for its own conventions. */
const BRIAN2 = { 500: { E: [29, 42], I: [33, 38] }, 1000: { E: [28, 40], I: [33, 38] } };
const NEST = { 500: { E: [27, 34], I: [27, 32] }, 1000: { E: [29.5, 32.7], I: [29.6, 31.7] } };

const run = (file, words) => execFileSync(file, words, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 });
const lastLine = (text) => text.trim().split('\n').at(-1);

const python = (peer, name, script, threads, reference = BRIAN2) => ({
  peer,
  name: `${name}, ${threads} thread${threads > 1 ? 's' : ''}`,
  expected: reference[duration] ?? null,
  run(seed) {
    const words = ['--threads', threads, '--duration', duration, '--seed', seed].map(String);
    return JSON.parse(lastLine(run(values[peer], [join(here, script), ...words])));
  },
});

const galvani = (backend, threads) => ({
  peer: 'galvani',
  name: `Galvani ${backend}`,
  expected: BRIAN2[duration] ?? null,
  run(seed) {
    const words = [
      join(here, '../../bin/galvani.js'),
      'run',
      'ei-brette2007',
      '--duration',
      `${duration} ms`,
      '--json',
    ];
    words.push('--seed', String(seed), '--backend', backend, ...(threads ? ['--threads', String(threads)] : []));
    const r = JSON.parse(run(process.execPath, words));
    return {
      program: `Galvani ${backend} (${r.adapter})`,
      threads: threads ?? null,
      build_s: r.wall_s.build + r.wall_s.compile,
      run_s: [r.wall_s.run],
      spikes: r.spikes,
      rate_E: r.rate_hz.E,
      rate_I: r.rate_hz.I,
    };
  },
});

const cores = cpus().length;
const wanted = values.only.split(',');
const contestants = [
  python('brian2', 'Brian2', 'brian2_timing.py', 1),
  galvani('wasm', 1),
  python('brian2', 'Brian2', 'brian2_timing.py', cores),
  galvani('wasm', cores),
  galvani('reference'),
  galvani('webgpu'),
  python('braincell', 'braincell', 'braincell_timing.py', 1),
  python('braincell', 'braincell', 'braincell_timing.py', cores),
  python('genn', 'GeNN', 'genn_timing.py', 1),
  python('nest', 'NEST', 'nest_timing.py', 1, NEST),
  python('nest', 'NEST', 'nest_timing.py', cores, NEST),
].filter((c) => wanted.includes(c.peer));

const installed = (name, file) => `${name} is left out: the versions in bench/peers/${file} cannot be installed here.`;
const absent = {
  brian2: installed('Brian2', 'requirements.txt'),
  nest: installed('NEST', 'requirements-nest.txt'),
  braincell: installed('braincell', 'requirements-braincell.txt'),
  genn:
    'GeNN is left out: set GALVANI_GENN_PYTHON to a Python that has pygenn; it is not in the Python package index, and ' +
    'the documentation of GeNN says how to install it.',
};
const running = contestants.filter((c) => c.peer === 'galvani' || values[c.peer]);
const leftOut = Object.keys(absent)
  .filter((peer) => wanted.includes(peer) && !values[peer])
  .map((peer) => absent[peer]);
for (const c of running) c.results = [];
for (let round = 1; round <= rounds; round++)
  for (const c of running) {
    if (c.failed) continue;
    try {
      c.results.push(c.run(round));
    } catch (error) {
      c.failed = true;
      leftOut.push(`${c.name} is left out: ${lastLine(String(error.stderr || error.message))}`);
    }
    process.stderr.write('.');
  }
process.stderr.write('\n');

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const mean = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const rows = running
  .filter((c) => !c.failed)
  .map(({ results: r, expected }) => {
    const rates = { E: mean(r.map((x) => x.rate_E)), I: mean(r.map((x) => x.rate_I)) };
    return {
      program: r[0].program,
      threads: r[0].threads,
      build_s: median(r.map((x) => x.build_s)),
      s_per_biological_s: median(r.map((x) => x.run_s[0])) / (duration / 1000),
      spikes: Math.round(mean(r.map((x) => x.spikes))),
      rates_hz: rates,
      expected_hz: expected,
      rates_as_expected: expected && ['E', 'I'].every((g) => rates[g] >= expected[g][0] && rates[g] <= expected[g][1]),
    };
  });
const machine = {
  date: new Date().toISOString().slice(0, 10),
  cpu: `${cores} × ${cpus()[0].model.trim()}`,
  node: process.version,
  rounds,
};
if (values.json) console.log(JSON.stringify({ machine, rows, left_out: leftOut }));
else {
  console.log(
    `${machine.date}, ${machine.cpu}, Node ${machine.node}; rounds: ${rounds}, of ${duration} ms each; ` +
      'median times, mean spikes and rates\n',
  );
  const head = [
    'program',
    'threads',
    'build s',
    's per biological second',
    'spikes',
    'E, I Hz',
    'expected E, I Hz',
    'as expected',
  ];
  console.log(`| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}`);
  for (const r of rows) {
    const times = `${r.build_s.toFixed(2)} | ${r.s_per_biological_s.toFixed(3)}`;
    const rates = `${r.rates_hz.E.toFixed(1)}, ${r.rates_hz.I.toFixed(1)}`;
    const expected = r.expected_hz ? `${r.expected_hz.E.join('–')}, ${r.expected_hz.I.join('–')}` : '–';
    const verdict = r.expected_hz ? (r.rates_as_expected ? 'yes' : 'no') : '–';
    console.log(
      `| ${r.program} | ${r.threads ?? '–'} | ${times} | ${r.spikes} | ${rates} | ${expected} | ${verdict} |`,
    );
  }
  if (leftOut.length > 0) console.log(`\n${leftOut.join('\n')}`);
}
