/** What `galvani help` prints. */
import { strategyNames } from '../engine/webgpu/strategies/names.ts';

const list = `galvani list [presets|channels|integrators] [--json]
    What can be named: presets by default.`;

const show = `galvani show PRESET|FILE|- [--json]
    What a preset or a document is, and every parameter that --set takes: unit, default, range.`;

const check = `galvani check FILE|- [--json]
    Whether a document is right; if not, each mistake with its line and column. FILE is a path, - is standard input.
    --json                for machines: path, code, line, column, sentence
    --schema              in place of FILE: prints the JSON Schema of documents`;

const fresh = `galvani new [PRESET] [--set name=value]
    Writes a document to begin with, with comments; or a preset as a document.`;

const imported = `galvani import FILE|- [-o FILE] [--json]
    Writes a script for Brian2, a configuration of SONATA, or a document anew, as a document; notes go to standard error. Nothing of a script
    is run. Every command that takes a document takes these in its place.
    -o FILE               .yaml, .yml or .json, with long lists as files beside it; default: standard output, all in one
    --overwrite           FILE, and files beside it, may be there already
    --json                for machines: what came in, or mistakes as of galvani check --json`;

const run = `galvani run PRESET|FILE|- [options]
    Runs a preset, or a document from a file or standard input, once and prints its figures.
    --duration '1 s'      how long; default: its own
    --dt '0.1 ms'         integration step
    --seed N              of all random numbers; default: its own, or 1
    --set name=value      a parameter, such as 'w_i=134 nS'; may be repeated
    --integrator NAME     'galvani list integrators' shows them
    --backend NAME        auto (default), webgpu, wasm or reference
    --threads N           of the backend wasm; default: one per core
    --strategy NAME       of the backend webgpu: ${strategyNames.join(', ')}; default: the fastest here
    --connectivity WORD   stored or procedural: made anew at each spike, the same spikes in less memory
    --spikes FILE         writes the spikes: .csv, .npz or .h5 (SONATA)
    --traces FILE         writes traces: .csv or .npz
    --results FILE        writes all of it for programs: spikes, recordings, figures in one .npz
    --script FILE         writes the same experiment as a script: .mjs for this library, .py for Brian2
    --record V,m,I_Na     variables and named parts of the equations; default: the preset's own. Or as documents write it, with cells and
                          intervals: '{ V: 0-9, g_e: { cells: all, every: 1 ms, average: true } }'
    --every '1 ms'        interval between the rows of the traces; default: every step
    --neurons 0,1,2       cells of the traces; default: the first three
    --engine NAME         nest or neuron: runs there, with the same spikes, in place of a backend. With it:
    --python PATH         the Python that has the engine; default: python3
    --ranks N             processes, by MPI;  --threads N: threads of each (NEST)
    --synapses, --drive, --wiring, --check, --without-interventions
                          as of galvani export
    --json                one JSON object on standard output and nothing else`;

const swept = `galvani sweep PRESET|FILE|- --vary 'w_i=50 nS,67 nS' [options]
    Runs every combination of the values, each with the spikes of a run of its own, and prints a row for each.
    --vary name=values    values separated by commas, or 'name=0 nS..134 nS:5', which are 5; may be repeated
    --seeds 1,2,3         of each combination; default: its own, or 1
    --transient '100 ms'  what is left out of rates, CV, synchrony and the silent share
    --set, --duration, --dt, --backend, --integrator, --json
                          as of galvani run`;

const exported = `galvani export PRESET|FILE|- --to nest|neuron|sonata -o DIR [options]
    Writes a folder that NEST or NEURON runs with the same spikes, or a network in SONATA for bmtk; its README says how. DIR must not be
    there yet, or be empty.
    --duration, --dt, --seed, --set, --integrator
                          as of galvani run
    --synapses WORD       explicit: all of them listed (default); remade: drawn by the cluster where a rule allows it
    --drive WORD          exact (default), or native: Poisson trains by the engine's own generators; then only statistics are the same
    --wiring WORD         exact (default), or native: synapses by NEST's own rules; then only statistics are the same
    --check '20 ms'       first part whose spikes the cluster compares with the reference backend's before it continues
    --without-interventions
                          leaves out what a document does during the run`;

const compared = `galvani compare A B [--dt '0.1 ms'] [--json]
    Whether two runs have the same spikes: files (.csv, .npz, .h5) or folders of results. Equal, or the first difference and the distances;
    the exit code is 0 or 3. CSV and SONATA files do not say their step: --dt.`;

const bench = `galvani bench [PRESET...] [options]
    Times backends against one another, round after round; default: ei-brette2007 on all of them.
    --backends wasm,webgpu    which
    --sizes 4000,64000        numbers of cells, 80 synapses per cell
    --threads 1,2             of the backend wasm
    --strategy fused,two-pass of the backend webgpu
    --connectivity stored,procedural
                              synapses in memory, or made anew at each spike
    --rounds 5                rounds; medians are quoted
    --phases                  what each phase of a step takes, in as many further rounds
    --json                    one JSON object, with the cost of a step counted from the program`;

const messages = `Every command takes --messages json: one JSON object per line on standard error, for programs:
    { "progress": { "stage", "fraction" } }, { "note": sentence }, or { "error": { "kind", "message", … } }`;

const studied = `galvani study [NAME] [FILE|-] [options]
    A question to single cells or small networks, and its answer in numbers; without a name, all studies with a sentence each.
    'galvani study NAME --help' shows the options of one, and whether it takes a document that has the cell.
    --out FILE            writes the answer: .csv, or .npz with all its tables
    --table NAME          which table of the answer --out writes as .csv; default: the first
    --json                one JSON object on standard output: options, facts, tables`;

const commands: Readonly<Record<string, string>> = {
  list,
  show,
  run,
  sweep: swept,
  check,
  new: fresh,
  import: imported,
  export: exported,
  compare: compared,
  bench,
  study: studied,
};

/** Of one command, or of all. */
export const usage = (command?: string): string =>
  (command !== undefined && commands[command]) ||
  [...Object.values(commands), messages, 'galvani help [COMMAND]', 'galvani --version'].join('\n\n');

/** Names of the commands, for errors. */
export const commandNames: readonly string[] = [...Object.keys(commands), 'help'];
