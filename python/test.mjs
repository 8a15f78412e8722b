/**
 * Tests of the Python package on the Pythons that this machine has, from the wheel in python/dist: on the oldest and the newest what needs
 * no more than numpy, and what results can be turned into; on those between, runs and their results; on the newest the examples of the docs
 * too, the wheel in a fresh environment, mypy and ruff. Two Pythons at a time; what each says comes whole.
 */
import { spawn } from 'node:child_process';
import { pythons, supported } from './environment.mjs';
import { packaged } from './packaged.mjs';

const folder = import.meta.dirname;
const found = pythons(supported);
if (found.length === 0) throw new Error(`Python is needed here, one of ${supported.join(', ')}; none was found.`);

/** Runs a program and resolves with whether it succeeded. */
const succeeds = (says, python, words) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(python, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      console.log(
        `\n${says}, ${seconds} s${code === 0 ? '' : `: exit code ${code}`}\n${Buffer.concat(said)}`.trimEnd(),
      );
      resolve(code === 0);
    });
  });

const jobs = found.flatMap(([version, command], k) => {
  const newest = k === found.length - 1;
  const full = newest || k === 0;
  const python = packaged(command, full ? ['core', 'full'] : ['core']);
  const test = (says, ...folders) => ({
    says: `Python ${version}: ${says}`,
    python,
    words: ['-m', 'pytest', ...folders],
  });
  return [
    full ? test('package', 'tests/core') : test('runs', 'tests/core/test_run.py'),
    ...(full ? [test('results in other forms', 'tests/full')] : []),
    ...(newest
      ? [
          test('examples and a fresh environment', 'tests/newest', '-rP'),
          { says: 'Types', python, words: ['-m', 'mypy'] },
          { says: 'Style', python, words: ['-m', 'ruff', 'check', '--no-cache', '--quiet'] },
          { says: 'Format', python, words: ['-m', 'ruff', 'format', '--no-cache', '--check', '--quiet'] },
        ]
      : []),
  ];
});
// The longest first.
jobs.reverse();

let failed = false;
async function work() {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift())
    if (!(await succeeds(job.says, job.python, job.words))) failed = true;
}
await Promise.all([work(), work()]);
if (failed) process.exitCode = 1;
