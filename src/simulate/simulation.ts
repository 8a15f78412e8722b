/** A network on an engine: run control, parameters, traces, errors. */

import type { Compiled } from '../compile/assemble.ts';
import { branchingOf, sitesOf } from '../dendrites/branching.ts';
import type { Checkpoint, Chunk, Engine, Fault } from '../engine/engine.ts';
import { Said } from '../engine/said.ts';
import { BlowUpError, shown, UserError } from '../errors.ts';
import type { Connectivity } from '../network/connectivity-words.ts';
import type { Network } from '../network/network.ts';
import { noMore } from '../no-more.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import {
  abortSignal,
  callable,
  either,
  flag,
  listOf,
  number,
  oneOf,
  optional,
  optionsOf,
  text,
  whole,
} from '../options.ts';
import { type StepCost, stepCost } from '../program/cost.ts';
import { uniformValues } from '../program/hoist.ts';
import { groupsOf, synapsesOf } from '../program/synapses.ts';
import { sameDimension, voltage as volts } from '../quantity/dimension.ts';
import { fromUnit, parseQuantity } from '../quantity/quantity.ts';
import { scaleOf, unitOf } from '../quantity/units.ts';
import { joinSpikes } from '../record/spikes.ts';
import { watchedPace } from '../run/pace.ts';
import { pump } from '../run/pump.ts';
import { type Accuracy, expectedError } from './accuracy.ts';
import { type StateShape, stateShape } from './carry.ts';
import type { CellCoupling } from './junctions.ts';
import {
  checkKept,
  columnNamed,
  partSteps,
  placedSites,
  type RecordedPopulation,
  Recording,
  Selection,
  type SharedValues,
  unknown,
} from './recording.ts';
import { Synapses, type SynapseVariable } from './synapses.ts';
import type { Group, PhaseProfile, RunBlock, RunOptions, Simulation, TraceBlock, TraceRequest } from './types.ts';

/** Steps are counted in 32 bits: by spikes, by random numbers and on the GPU. */
const LAST_STEP = 2 ** 32;

export interface Started {
  readonly network: Network;
  readonly compiled: Compiled;
  readonly engine: Engine;
  /** Current shared parameters of each population, internal units. */
  readonly parameters: readonly Map<string, number>[];
  readonly integrator: string;
  /** The integrator named for all populations, if one was. */
  readonly integratorAsked: string | undefined;
  readonly choice: string;
  readonly seconds: { readonly build: number; readonly compile: number };
  readonly start: Checkpoint;
}

const readRun = optionsOf<RunOptions>('run', {
  signal: optional(abortSignal),
  onBlock: optional(callable),
  keep: optional(flag),
});

const readRequest = optionsOf<TraceRequest>('record', {
  population: optional(text),
  variables: listOf(text),
  cells: either("a list of cells, or 'all',", oneOf('all'), listOf(whole(0))),
  at: optional(either('a place, or a list of places,', text, listOf(text))),
  every: optional(text),
  average: optional(flag),
});

const requestList = listOf({ kind: 'a request', check: (value) => void readRequest(value) }, 'a list of requests');
const columnValues = listOf(number, 'a list of numbers');
const readPlaced = (what: string) => optionsOf<{ readonly at?: string }>(what, { at: optional(text) });

function refusePlace(at: string | undefined, projection: string): void {
  if (at !== undefined)
    throw new UserError(
      `'${projection}' is a projection, whose synapses have no places to be read by; leave 'at' out.`,
    );
}

export class EngineSimulation extends Said implements Simulation {
  readonly choice: string;
  readonly integrator: string;
  readonly dt: number;
  readonly seed: number;
  readonly cells: number;
  readonly synapses: number;
  readonly connectivity: Connectivity | 'mixed';
  readonly bytesPerSynapse: number;
  readonly cost: StepCost;
  readonly groups: readonly Group[];
  readonly shape: StateShape;
  readonly seconds: { readonly build: number; readonly compile: number };
  readonly #started: Started;
  readonly #engine: Engine;
  readonly #synapses: Synapses;
  readonly #pace = watchedPace();
  #traces: readonly Recording[] = [];
  #running = false;
  /** Until a parameter changes. */
  #accuracy: Promise<readonly Accuracy[]> | undefined;
  #disposed = false;

