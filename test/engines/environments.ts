/** Python environments with the engines, made at the first call in the user's cache, outside the repository. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ClusterEngine } from '../../src/export/cluster/engine.ts';

/** Pinned: what the exports were tried with. */
const packages: Readonly<Record<ClusterEngine, readonly string[]>> = {
  nest: ['nest-simulator==3.10.0', 'nestml==9.0.0', 'numpy==2.4.6', 'h5py==3.16.0'],
  neuron: ['neuron==9.0.2', 'numpy==2.4.6', 'h5py==3.16.0'],
};

export const versions = 'NEST 3.10.0 with NESTML 9.0.0, NEURON 9.0.2 (PyPI)';

/** What the engines need that Python's packages do not bring: a program or header, and Debian's package of it. */
const system: readonly (readonly [path: string, debian: string])[] = [
  ['/usr/bin/g++', 'g++'],
  ['/usr/bin/make', 'make'],
  ['/usr/bin/cmake', 'cmake'],
  ['/usr/bin/mpiexec', 'openmpi-bin'],
  ['/usr/include/boost/version.hpp', 'libboost-dev'],
  ['/usr/include/gsl/gsl_version.h', 'libgsl-dev'],
  ['/usr/include/ltdl.h', 'libltdl-dev'],
];

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'galvani', 'engines');

/** Path of a Python with the engine. Throws, with what to install, where the machine lacks something. */
export function pythonWith(engine: ClusterEngine): string {
  const missing = system.filter(([path]) => !existsSync(path)).map(([, debian]) => debian);
  if (missing.length > 0) throw new Error(`The engines need more here: apt-get install ${missing.join(' ')}`);
  const folder = join(cache, packages[engine].join('_').replaceAll('==', '-'));
  const python = join(folder, 'bin', 'python');
  // Programs of an environment hold its path, so it is made in its place and marked when whole.
  const whole = join(folder, 'whole');
  if (existsSync(whole)) return python;
  mkdirSync(cache, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  execFileSync(process.env['PYTHON'] || 'python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages[engine]], { stdio: 'inherit' });
  writeFileSync(whole, packages[engine].join('\n'));
  return python;
}
