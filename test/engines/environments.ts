/** Python environments with the engines. */
import { existsSync } from 'node:fs';
import { environment } from '../../python/environment.mjs';
import type { ExportTarget } from '../../src/export/cluster/engine.ts';

/** Pinned: what the exports were tried with. */
const packages: Readonly<Record<ExportTarget, readonly string[]>> = {
  nest: ['nest-simulator==3.10.0', 'nestml==9.0.0', 'numpy==2.4.6', 'h5py==3.16.0'],
  neuron: ['neuron==9.0.2', 'numpy==2.4.6', 'h5py==3.16.0'],
  sonata: ['bmtk==1.2.0', 'nest-simulator==3.10.0', 'nestml==9.0.0', 'numpy==2.4.6', 'h5py==3.16.0'],
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

/** Path of a Python with the engine, or with bmtk. Throws, with what to install, where the machine lacks something. */
export function pythonWith(engine: ExportTarget): string {
  const missing = system.filter(([path]) => !existsSync(path)).map(([, debian]) => debian);
  if (missing.length > 0) throw new Error(`The engines need more here: apt-get install ${missing.join(' ')}`);
  return environment('engines', packages[engine], process.env['PYTHON'] || 'python3');
}
