/** One experiment at work: its simulation, what is recorded of it, and what was done to it. */
import { carryState, type Network, type RunBlock, type Simulation, UserError } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import { Checkpoints, type Saved } from './checkpoints.ts';
import { describe } from './describe.ts';
import { Hand } from './hand.ts';
import { Ledger } from './ledger.ts';
import { LiveParameters, type Values } from './live-parameters.ts';
import { type BenchTools, make, makeAnywhere } from './make.ts';
import type { Action, Description, Experiment, Intervention, PlanReport, ProgressStage, Settings } from './messages.ts';
import { Pace } from './pace.ts';
import { Plan } from './plan.ts';
import { replay } from './replay.ts';
import { columns, untouched } from './touch.ts';
import { TraceLog } from './trace-log.ts';
import { defaultCells, traceRequests } from './traced.ts';
import { Family, sameVariant, type Variant } from './variant.ts';

export class Bench {
  readonly preset: Preset;
  readonly experiment: Experiment;
  readonly live: LiveParameters;
  readonly ledger = new Ledger();
  readonly traces = new TraceLog();
  readonly pace = new Pace();
  plan: Plan;
  /** Traced cells, network-wide numbers. */
  cells: readonly number[];
  /** Steps that are recorded. */
  reached = 0;
  readonly #tools: BenchTools;
  readonly #family: Family;
  readonly #hand: Hand;
  readonly #checkpoints: Checkpoints;
  /** Values that the network was built with. */
  readonly #built: Values;
  /** Voltage of each cell at time 0 by population. */
  #hold = new Map<string, Float64Array>();
  #base: Settings;
  #simulation: Simulation;
  #variant: Variant;
  /** Why another backend runs than was asked for. */
  #instead: string;

  private constructor(parts: {
    preset: Preset;
    experiment: Experiment;
    plan: readonly Intervention[];
    live: LiveParameters;
    family: Family;
    tools: BenchTools;
    simulation: Simulation;
    instead: string;
    cells: readonly number[];
  }) {
    const { experiment, live, simulation } = parts;
    this.preset = parts.preset;
    this.experiment = experiment;
    this.live = live;
    this.#family = parts.family;
    this.#hand = new Hand(parts.family);
    this.#tools = parts.tools;
    this.#simulation = simulation;
    this.#instead = parts.instead;
    this.#variant = { model: experiment.model, parts: untouched };
    this.#built = live.values;
    this.#base = { values: live.values, model: experiment.model };
    this.plan = new Plan(parts.plan, simulation.dt);
    this.#checkpoints = new Checkpoints(this.#startOf(this.#variant));
    this.cells = parts.cells.filter((cell) => cell < simulation.cells);
    if (this.cells.length === 0) this.cells = defaultCells(simulation.groups);
    this.applyTraces();
  }

  /** Builds the network. Where WebGPU does not start, the best of the others does, and the description says why. */
  static async open(
    preset: Preset,
    experiment: Experiment,
    plan: readonly Intervention[],
    cells: readonly number[],
    tools: BenchTools,
  ): Promise<Bench> {
    const live = new LiveParameters(preset, experiment.values);
    const family = new Family(preset, preset.build(live.internal(), experiment.seed), experiment.dt);
    const variant = { model: experiment.model, parts: untouched };
    const network = family.network(variant, new Map());
    const { simulation, instead } = await makeAnywhere(network, experiment, experiment.backend, tools, true);
    const bench = new Bench({ preset, experiment, plan, live, family, tools, simulation, instead, cells });
    for (const { population, variable } of family.populations(experiment.model))
      if (population.size > 0 && simulation.shape.populations.some((p) => p.name === population.name))
        bench.#hold.set(population.name, await simulation.read(population.name, variable));
    return bench;
  }