  constructor(started: Started) {
    super(started.engine);
    this.#started = started;
    this.#engine = started.engine;
    const { program, places } = started.compiled;
    this.#synapses = new Synapses(started.network, program, started.engine, started.parameters);
    this.choice = started.choice;
    this.integrator = started.integrator;
    this.dt = program.dt;
    this.seed = program.seed;
    this.cells = places.cells;
    this.synapses = synapsesOf(program);
    const made = groupsOf(program, 'made').length > 0;
    const kept = synapsesOf(program, ['stored', 'pathway']) > 0;
    this.connectivity = made ? (kept ? 'mixed' : 'procedural') : 'stored';
    this.bytesPerSynapse = this.synapses > 0 ? started.engine.synapseBytes / this.synapses : 0;
    this.cost = stepCost(program);
    this.groups = places.groups;
    this.shape = stateShape(program);
    this.seconds = started.seconds;
  }

  /** Refuses every call after `dispose`. */
  #live(): void {
    if (this.#disposed)
      throw new UserError(
        'This simulation was disposed of and takes no more calls; make another with createSimulation.',
      );
  }

  async run(steps: number, options: RunOptions = {}, ...more: undefined[]): Promise<RunBlock> {
    noMore('run', 'a number of steps and options', more);
    this.#live();
    const { signal, onBlock, keep = true } = readRun(options);
    this.#checkSteps('run', steps, 0);
    if (keep) checkKept(this.#traces, steps);
    this.#running = true;
    const firstStep = this.step;
    const kept: RunBlock[] = [];
    const longest = partSteps(this.#traces);
    const computes = this.#traces.some((t) => t.computes);
    try {
      const parts = pump({
        run: async (part) => {
          const shared = computes ? this.#started.parameters.map((values) => new Map(values)) : [];
          return { chunk: await this.#engine.run(part), shared };
        },
        steps,
        signal,
        pace: this.#pace,
        // What is done to synapses at regular times waits until the steps before are over.
        ahead: async (done, underWay) => Math.min(longest, await this.#synapses.stepsFrom(firstStep + done, underWay)),
      });
      for await (const { chunk, shared } of parts) {
        if (chunk.fault) throw await this.#blowUp(chunk.fault, firstStep + steps, signal);
        const block = this.#block(chunk, shared);
        onBlock?.(block);
        if (keep) kept.push(block);
      }
    } finally {
      this.#running = false;
    }
    return joinBlocks(firstStep, kept);
  }

  async profile(steps: number, ...more: undefined[]): Promise<PhaseProfile> {
    noMore('profile', 'a number of steps', more);
    this.#live();
    this.#checkSteps('profile', steps, 1);
    const most = this.#synapses.stepsToNext(this.step);
    if (steps > most)
      throw new UserError(
        `A profile of ${steps} steps would pass a time at which synapses are changed at regular intervals; take at most ${most} steps from here.`,
      );
    this.#running = true;
    try {
      await this.#synapses.stepsFrom(this.step, false);
      const { chunk, ...times } = await this.#engine.profile(steps);
      if (chunk.fault) throw await this.#blowUp(chunk.fault, this.step, undefined);
      return { firstStep: chunk.firstStep, steps, spikes: chunk.spikes, ...times };
    } finally {
      this.#running = false;
    }
  }

  /** Throws a UserError where so many steps cannot follow now. */
  #checkSteps(call: string, steps: number, least: number): void {
    if (!(Number.isInteger(steps) && steps >= least))
      throw new UserError(`${call} takes a whole number of steps, ${least} or more; it got ${shown(steps)}.`);
    if (this.step + steps > LAST_STEP)
      throw new UserError(
        `A simulation has at most 2³² steps (${(LAST_STEP * this.dt) / 1000} s at a dt of ${this.dt} ms); this one is at step ${this.step} and was to run ${steps} more. Use a larger dt, or begin anew from a checkpoint's values.`,
      );
    if (this.#running)
      throw new UserError(
        `A run of this simulation is under way; wait for it (await) before the next call of ${call}.`,
      );
  }

  #block(chunk: Chunk, shared: readonly SharedValues[]): RunBlock {
    const { firstStep, steps, spikes } = chunk;
    const traces = chunk.traces.map((noted, i): TraceBlock => {
      const recording = this.#traces[i]!;
      return recording.block(noted, firstStep, steps, shared[recording.probe.population]);
    });
    return { firstStep, steps, spikes, traces };
  }

  async #blowUp(fault: Fault, lastStep: number, signal: AbortSignal | undefined): Promise<BlowUpError> {
    const { network, compiled, integratorAsked, parameters } = this.#started;
    const population = compiled.program.populations[fault.population]!;
    const rule = compiled.rules.find((r) => r.population === population.name);
    if (population.tree)
      return new BlowUpError(
        {
          population: population.name,
          variable: population.columns[fault.column]!.name,
          cell: fault.cell % population.size,
          time: (fault.step + 1) * this.dt,
        },
        "Take a smaller dt, or the integrator 'implicit', which damps what 'implicit2' and 'centred' let ring.",
      );
    // Few runs blow up: what looks for their cause comes with the first.
    const advice = rule
      ? await (await import('./advice.ts')).blowUpAdvice({
          network,
          integrator: integratorAsked,
          rule,
          dt: this.dt,
          duration: lastStep * this.dt,
          parameters,
          signal,
        })
      : `A cell of a stimulus spikes at most once per step: its rate must have a value, of ${Number((1000 / this.dt).toPrecision(6))} Hz at most at this dt. Use more trains of a lower rate, or a smaller dt.`;
    return new BlowUpError(
      {
        population: population.name,
        variable: population.columns[fault.column]!.name,
        cell: fault.cell,
        time: (fault.step + 1) * this.dt,
      },
      advice,
    );
  }

  accuracy(...more: undefined[]): Promise<readonly Accuracy[]> {
    noMore('accuracy', '', more);
    this.#accuracy ??= this.#tryOut();
    return this.#accuracy;
  }

  async #tryOut(): Promise<readonly Accuracy[]> {
    const { network, compiled, parameters } = this.#started;
    const { program, rules, quanta } = compiled;
    const found: Accuracy[] = [];
    for (const rule of rules) {
      const index = program.populations.findIndex((p) => p.name === rule.population);
      const { states } = network.populations.find((p) => p.name === rule.population)!.blueprint.shape;
      const voltage = Math.max(
        0,
        states.findIndex((s) => sameDimension(s.dimension, volts)),
      );
      const population = program.populations[index]!;
      // There may be nothing to integrate.
      if (population.size === 0 || states.length === 0) continue;
      const { integrator, ...rest } = rule;
      const byStructure = rule.chosenBy === 'structure' ? undefined : () => compiled.byStructure(index);
      const expected = await expectedError(population, voltage, rule, this.dt, parameters[index]!, quanta, byStructure);
      found.push({ ...rest, integrator: integrator.name, order: integrator.order, expected });
    }
    return found;
  }

  #population(name: string): number {
    const { populations } = this.#started.compiled.program;
    const index = populations.findIndex((p) => p.name === name);
    if (index >= 0) return index;
    if (this.#started.network.projections.some((p) => p.name === name))
      throw new UserError(
        `'${name}' is a projection ${
          this.#synapses.has(name)
            ? 'whose synapses have variables: read, write and setParameter take these and their parameters'
            : 'whose synapses have no variables that change'
        }.`,
      );
    throw new UserError(
      `There is no population ${shown(name)}. There are ${populations.map((p) => `'${p.name}'`).join(', ')}.`,
    );
  }

  #subject(index: number): RecordedPopulation {
    const { network, compiled } = this.#started;
    const program = compiled.program.populations[index]!;
    const model = network.populations.find((p) => p.name === program.name)?.blueprint.model(this.dt);
    return { index, program, model };
  }

