/** What a person reads in an exported folder: how to start it, and what is exact. */
import { buildName } from '../build.ts';
import type { ClusterEngine } from './engine.ts';

interface Told {
  readonly name: string;
  readonly title?: string | undefined;
  readonly reference?: string | undefined;
  readonly engine: ClusterEngine;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  readonly checkSteps: number;
  readonly integrator: string;
  readonly cells: number;
  /** Of synapses. */
  readonly count: number;
  readonly notes: readonly string[];
}

const titles: Readonly<Record<ClusterEngine, string>> = { nest: 'NEST', neuron: 'NEURON' };

/** What the export was tried with. */
const installs: Readonly<Record<ClusterEngine, string>> = {
  nest: 'pip install nest-simulator==3.10.0 nestml==9.0.0 numpy h5py',
  neuron: 'pip install neuron==9.0.2 numpy h5py',
};

const needs: Readonly<Record<ClusterEngine, string>> = {
  nest: 'A C++ compiler, cmake and the headers of boost, GSL and ltdl are needed as well (Debian: g++ cmake libboost-dev libgsl-dev libltdl-dev).',
  neuron:
    'A C++ compiler and make are needed as well (Debian: g++ make), and for several processes an MPI (Debian: openmpi-bin).',
};

const many: Readonly<Record<ClusterEngine, string>> = {
  nest: `    python run.py --threads 4            # threads
    mpiexec -n 4 python run.py           # processes, where NEST was built with MPI (PyPI's is not)

With MPI: conda install -c conda-forge "nest-simulator=*=mpi_openmpi*", the module of your site, or a build of your own with -Dwith-mpi=ON.`,
  neuron: '    mpiexec -n 4 python run.py           # processes',
};

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

const span = (steps: number, dt: number): string => `${Number((steps * dt).toPrecision(12))} ms`;

export function readmeText(of: Told): string {
  const title = titles[of.engine];
  return `# ${line(of.title ?? of.name)}, for ${title}

${of.reference === undefined ? '' : `${line(of.reference)}\n\n`}Written by ${buildName()} from \`${line(of.name)}\`: ${of.cells} cells, ${of.count} synapses, ${span(of.steps, of.dt)} in steps of ${of.dt} ms, integrator ${of.integrator}.

## Start

    ${installs[of.engine]}
    python build.py
    python run.py

${needs[of.engine]} \`build.py\` compiles the models once; \`run.py\` writes \`results/spikes.npz\`, \`results/spikes.h5\` (SONATA, where h5py is
installed) and \`results/result.json\`, and prints the latter. Times of spikes are k·dt for step k, as Galvani writes them. For more:

${many[of.engine]}

\`job.sbatch\` is a beginning for SLURM.

## What is exact

The models are the steps of Galvani's backend \`reference\`, one assignment for each operation, in double precision; exp, expm1, tanh and
log are written out, so that they do not depend on the C library. Inputs are sums of integers, so their order, and with it the number of threads and
processes, does not matter. Random numbers are Galvani's own (Philox, counted by cell and step). Compilers must not fuse products and sums:
\`build.py\` passes \`-ffp-contract=off\`; do not add \`-ffast-math\`.

${of.notes.length === 0 ? 'So the spikes are the same, each in its step, and every state has the same bits.' : of.notes.map(line).join('\n')}

## What is checked

Before the run: the generator's known answer, the number and hash of the synapses, the hashes of the initial values. Then the first
${span(of.checkSteps, of.dt)} are compared with \`reference\` (\`expected.json\`): the spikes${of.notes.length === 0 ? ', and the bits of every state of every cell' : ''}. The same run goes on, or it stops and says
what differs first. A value that is not finite at the end is told as well.

## Files

| file | what |
|---|---|
| \`experiment.json\` | seed, dt, steps, integrator, populations, groups, rules of the synapses that are drawn here |
| \`*.${of.engine === 'nest' ? 'nestml' : 'mod'}\` | one model per population |
| \`arrays.npz\` | synapses that are listed, initial values, given spikes, the first spikes of \`reference\` |
| \`expected.json\` | numbers and SHA-256 of synapses, initial values and first spikes |
| \`galvani_network.py\` | generator, rows of synapses, checks, results |
| \`build.py\`, \`run.py\` | the two commands |
`;
}

export function jobText(engine: ClusterEngine): string {
  const start =
    engine === 'nest'
      ? 'srun python run.py --threads "$SLURM_CPUS_PER_TASK"'
      : 'srun python run.py   # or: mpiexec python run.py';
  return `#!/bin/bash
# Fill in what stands in capital letters, and run 'python build.py' once before.
#SBATCH --job-name=galvani
#SBATCH --nodes=NODES
#SBATCH --ntasks-per-node=PROCESSES_PER_NODE
#SBATCH --cpus-per-task=${engine === 'nest' ? 'THREADS' : '1'}
#SBATCH --time=HH:MM:SS
# module load ${titles[engine]}   # or: source PATH/OF/ENVIRONMENT/bin/activate
${start}
`;
}