  get simulation(): Simulation {
    return this.#simulation;
  }
  get variable(): string {
    return this.#family.variable(this.#family.model(this.#variant.model));
  }
  get touched(): boolean {
    return this.#variant.parts.current || this.#variant.parts.silence;
  }
  /** The network as it was at time 0, with the values it had then. */
  baseNetwork(): Network {
    const values = new LiveParameters(this.preset, this.#base.values).internal();
    const { seed, dt } = this.experiment;
    const family = new Family(this.preset, this.preset.build(values, seed), dt);
    return family.network({ model: this.#base.model, parts: untouched }, new Map());
  }
  get base(): Settings {
    return this.#base;
  }

  describe(): Description {
    return describe(this.#simulation, this.#family, this.#variant.model, this.cells, this.#instead);
  }

  report(tellNow: boolean): PlanReport {
    const now = { values: this.live.values, model: this.#variant.model };
    return { done: this.plan.done, pending: this.plan.pending, base: this.#base, ...(tellNow ? { now } : {}) };
  }

  applyTraces(): void {
    const { groups } = this.#simulation;
    this.#simulation.setTraces(traceRequests(groups, this.cells, this.variable));
  }

  /** Does what is due before the next step; whether there was anything. */
  async settle(): Promise<boolean> {
    const { step } = this.#simulation;
    let change = this.plan.endsAt(step);
    let any = false;
    for (let next = this.plan.take(step); next !== undefined; next = this.plan.take(step)) {
      any = true;
      change = (await this.#perform(next.action)) || change;
    }
    if (change) this.#hand.writeColumns(this.#simulation, this.#variant, this.plan);
    return any;
  }

  /** Does something now. Before the first step, parameters and models are what the run begins with. */
  async act(action: Action): Promise<void> {
    await this.settle();
    const { step } = this.#simulation;
    const change = await this.#perform(action);
    if (step === 0 && (action.kind === 'set' || action.kind === 'model')) {
      this.#base = { values: this.live.values, model: this.#variant.model };
      this.#checkpoints.restart(this.#startOf({ model: this.#base.model, parts: untouched }));
      return;
    }
    this.plan.add({ step, action });
    if (change) this.#hand.writeColumns(this.#simulation, this.#variant, this.plan);
  }

  /** A simulation that an edited model will run on, made while the present one runs. */
  prepare(model: Experiment['model']): Promise<Simulation> {
    return this.#make({ ...this.#variant, model });
  }

  /** The edit whose simulation was prepared. A touch that came in between has it made anew. */
  async adopt(model: Experiment['model'], prepared: Simulation): Promise<void> {
    await this.settle();
    const { step } = this.#simulation;
    const wanted = { ...this.#variant, model };
    const has = (column: string) => prepared.shape.populations.some((p) => p.columns.includes(column));
    const { current, silence } = wanted.parts;
    if (current === has(columns.current) && silence === has(columns.silent)) await this.#switch(wanted, prepared);
    else {
      prepared.dispose();
      await this.#switch(wanted);
    }
    if (step > 0) this.plan.add({ step, action: { kind: 'model', model } });
    else {
      this.#base = { values: this.live.values, model };
      this.#checkpoints.restart(this.#startOf({ model, parts: untouched }));
    }
  }

  /** Takes the last intervention back: the run stands where that was done. */
  async undo(): Promise<void> {
    if (this.plan.doneCount === 0) throw new UserError('Nothing was done to this run, so there is nothing to undo.');
    const count = this.plan.beforeLast();
    const { step } = this.plan.done[count]!;
    this.plan.forget(count);
    this.#checkpoints.forget(step, count);
    await this.travel(this.#checkpoints.before(step), step, 'rewind');
    this.truncate(step);
  }

  /** Forgets what was recorded from `step` on. */
  truncate(step: number): void {
    this.ledger.truncate(this.ledger.place(step));
    this.traces.truncate(step);
    this.reached = Math.min(this.reached, step);
  }

  /** Back to step 0 with the present parameters and model, and nothing done. */
  async reset(): Promise<void> {
    this.#base = { values: this.live.values, model: this.#variant.model };
    const plain = { model: this.#variant.model, parts: untouched };
    this.plan = new Plan([], this.#simulation.dt);
    this.#checkpoints.restart(this.#startOf(plain));
    this.ledger.clear();
    this.traces.clear();
    this.reached = 0;
    if (sameVariant(plain, this.#variant)) this.#simulation.reset();
    else await this.#replace(plain);
    this.applyTraces();
  }

  /** Saves the state, if it is time to. */
  async save(): Promise<void> {
    const began = performance.now();
    if (!this.#checkpoints.due(began)) return;
    const { step } = this.#simulation;
    const checkpoint = await this.#simulation.checkpoint();
    const saved = {
      step,
      done: this.plan.doneCount,
      variant: this.#variant,
      values: this.live.values,
      checkpoint,
    };
    const now = performance.now();
    this.#checkpoints.add(saved, now, now - began);
  }

  /** Goes on from the last saved state on a new device; false if other spikes came, and then the record ends at that state. */
  async recover(): Promise<boolean> {
    const from = this.#checkpoints.before(this.reached);
    // What stays to be done is the plan's; the values and the variant are the saved state's.
    const old = this.#simulation;
    old.dispose();
    // Only another backend may be left.
    const network = this.#networkOf(from.variant);
    const made = await makeAnywhere(network, this.experiment, old.backend, this.#tools);
    if (made.instead !== '') this.#instead = made.instead;
    await this.#replaceWith(made.simulation, from.variant);
    const same = await this.travel(from, this.reached, 'resume');
    if (!same) this.truncate(from.step);
    return same;
  }

  /** From the start to where the run is, for its traces alone: the same spikes come by construction. */
  async replay(): Promise<void> {
    this.traces.clear();
    const take = (block: RunBlock) => this.onReplayed(block);
    const same = await this.travel(this.#checkpoints.start, this.reached, 'replay', take);
    if (!same) throw new Error('internal: a replay brought other spikes than the run');
  }

  /** What a replay hands its blocks to. */
  onReplayed: (block: RunBlock) => void = () => {};

  /** Runs from a saved state up to `step`, doing again what was done; whether the spikes on the way are those recorded. */
  async travel(
    from: Saved,
    step: number,
    stage: ProgressStage,
    onBlock: (block: RunBlock) => void = () => {},
  ): Promise<boolean> {
    if (!sameVariant(from.variant, this.#variant)) await this.#replace(from.variant);
    if (from.checkpoint === undefined) this.#simulation.reset();
    else this.#simulation.restore(from.checkpoint);
    this.live.move(this.#simulation, this.live.values, from.values);
    this.plan.back(from.done);
    this.applyTraces();
    return replay(
      {
        simulation: () => this.#simulation,
        plan: this.plan,
        ledger: this.ledger,
        settle: () => this.settle(),
        onBlock,
        onProgress: (fraction) => this.#tools.onProgress(stage, fraction),
      },
      step,
    );
  }

  dispose(): void {
    this.#simulation.dispose();
  }

  /** Whether per-cell columns have to be written. */
  async #perform(action: Action): Promise<boolean> {
    switch (action.kind) {
      case 'set':
        this.live.set(this.#simulation, action.name, action.value);
        return false;
      case 'model':
        await this.#switch({ ...this.#variant, model: action.model });
        return false;
      case 'kick':
        this.#hand.check(this.#simulation, action.cells);
        await this.#hand.kick(this.#simulation, action, this.#variant.model);
        return false;
      case 'inject':
      case 'silence': {
        this.#hand.check(this.#simulation, action.cells);
        if (action.kind === 'inject') this.#hand.amount(action, this.#variant.model);
        const { current, silence } = this.#variant.parts;
        const parts = {
          current: current || action.kind === 'inject',
          silence: silence || action.kind === 'silence',
        };
        if (current !== parts.current || silence !== parts.silence) await this.#switch({ ...this.#variant, parts });
        return true;
      }
    }
  }

  #startOf(variant: Variant): Saved {
    return { step: 0, done: 0, variant, values: this.#base.values, checkpoint: undefined };
  }

  /** A simulation of a variant at step 0, with the values the network was built with. */
  #make(variant: Variant): Promise<Simulation> {
    return make(this.#networkOf(variant), this.experiment, this.#simulation.backend, this.#tools);
  }

  #networkOf(variant: Variant): Network {
    return this.#family.network(variant, this.#hold);
  }

  /** Another program from the present state on. */
  async #switch(variant: Variant, prepared?: Simulation): Promise<void> {
    if (prepared === undefined && sameVariant(variant, this.#variant)) return;
    const old = this.#simulation;
    const next = prepared ?? (await this.#make(variant));
    const [from, to] = await Promise.all([old.checkpoint(), next.checkpoint()]);
    next.restore(carryState({ shape: old.shape, checkpoint: from }, { shape: next.shape, checkpoint: to }));
    await this.#replaceWith(next, variant);
    old.dispose();
  }

  /** Another program from its start on. */
  async #replace(variant: Variant): Promise<void> {
    const old = this.#simulation;
    await this.#replaceWith(await this.#make(variant), variant);
    old.dispose();
  }

  async #replaceWith(next: Simulation, variant: Variant): Promise<void> {
    this.#simulation = next;
    this.#variant = variant;
    this.live.move(next, this.#built, this.live.values);
    this.applyTraces();
  }
}
