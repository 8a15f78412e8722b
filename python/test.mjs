/**
 * Tests of the Python package on the Pythons that this machine has, from the wheel in python/dist: what needs no more than numpy on each,
 * all of them on the oldest and the newest, and there mypy, ruff, and the wheel in a fresh environment.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, pythons, supported } from './environment.mjs';
import { wheelFile } from './wheel-file.mjs';

const folder = import.meta.dirname;
const wheel = wheelFile();
const found = pythons(supported);
if (found.length === 0) throw new Error(`Python is needed here, one of ${supported.join(', ')}; none was found.`);

let failed = false;
function step(says, python, words) {
  console.log(`\n${says}`);
  const { status, error } = spawnSync(python, words, { cwd: folder, stdio: 'inherit' });
  if (error) throw error;
  failed ||= status !== 0;
}

for (const [k, [version, command]] of found.entries()) {
  const full = k === 0 || k === found.length - 1;
  const file = `requirements-${full ? 'full' : 'core'}.txt`;
  // Versions in the file are part of the environment's name.
  const texts = ['core', ...(full ? ['full'] : [])].map((name) =>
    readFileSync(join(folder, `requirements-${name}.txt`), 'utf8'),
  );
  const python = environment('python', ['-r', join(folder, file)], command, texts.join(''));
  step(`Python ${version}: the wheel`, python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--no-index',
    '--force-reinstall',
    wheel,
  ]);
  const newest = k === found.length - 1;
  const tests = ['tests/core', ...(full ? ['tests/full'] : []), ...(newest ? ['tests/install', '-rP'] : [])];
  step(`Python ${version}: tests`, python, ['-m', 'pytest', ...tests]);
  if (!newest) continue;
  step('Types', python, ['-m', 'mypy']);
  step('Style', python, ['-m', 'ruff', 'check', '--no-cache', '--quiet']);
  step('Format', python, ['-m', 'ruff', 'format', '--no-cache', '--check', '--quiet']);
}
if (failed) process.exitCode = 1;
