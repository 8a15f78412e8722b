/** An experiment as a folder that NEST or NEURON runs: models, synapses, initial values, what is expected of the first steps, and how. */

import { spikeHash } from '../../analysis/hash.ts';
import { Sha256 } from '../../analysis/sha256.ts';
import { assemble, type Compiled } from '../../compile/assemble.ts';
import { loadTrees } from '../../compile/trees.ts';
import { emitJavascript } from '../../emit/javascript/emit.ts';
import { emitNestml } from '../../emit/nestml/emit.ts';
import { emitNmodl } from '../../emit/nmodl/emit.ts';
import { gapJunction } from '../../emit/nmodl/sites.ts';
import { needsOf } from '../../emit/straight-line/population.ts';
import type { Engine, Probe } from '../../engine/engine.ts';
import { createReferenceEngine } from '../../engine/reference/engine.ts';
import { BlowUpError, UserError } from '../../errors.ts';
import { writeNpz } from '../../files/npz.ts';
import type { Network, TraceRequest } from '../../index.ts';
import { refuseDendrites } from '../../network/population.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import { build } from '../build.ts';
import type { ClusterEngine, DrawnBy, SynapseForm } from './engine.ts';
import { nativeRates, type Rates, refuseWiring } from './native.ts';
import buildNest from './python/build_nest.py?raw';
import buildNeuron from './python/build_neuron.py?raw';
import common from './python/galvani_network.py?raw';
import treesProgram from './python/galvani_trees.py?raw';
import runBmtk from './python/run_bmtk.py?raw';
import runNest from './python/run_nest.py?raw';
import runNeuron from './python/run_neuron.py?raw';
import { jobText, readmeText } from './readme.ts';
import { sonataFiles, sonataNames } from './sonata.ts';
import { MOST_EXPLICIT, readSynapses, tooMany } from './synapses.ts';
import { planTraces } from './traces.ts';
import { gapList, OneTemperature, type TreeModels, treeModels } from './trees.ts';

export interface ClusterExport {
  readonly network: Network;
  readonly engine: ClusterEngine;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  /** The integrator that was named for all populations; undefined: each model's own. */
  readonly integrator: string | undefined;
  readonly synapses: SynapseForm;
  /** Whether the network goes as files of SONATA, which bmtk runs on NEST, in place of the engine's own calls. Default false. */
  readonly sonata?: boolean;
  /**
   * 'native': the engine's own generators make the spikes of Poisson sources of a constant rate, and its own rules the synapses that could
   * be remade. Then only statistics are the same, and nothing is compared. Default 'exact'.
   */
  readonly drive?: DrawnBy;
  readonly wiring?: DrawnBy;
  /** First steps whose spikes the cluster compares with those of the reference backend before it continues; at least 1. */
  readonly checkSteps: number;
  /** Of a preset, or of a document's file. */
  readonly name: string;
  readonly title?: string | undefined;
  readonly reference?: string | undefined;
  /** What is done to the network while it runs; refused. */
  readonly interventions?: readonly unknown[] | undefined;
  /** What is recorded there of cells with dendrites; of others nothing is. */
  readonly record?: readonly TraceRequest[] | undefined;
}

export interface ClusterFolder {
  /** Contents by file name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly synapses: number;
  readonly spikesOfCheck: number;
  /** Whether the spikes are those of the reference backend; false where the engine draws by itself. */
  readonly isExact: boolean;
  /** Sentences for the user: what is expected and not promised. */
  readonly notes: readonly string[];
  /** The check's run, for those who compare more than spikes: the last values of the columns of each population. */
  readonly reference: Engine;
  readonly program: Program;
  /** Cells without stimulus sources. */
  readonly cells: number;
  readonly groups: Compiled['places']['groups'];
  readonly integrator: string;
}

/** Mechanism of gap junctions. */
const GAP = 'galvani_gap';

/**
 * How far recorded voltages may be from those of `reference` over the check, mV: rounding leaves 5e-9 mV over 250 ms of spikes, and a
 * wrong area, density or place a thousandth and more.
 */
const VOLTAGE_TOLERANCE = 1e-4;

const TREES =
  "Cells with dendrites are solved by NEURON's own elimination, which rounds in its own way: equal spikes are expected, and checked, not promised.";

/** dt must be a whole number of these, ms: NEST's clock has no finer tick by default. */
const NEST_TICK = 1e-3;

/**
 * Builds the network, runs its first steps on the reference backend and answers the files. Throws a UserError, before any file, for what
 * these engines cannot run with equal spikes.
 */
