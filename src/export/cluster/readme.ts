/** What a person reads in an exported folder: how to start it, and what is exact. */
import { stepTime } from '../../numbers/decimal.ts';
import { buildName } from '../build.ts';
import type { ClusterEngine, ExportTarget } from './engine.ts';

interface Told {
  readonly name: string;
  readonly title?: string | undefined;
  readonly reference?: string | undefined;
  readonly to: ExportTarget;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  readonly checkSteps: number;
  readonly integrator: string;
  readonly cells: number;
  /** Of synapses. */
  readonly count: number;
  readonly notes: readonly string[];
  /** Whether spikes are compared; false where the engine draws by itself. */
  readonly isExact: boolean;
  /** Whether there are cells with dendrites. */
  readonly hasTrees: boolean;
}

const titles: Readonly<Record<ExportTarget, string>> = {
  nest: 'NEST',
  neuron: 'NEURON',
  sonata: 'bmtk on NEST, in SONATA',
};

/** What the export was tried with. */
const installs: Readonly<Record<ExportTarget, string>> = {
  nest: 'pip install nest-simulator==3.10.0 nestml==9.0.0 numpy h5py',
  neuron: 'pip install neuron==9.0.2 numpy h5py',
  sonata: 'pip install bmtk==1.2.0 nest-simulator==3.10.0 nestml==9.0.0 numpy h5py',
};

/** What a person types where the folder's ZIP lies: unpack, prepare, run. */
export const commandsFor = (engine: ClusterEngine, folder: string): readonly string[] => [
  `unzip ${folder}.zip && cd ${folder}`,
  `${installs[engine]} && python build.py`,
  engine === 'nest' ? 'python run.py --threads 4' : 'mpiexec -n 4 python run.py',
];

const nestNeeds =
  'A C++ compiler, cmake and the headers of boost, GSL and ltdl are needed as well (Debian: g++ cmake libboost-dev libgsl-dev libltdl-dev).';

const needs: Readonly<Record<ExportTarget, string>> = {
  nest: nestNeeds,
  sonata: nestNeeds,
  neuron:
    'A C++ compiler and make are needed as well (Debian: g++ make), and for several processes an MPI (Debian: openmpi-bin).',
};

const many: Readonly<Record<ExportTarget, string>> = {
  nest: `    python run.py --threads 4            # threads
    mpiexec -n 4 python run.py           # processes, where NEST was built with MPI (PyPI's is not)

With MPI: conda install -c conda-forge "nest-simulator=*=mpi_openmpi*", the module of your site, or a build of your own with -Dwith-mpi=ON.`,
  neuron: '    mpiexec -n 4 python run.py           # processes',
  sonata: '    python run_bmtk.py --threads 4       # threads',
};

const scripts: Readonly<Record<ExportTarget, string>> = { nest: 'run.py', neuron: 'run.py', sonata: 'run_bmtk.py' };

/** What lies in the folder beside the models and the two programs. */
const contents: Readonly<Record<ExportTarget, string>> = {
  nest: ownFiles(),
  neuron: ownFiles(),
  sonata: `| \`config.json\`, \`circuit_config.json\`, \`simulation_config.json\`, \`node_sets.json\` | configurations of SONATA |
| \`network/\` | nodes and edges in HDF5, and the tables of their types; weights are whole numbers, whose unit is a constant in the models |
| \`inputs/\` | spikes of stimuli that are given |
| \`components/\` | parameters of cells and synapses: the port that each type of edge leads to |
| \`arrays.npz\` | initial values, which bmtk does not take from the nodes' files, and the first spikes of \`reference\` |
| \`expected.json\` | numbers and SHA-256 of initial values and first spikes |`,
};

function ownFiles(): string {
  return `| \`arrays.npz\` | synapses that are listed, initial values, given spikes, the first spikes of \`reference\` |
| \`expected.json\` | numbers and SHA-256 of synapses, initial values and first spikes |`;
}

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

const span = (steps: number, dt: number): string => `${stepTime(steps, dt)} ms`;