  #column(population: number, name: string): number {
    const { program, model } = this.#subject(population);
    const column = columnNamed(program, name);
    if (column === undefined) throw new UserError(unknown(program, model, name));
    return column;
  }

  setParameter(population: string, name: string, value: string | Amount, ...more: undefined[]): void {
    noMore('setParameter', 'a population, a name and a value', more);
    this.#live();
    const { program } = this.#started.compiled;
    const ofSynapses = this.#ofSynapses(population, name);
    if (ofSynapses) {
      for (const [index, own] of ofSynapses) this.#set(index, own, value);
      return;
    }
    const index = this.#population(population);
    const p = program.populations[index]!;
    if (!p.parameters.some((q) => q.name === name))
      throw new UserError(
        `'${population}' has no shared parameter ${shown(name)}. ${
          p.columns.some((c) => c.name === name)
            ? `It is kept for each cell: use write('${population}', '${name}', values).`
            : p.parameters.length > 0
              ? `It has ${p.parameters.map((q) => `'${q.name}'`).join(', ')}.`
              : 'It has no shared parameters; values of each cell are set with write.'
        }`,
      );
    this.#set(index, name, value);
  }

  /** Where the shared parameter of a projection is kept, and under which names; undefined where no projection is meant. */
  #ofSynapses(projection: string, name: string): [population: number, parameter: string][] | undefined {
    const { network, compiled } = this.#started;
    const { populations } = compiled.program;
    const of = network.projections.find((p) => p.name === projection);
    if (!of || populations.some((p) => p.name === projection)) return undefined;
    const endings = ['', '.pre', '.post'].map((end) => `@${projection}${end}`);
    const target = populations.findIndex((p) => p.name === of.target.population.name);
    const added = of.parameters.map((p) => p.name);
    const all = populations.flatMap((p, index) =>
      p.parameters.flatMap((q): { index: number; own: string; name: string }[] => {
        const ending = endings.find((end) => q.name.endsWith(end));
        if (ending) return [{ index, own: q.name, name: q.name.slice(0, -ending.length) }];
        return index === target && added.includes(q.name) ? [{ index, own: q.name, name: q.name }] : [];
      }),
    );
    const found = all.filter((one) => one.name === name);
    if (found.length > 0) return found.map(({ index, own }) => [index, own]);
    const names = [...new Set(all.map((one) => `'${one.name}'`))];
    throw new UserError(
      `The projection '${projection}' has no shared parameter ${shown(name)}. It has ${names.join(', ') || 'none'}.`,
    );
  }

  #set(index: number, name: string, value: string | Amount): void {
    const p = this.#started.compiled.program.populations[index]!;
    const { unit } = p.parameters.find((q) => q.name === name)!;
    const { dimension } = unitOf(unit || '1');
    const values = this.#started.parameters[index]!;
    const changed = new Map(values).set(name, parseQuantity(value, dimension, name).value);
    this.#started.compiled.check(index, changed);
    const slow = this.backend === 'reference' ? undefined : this.#started.compiled.tooSlow(index, changed);
    if (slow !== undefined)
      throw new UserError(
        `With ${name} = ${amountText(value)}, '${slow}' of '${p.name}' is so slow that this simulation, in single precision, would lose its time constant. Give the value when the network is built, which then keeps it, or take the backend 'reference'.`,
      );
    values.set(name, changed.get(name)!);
    this.#accuracy = undefined;
    this.#engine.setUniforms(index, uniformValues(p.uniforms, values, this.dt));
  }

  setTraces(requests: readonly TraceRequest[], ...more: undefined[]): void {
    noMore('setTraces', 'a list of requests', more);
    this.#live();
    requestList.check(requests, 'record');
    this.#traces = requests.map((request) => this.#bind(request));
    this.#engine.setProbes(this.#traces.map((t) => t.probe));
  }

  #bind(request: TraceRequest): Recording {
    const index = request.population === undefined ? 0 : this.#population(request.population);
    if (!this.#started.compiled.program.populations[index])
      throw new UserError('This network has no population to record from.');
    return new Recording(this.#subject(index), request, this.dt);
  }

  async read(
    population: string,
    variable: string,
    options: { readonly at?: string } = {},
    ...more: undefined[]
  ): Promise<Float64Array> {
    noMore('read', 'a population, a variable and options', more);
    this.#live();
    text.check(variable, 'read: the variable');
    const { at } = readPlaced('read')(options);
    if (this.#synapses.has(population)) {
      refusePlace(at, population);
      return this.#synapses.read(population, variable);
    }
    const index = this.#population(population);
    const selection = new Selection(this.#subject(index), [variable], this.dt);
    const shared = new Map(this.#started.parameters[index]!);
    const columns = await Promise.all(selection.columns.map((c) => this.#engine.readColumn(index, c)));
    selection.setParameters(shared);
    const rows = this.#rowsOf(index, at, 'read');
    const { step } = this;
    const row = new Float64Array(columns.length);
    return Float64Array.from(rows, ({ row: from, cell }) => {
      columns.forEach((values, c) => {
        row[c] = values[from]!;
      });
      return selection.value(0, row, 0, cell, step - 1);
    });
  }

  async couplings(population: string, cell: number, ...more: undefined[]): Promise<readonly CellCoupling[]> {
    noMore('couplings', 'a population and a cell', more);
    this.#live();
    const index = this.#population(population);
    const { network, compiled, parameters } = this.#started;
    const { size, name } = compiled.program.populations[index]!;
    whole(0).check(cell, 'couplings: the cell');
    if (cell >= size) throw new UserError(`'${name}' has ${size} cells, numbered from 0; there is no cell ${cell}.`);
    const { couplingsOf, placedCouplingsOf } = await import('./junctions.ts');
    const { model } = this.#subject(index);
    const find = model && branchingOf(model) ? placedCouplingsOf : couplingsOf;
    return find({ network, program: compiled.program, engine: this.#engine, parameters }, index, cell);
  }

  synapseVariables(projection: string, ...more: undefined[]): readonly SynapseVariable[] {
    noMore('synapseVariables', 'a projection', more);
    this.#live();
    return this.#synapses.variables(projection);
  }

  /** Rows of a population's columns as people read them: cells; of cells with dendrites cell by cell the nodes. */
  #rowsOf(index: number, at: string | undefined, what: string): { readonly row: number; readonly cell: number }[] {
    const { size } = this.#started.compiled.program.populations[index]!;
    const subject = this.#subject(index);
    const sites = at === undefined ? undefined : placedSites(subject, at, what);
    if (sites)
      return Array.from({ length: size }, (_, cell) =>
        sites.map(({ site }) => ({ row: site * size + cell, cell })),
      ).flat();
    const branching = subject.model && branchingOf(subject.model);
    if (!branching) return Array.from({ length: size }, (_, cell) => ({ row: cell, cell }));
    const { of } = sitesOf(branching);
    return Array.from({ length: size }, (_, cell) =>
      Array.from(of, (site) => ({ row: site * size + cell, cell })),
    ).flat();
  }

  write(
    population: string,
    variable: string,
    values: ArrayLike<number>,
    options: { readonly at?: string } = {},
    ...more: undefined[]
  ): Promise<void> {
    noMore('write', 'a population, a variable, values and options', more);
    this.#live();
    text.check(variable, 'write: the variable');
    const { at } = readPlaced('write')(options);
    if (this.#synapses.has(population)) {
      refusePlace(at, population);
      columnValues.check(values, `values of ${variable}`);
      return this.#synapses.write(population, variable, values);
    }
    const index = this.#population(population);
    const p = this.#started.compiled.program.populations[index]!;
    const column = this.#column(index, variable);
    columnValues.check(values, `values of ${p.columns[column]!.name}`);
    const rows = this.#rowsOf(index, at, 'write');
    if (values.length !== rows.length)
      throw new UserError(
        rows.length === p.size
          ? `'${population}' has ${p.size} cells, but ${values.length} values were given for ${variable}.`
          : `'${population}' has ${p.size} cells of ${rows.length / p.size} ${at === undefined ? 'nodes' : 'places'}, but ${values.length} values were given for ${variable}.`,
      );
    const unit = p.columns[column]!.unit || '1';
    const { scale } = unitOf(unit);
    const inside = (v: number): number => (hasOffset(unit) ? fromUnit(v, unit) : v * scale);
    const inner = rows.map((_, k) => inside(values[k]!));
    const put = (all: Float64Array): void => {
      rows.forEach(({ row }, k) => {
        all[row] = inner[k]!;
      });
      this.#engine.writeColumn(index, column, all);
    };
    if (at !== undefined) return this.#engine.readColumn(index, column).then(put);
    put(new Float64Array(rows.length));
    return Promise.resolve();
  }

  async weights(projection: string, ...more: undefined[]): Promise<Float64Array> {
    noMore('weights', 'a projection', more);
    this.#live();
    return this.#synapses.read(projection, 'w');
  }

  async checkpoint(...more: undefined[]): Promise<Checkpoint> {
    noMore('checkpoint', '', more);
    this.#live();
    return this.#engine.checkpoint();
  }

  restore(checkpoint: Checkpoint, ...more: undefined[]): void {
    noMore('restore', 'a checkpoint', more);
    this.#live();
    this.#engine.restore(checkpoint);
  }

  reset(...more: undefined[]): void {
    noMore('reset', '', more);
    this.#live();
    this.#engine.restore(this.#started.start);
  }

  dispose(): void {
    this.#disposed = true;
    this.#engine.dispose();
  }
}

/** Whether zero of a unit is not zero of its quantity: degrees Celsius. */
const hasOffset = (unit: string): boolean => scaleOf(unit || '1').offset !== 0;

/** Consecutive blocks as one. */
export function joinBlocks(firstStep: number, blocks: readonly RunBlock[]): RunBlock {
  const steps = blocks.reduce((n, block) => n + block.steps, 0);
  const head = blocks[0]?.traces ?? [];
  const traces = head.map((_, i) => joinTraces(blocks.flatMap((block) => block.traces[i] ?? [])));
  return { firstStep, steps, spikes: joinSpikes(blocks.map((block) => block.spikes)), traces };
}

/** The rows of consecutive blocks of one request as one. */
function joinTraces(blocks: readonly TraceBlock[]): TraceBlock {
  const values = new Float64Array(blocks.reduce((n, block) => n + block.values.length, 0));
  let at = 0;
  for (const block of blocks) {
    values.set(block.values, at);
    at += block.values.length;
  }
  return { ...blocks[0]!, steps: blocks.reduce((n, block) => n + block.steps, 0), values };
}