export async function clusterFolder(of: ClusterExport): Promise<ClusterFolder> {
  refuse(of);
  const { network, dt, engine, steps } = of;
  if (engine === 'nest')
    refuseDendrites(network.populations, 'Export to NESTML', ' NEURON takes them: --to neuron, --engine neuron.');
  const { drive = 'exact', wiring = 'exact' } = of;
  const form = wiring === 'native' ? 'remade' : of.synapses;
  await loadTrees(network);
  const assembled = assemble(network, dt, of.integrator, undefined, form === 'remade' ? 'procedural' : 'stored');
  const { program } = assembled;
  const { cells, groups } = assembled.places;
  if (program.ring.slots > 2 ** 16)
    throw new UserError(
      `The longest delay has ${program.ring.slots - 1} steps; lists of synapses hold ${2 ** 16 - 1}. Take a larger dt, or shorter delays.`,
    );
  const rates = nativeRates(network, program, drive);
  const listed = program.populations.map((p, i) => rates[i] === undefined && isListed(p, dt, cells));
  /** Populations without a model. */
  const apart = listed.map((is, i) => is || rates[i] !== undefined);
  const synapses = readSynapses(program, form, wiring);
  const drawnThere = drawnSentences(rates, synapses.groups);
  const isExact = drawnThere.length === 0;
  const given = await givenSpikes(program, listed, steps);
  const checkSteps = Math.min(of.checkSteps, steps);
  const traces = planTraces(network, program, of.record ?? []);
  const { reference, spikes, values } = await firstSteps(assembled, checkSteps, traces.probes);
  const names = program.populations.map((p, i) => modelName(p.name, i));
  const models = program.populations.map((p, i) => (apart[i] || p.tree ? null : names[i]!));
  const temperature = new OneTemperature();
  const trees = program.populations.map(
    (p, i): TreeModels | undefined => p.tree && treeModels(network, program, p, p.tree, names[i]!, temperature),
  );
  const gaps = gapList(network, program);
  const hasTrees = trees.some((tree) => tree !== undefined);
  const inCheck = spikes.cells.map((c) => Number(c < cells));
  const keep = (values: Uint32Array): Uint32Array => values.filter((_, k) => inCheck[k] === 1);

  const files = new Map<string, string | Uint8Array>();
  const ending = engine === 'nest' ? 'nestml' : 'mod';
  const emit = engine === 'nest' ? emitNestml : emitNmodl;
  program.populations.forEach((p, i) => {
    if (models[i]) files.set(`${models[i]}.${ending}`, emit(program, p, models[i]));
    for (const [name, text] of trees[i]?.texts ?? []) files.set(`${name}.${ending}`, text);
  });
  if (gaps) files.set(`${GAP}.${ending}`, gapJunction(GAP));
  if (hasTrees) files.set('galvani_trees.py', treesProgram);
  const initial = initialColumns(program, apart);
  files.set('galvani_network.py', common);
  files.set('build.py', engine === 'nest' ? buildNest : buildNeuron);
  const { list } = synapses;
  const lists = { ...list, list_steps: given.steps, list_cells: given.cells };
  if (of.sonata === true) {
    files.set('run_bmtk.py', runBmtk);
    for (const [path, content] of sonataFiles({ program, models, initial, list, given, steps }))
      files.set(path, content);
  } else files.set('run.py', engine === 'nest' ? runNest : runNeuron);
  files.set(
    'arrays.npz',
    writeNpz({
      ...Object.fromEntries(initial.map(({ key, values }) => [key, values])),
      ...(of.sonata === true ? {} : lists),
      ...Object.fromEntries(
        rates.flatMap((of, i) => {
          const values = typeof of === 'number' ? Float64Array.of(of) : of;
          return values === undefined ? [] : [[`rates_${i}`, values] as const];
        }),
      ),
      ...gaps,
      ...Object.fromEntries(traces.facts.map(({ key }, k) => [`check_${key}`, values[k]!])),
      check_steps: keep(spikes.steps),
      check_cells: keep(spikes.cells),
    }),
  );
  const facts = {
    name: of.name,
    ...(of.title === undefined ? {} : { title: of.title }),
    ...(of.reference === undefined ? {} : { reference: of.reference }),
    engine,
    written_by: build,
    seed: program.seed,
    dt_ms: dt,
    steps,
    integrator: assembled.integrator,
    cells,
    groups,
    number_of_synapses: synapses.count,
    ...(hasTrees ? { gap_junction: gaps ? GAP : null, traces: traces.facts } : {}),
    populations: program.populations.map((p, index) => ({
      index,
      name: p.name,
      ...(of.sonata === true ? { sonata: sonataNames(program)[index] } : {}),
      model: models[index],
      native: rates[index] !== undefined,
      first: p.first,
      size: p.size,
      columns: p.columns.map((c) => c.name),
      states: p.states,
      ports: p.inlets.length,
      ...(trees[index] ? { tree: trees[index].facts } : {}),
    })),
    synapses: of.sonata === true ? [] : synapses.groups,
  };
  files.set('experiment.json', `${JSON.stringify(facts, null, 2)}\n`);
  const notes = [...drawnThere, ...(hasTrees ? [TREES] : []), ...notesOf(program, apart, engine), ...traces.notes];
  const expected = {
    // SONATA's files are what bmtk reads: they are not checked here.
    synapses: of.sonata === true ? [] : synapses.expected,
    initial: initial.map(({ population, column, values }) => ({
      population_index: population,
      column_index: column,
      population: program.populations[population]!.name,
      column: program.populations[population]!.columns[column]!.name,
      sha256: hashOf(values),
    })),
    check: {
      steps: checkSteps,
      spikes: inCheck.reduce((n, k) => n + k, 0),
      // Where the engine draws, nothing is to be compared.
      spike_hash: isExact ? await spikeHash(spikes, cells) : null,
      // The last bits are promised where nothing is left to the C library.
      states: notes.length > 0 ? [] : await lastStates(program, apart, reference),
      ...(hasTrees && isExact ? { voltage_tolerance_mV: VOLTAGE_TOLERANCE } : {}),
    },
  };
  files.set('expected.json', `${JSON.stringify(expected, null, 2)}\n`);
  files.set(
    'README.md',
    readmeText({
      ...of,
      to: of.sonata === true ? 'sonata' : engine,
      checkSteps,
      cells,
      count: synapses.count,
      notes,
      isExact,
      integrator: facts.integrator,
      hasTrees,
    }),
  );
  if (of.sonata !== true) files.set('job.sbatch', jobText(engine));
  return {
    files,
    synapses: synapses.count,
    spikesOfCheck: expected.check.spikes,
    isExact,
    notes,
    reference,
    program,
    cells,
    groups,
    integrator: assembled.integrator,
  };
}