export function readmeText(of: Told): string {
  const title = titles[of.to];
  const script = scripts[of.to];
  const isSonata = of.to === 'sonata';
  return `# ${line(of.title ?? of.name)}, for ${title}

${of.reference === undefined ? '' : `${line(of.reference)}\n\n`}Written by ${buildName()} from \`${line(of.name)}\`: ${of.cells} cells, ${of.count} synapses, ${span(of.steps, of.dt)} in steps of ${of.dt} ms, integrator ${of.integrator}.

## Start

    ${installs[of.to]}
    python build.py
    python ${script}

${needs[of.to]} \`build.py\` compiles the models once; \`${script}\` writes \`results/spikes.npz\`, \`results/spikes.h5\` (SONATA, where h5py is
installed) and \`results/result.json\`, and prints the latter. Times of spikes are k·dt for step k, as Galvani writes them${isSonata ? "; in `output/spikes.h5`, which bmtk writes, they are NEST's, (k + 1)·dt" : ''}.${of.hasTrees ? ' `results/traces.npz` has what is recorded of cells with dendrites, a row for each step.' : ''} For more:

${many[of.to]}
${isSonata ? '' : '\n`job.sbatch` is a beginning for SLURM.\n'}
## What is exact

The models are the steps of Galvani's backend \`reference\`, one assignment for each operation, in double precision; exp, expm1, tanh and
log are written out, so that they do not depend on the C library. Inputs are sums of integers, so their order, and with it the number of threads and
processes, does not matter. Random numbers are Galvani's own (Philox, counted by cell and step). Compilers must not fuse products and sums:
\`build.py\` passes \`-ffp-contract=off\`; do not add \`-ffast-math\`.

${of.hasTrees ? `${TREES}\n\n` : ''}${of.notes.length === 0 ? 'So the spikes are the same, each in its step, and every state has the same bits.' : of.notes.map(line).join('\n')}

## What is checked

${of.isExact ? (isSonata ? checkedAfter(of) : checkedBefore(of)) : CHECKED_ALONE} A value that is not finite at the end is told as well.

## Files

| file | what |
|---|---|
| \`experiment.json\` | seed, dt, steps, integrator, populations, groups${isSonata ? '' : ', rules of the synapses that are drawn here'} |
| \`*.${of.to === 'neuron' ? 'mod' : 'nestml'}\` | ${of.hasTrees ? 'a model for each population of points, each membrane, and each thing at places of dendrites' : 'one model per population'} |
${contents[of.to]}
${of.hasTrees ? '| `galvani_trees.py` | builds cells with dendrites of the sections, segments and mechanisms that `experiment.json` lists |\n' : ''}| \`galvani_network.py\` | generator, rows of synapses, checks, results |
| \`build.py\`, \`${script}\` | the two commands |
`;
}

const TREES = `Cells with dendrites are NEURON's own: sections with their points, \`nseg\`, \`Ra\` and \`cm\`, \`hh\` and \`pas\` where a membrane is that and nothing
else, else a mechanism with the same equations and the slope of its current as a formula. They take NEURON's fixed step, whose \`secondorder\`
is in \`experiment.json\`; dt is a constant in the models. Areas and resistances are compared before the run.`;

const checkedBefore = (
  of: Told,
): string => `Before the run: the generator's known answer, the number and hash of the synapses, the hashes of the initial values. Then the first
${span(of.checkSteps, of.dt)} are compared with \`reference\` (\`expected.json\`): the spikes${of.hasTrees ? ', and voltages of the first cells with dendrites' : ''}${of.notes.length === 0 ? ', and the bits of every state of every cell' : ''}. The same run continues, or it stops and says
what differs first.`;

const CHECKED_ALONE =
  "Before the run: the generator's known answer, the number and hash of the synapses that are listed or remade, the hashes of the initial values.";

/** bmtk runs all at once. */
const checkedAfter = (
  of: Told,
): string => `Before the run: the generator's known answer and the hashes of the initial values. After it: the spikes of the first
${span(of.checkSteps, of.dt)} are compared with \`reference\` (\`expected.json\`), and the program says what differs first.`;

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