/** What the engine draws by itself, a sentence for each kind. */
function drawnSentences(
  rates: readonly (Rates | undefined)[],
  groups: readonly { readonly kind: string }[],
): readonly string[] {
  const trains = rates.some((r) => r !== undefined);
  const synapses = groups.some(({ kind }) => kind === 'native');
  const what = [...(trains ? ['Poisson trains'] : []), ...(synapses ? ['synapses'] : [])];
  return what.length === 0
    ? []
    : [
        `The engine draws its own ${what.join(' and ')}: statistics are the same, spikes are not, and nothing is compared.`,
      ];
}

function refuse(of: ClusterExport): void {
  const { network, engine, dt, checkSteps } = of;
  if (of.sonata === true && (engine !== 'nest' || of.synapses !== 'explicit'))
    throw new UserError('Networks in SONATA list all their synapses, for NEST; leave --synapses out.');
  if (of.wiring === 'native') refuseWiring(engine);
  if (of.sonata === true && (of.drive === 'native' || of.wiring === 'native'))
    throw new UserError('Networks in SONATA go as they are drawn here; leave --drive and --wiring out.');
  if (!(Number.isInteger(checkSteps) && checkSteps >= 1))
    throw new UserError('The check needs at least one step; give --check a longer time.');
  const used = network.projections.find((p) => p.dynamics);
  if (used)
    throw new UserError(
      `The projection '${used.name}' has synapses that change with use; NEST and NEURON have other rules and timing. Leave plasticity and release out, or stay with --backend.`,
    );
  const coupling = network.couplings.find(({ sites }) => engine === 'nest' || sites === undefined);
  if (coupling)
    throw new UserError(
      `The coupling '${coupling.name}' adds up other cells' state at every step; these exports pass spikes${engine === 'neuron' ? ', and of cells with dendrites gap junctions' : ' only'}. Leave it out, or stay with --backend.`,
    );
  if ((of.interventions?.length ?? 0) > 0)
    throw new UserError(
      'Changes during the run are not exported; export the network as built with --without-interventions.',
    );
  if (engine === 'nest' && Math.abs(dt / NEST_TICK - Math.round(dt / NEST_TICK)) > 1e-9)
    throw new UserError(
      `NEST's clock counts whole microseconds, and dt is ${dt} ms; take a dt that is a whole number of them.`,
    );
  const expected = network.projections.reduce((n, { rule, source, target, effects }) => {
    const task = { sources: source.size, targets: target.size, shift: target.size, seed: 0, stream: 0 };
    return (of.synapses === 'remade' || of.wiring === 'native') && rule.recipe
      ? n
      : n + rule.estimate(task) * effects.length;
  }, 0);
  if (expected > MOST_EXPLICIT) throw tooMany(expected, of.synapses);
}

/** Whether a population's spikes are given as a list: a stimulus that reads tables, which these languages do not have. */
function isListed(p: PopulationProgram, dt: number, cells: number): boolean {
  const { unwritten } = needsOf(p, dt);
  if (unwritten.length === 0) return false;
  if (p.first >= cells) return true;
  throw new UserError(
    `The model of '${p.name}' uses ${unwritten.join(' and ')}, which exports cannot hold yet; write it as a function of t, or stay with --backend.`,
  );
}

/** Spikes of the listed populations over the whole run, in order of time: nothing reaches a stimulus, so each runs alone. */
async function givenSpikes(
  program: Program,
  listed: readonly boolean[],
  steps: number,
): Promise<{ steps: Uint32Array; cells: Uint32Array }> {
  const found: { steps: Uint32Array; cells: Uint32Array }[] = [];
  for (const [i, p] of program.populations.entries()) {
    if (!listed[i]) continue;
    const alone: Program = {
      seed: program.seed,
      dt: program.dt,
      populations: [{ ...p, first: 0 }],
      inlets: [],
      ring: { slots: 1, width: 0, offsets: [] },
      synapses: [],
      sums: [],
      links: [],
    };
    const { spikes, fault } = await createReferenceEngine(alone, emitJavascript(alone)).run(steps);
    if (fault) throw blowUp(program, i, fault);
    found.push({ steps: spikes.steps, cells: spikes.cells.map((c) => p.first + c) });
  }
  const joined = (of: (f: { steps: Uint32Array; cells: Uint32Array }) => Uint32Array): Uint32Array =>
    Uint32Array.from(found.flatMap((f) => [...of(f)]));
  return { steps: joined((f) => f.steps), cells: joined((f) => f.cells) };
}

async function firstSteps({ program }: Compiled, steps: number, probes: readonly Probe[]): Promise<FirstSteps> {
  const reference = createReferenceEngine(program, emitJavascript(program));
  reference.setProbes(probes);
  const { spikes, fault, traces } = await reference.run(steps);
  if (fault) throw blowUp(program, fault.population, fault);
  return { reference, spikes, values: traces };
}

interface FirstSteps {
  readonly reference: Engine;
  readonly spikes: { readonly steps: Uint32Array; readonly cells: Uint32Array };
  /** Of each probe: see `RunResult.traces`. */
  readonly values: readonly Float64Array[];
}

const blowUp = (
  { populations, dt }: Program,
  index: number,
  { column, cell, step }: { column: number; cell: number; step: number },
): BlowUpError => {
  const { name, columns } = populations[index]!;
  return new BlowUpError(
    { population: name, variable: columns[column]!.name, cell, time: (step + 1) * dt },
    'Nothing was exported. Take a smaller dt, or another integrator.',
  );
};

/** Letters, digits and underscores, clear of what the engines call theirs; numbered, so that no two are alike. */
const modelName = (name: string, index: number): string =>
  `galvani${index}_${name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 40)}`;

interface InitialColumn {
  readonly population: number;
  readonly column: number;
  readonly key: string;
  /** One value where it is that of all cells. */
  readonly values: Float64Array;
}

const initialColumns = (program: Program, listed: readonly boolean[]): InitialColumn[] =>
  program.populations.flatMap((p, population) =>
    listed[population]
      ? []
      : p.columns.flatMap(({ initial, role }, column) =>
          // What the solution along a tree keeps for itself is the engine's own there.
          p.tree && role === 'hidden'
            ? []
            : [
                {
                  population,
                  column,
                  key: `initial_${population}_${column}`,
                  values: typeof initial === 'number' ? Float64Array.of(initial) : initial,
                },
              ],
        ),
  );

const hashOf = (values: Float64Array): string =>
  new Sha256().update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).hex();

/** SHA-256 of every state column of the written populations after the check. */
async function lastStates(
  program: Program,
  listed: readonly boolean[],
  reference: Engine,
): Promise<{ population_index: number; column_index: number; sha256: string }[]> {
  const found: { population_index: number; column_index: number; sha256: string }[] = [];
  for (const [population, p] of program.populations.entries())
    for (let column = 0; column < p.states && !listed[population]; column++)
      found.push({
        population_index: population,
        column_index: column,
        sha256: hashOf(await reference.readColumn(population, column)),
      });
  return found;
}

function notesOf(program: Program, listed: readonly boolean[], engine: ClusterEngine): string[] {
  const written = program.populations.filter((_, i) => !listed[i]);
  const library = new Set(written.flatMap((p) => needsOf(p, program.dt).library));
  if (engine === 'nest' && written.some((p) => needsOf(p, program.dt).squareRoots)) library.add('sqrt');
  return library.size === 0
    ? []
    : [
        `The model uses ${[...library].join(', ')}, which the C library rounds in its own way: equal spikes are expected, and checked, not promised.`,
      ];
}
