/** One experiment at work: its program, what is recorded of it, and what was done to it. */
import { InternalError } from '../errors.ts';
import { type CellCoupling, type RunBlock, type Simulation, UserError } from '../index.ts';
import type { Preset } from '../presets/preset.ts';
import { watchedPace } from '../run/pace.ts';
import { perform, Schedule, settle, untouched, writeInForce } from '../simulate/interventions/index.ts';
import { Checkpoints, type RecordPart, type Saved } from './checkpoints.ts';
import { Learning } from './learning.ts';
import type { LiveParameters } from './live-parameters.ts';
import { LiveSimulation } from './live-simulation.ts';
import type { SimulationTools } from './make.ts';
import { sameModels, withModel } from './model-text.ts';
import { replay } from './replay.ts';
import { SpikeRecord } from './spike-record.ts';
import { TraceLog } from './trace-log.ts';
import type {
  Action,
  Description,
  Experiment,
  Models,
  ModelText,
  PlanReport,
  ProgressStage,
  ScheduledAction,
  Settings,
  WeightSample,
  Weights,
} from './types.ts';

/** A simulation at step 0 of the models that it was made for. */
interface Prepared {
  readonly models: Models;
  readonly simulation: Simulation;
}

export class LiveRun {
  readonly preset: Preset;
  readonly record = new SpikeRecord();
  readonly traces = new TraceLog();
  readonly pace = watchedPace();
  readonly learning: Learning;
  plan: Schedule<Action>;
  /** Step before which spikes are left out of the figures. */
  after = 0;
  /** Steps that are recorded. */
  reached = 0;
  /** Goes up whenever something that was recorded is forgotten. */
  epoch = 0;
  readonly #current: LiveSimulation;
  readonly #tools: SimulationTools;
  readonly #checkpoints: Checkpoints;
  #base: Settings;
  #stopped = false;

  private constructor(
    preset: Preset,
    current: LiveSimulation,
    plan: readonly ScheduledAction[],
    tools: SimulationTools,
  ) {
    this.preset = preset;
    this.#current = current;
    this.#tools = tools;
    this.#base = { values: current.parameters.values, models: current.models };
    const { dt } = current.simulation;
    this.plan = new Schedule(plan, dt);
    this.learning = new Learning(Math.round(current.experiment.duration / dt));
    this.#checkpoints = new Checkpoints(this.#start());
  }

  static async open(
    preset: Preset,
    experiment: Experiment,
    plan: readonly ScheduledAction[],
    cells: readonly number[],
    tools: SimulationTools,
  ): Promise<LiveRun> {
    return new LiveRun(preset, await LiveSimulation.open(preset, experiment, cells, tools), plan, tools);
  }

  get experiment(): Experiment {
    return this.#current.experiment;
  }
  get parameters(): LiveParameters {
    return this.#current.parameters;
  }
  get simulation(): Simulation {
    return this.#current.simulation;
  }
  /** With the parameters and models that the run began with. */
  get begun(): Experiment {
    return { ...this.experiment, ...this.#base };
  }
  /** Step from which the figures are taken: of the last change of a parameter or model, if not of a transient that is left out. */
  get changed(): number {
    const change = this.plan.done.findLast(({ action }) => action.kind === 'set' || action.kind === 'model');
    return Math.max(this.after, change?.step ?? 0);
  }
  /** Traced cells, network-wide numbers. */
  get cells(): readonly number[] {
    return this.#current.cells;
  }
  set cells(cells: readonly number[]) {
    this.#current.cells = cells;
  }
  /** Name of the variable that is traced of a cell's population. */
  variable(cell = this.cells[0] ?? 0): string {
    const places = this.#current.places();
    const place = places.find((p) => cell >= p.first && cell < p.first + p.size) ?? places[0];
    return (place && this.#current.traced(place.name)) ?? 'V';
  }

  describe(): Description {
    return this.#current.describe();
  }

  report(tellNow: boolean): PlanReport {
    const now = { values: this.parameters.values, models: this.#current.models };
    return { done: this.plan.done, pending: this.plan.pending, base: this.#base, ...(tellNow ? { now } : {}) };
  }

  /** Plastic weights as they are now. */
  weights(): Promise<Weights[]> {
    return this.#current.weights();
  }

  /** Variables of synapses as they are now, of these names ('w': plastic weights); all of them without. */
  async synapses(names: readonly string[] | undefined): Promise<Weights[]> {
    const weights = names === undefined || names.includes('w') ? await this.weights() : [];
    return [...weights, ...(await this.#current.variables(({ name }) => names?.includes(name) ?? true))];
  }

  /** The couplings of a cell, network-wide numbers. */
  couplings(cell: number): Promise<CellCoupling[]> {
    return this.#current.couplings(cell);
  }

  /** Whether synapses have anything that is sampled. */
  get samples(): boolean {
    return this.#current.variants.samples(this.simulation);
  }

  /** Samples plastic weights and what else small projections keep, if there is any and it is time to. */
  async learn(): Promise<WeightSample | undefined> {
    const { step } = this.simulation;
    if (!this.samples || !this.learning.due(step)) return undefined;
    const variables = await this.#current.variables(({ sampled }) => sampled);
    return this.learning.take(step, [...(await this.weights()), ...variables]);
  }

  applyTraces(): void {
    this.#current.applyTraces();
  }

  /** Does what is due before the next step; whether there was anything. */
  async settle(): Promise<boolean> {
    const traced = this.#tracedVariables();
    const any = await settle(this.#current, this.plan);
    this.#dropOthers(traced);
    return any;
  }

  /** Does something now. Before the first step, parameters and models are what the run begins with. */
  async act(action: Action): Promise<void> {
    await this.settle();
    const { step } = this.simulation;
    const traced = this.#tracedVariables();
    const change = await perform(this.#current, action);
    this.#dropOthers(traced);
    if (step === 0 && (action.kind === 'set' || action.kind === 'model')) return this.#begin();
    this.plan.add({ step, action });
    if (change) writeInForce(this.#current, this.plan);
  }

  /** A simulation that an edited model will run on, made while the present one runs. */
  async prepare(population: string, model: ModelText | undefined): Promise<Prepared> {
    const { variant } = this.#current;
    const models = withModel(variant.models, population, model);
    return { models, simulation: await this.#current.make({ ...variant, models }) };
  }

  /** The edit whose simulation was prepared. */
  async adopt(population: string, model: ModelText | undefined, prepared: Prepared): Promise<void> {
    await this.settle();
    const { variant } = this.#current;
    const models = withModel(variant.models, population, model);
    // Another edit, or an undo, may have come meanwhile.
    const ready = sameModels(prepared.models, models) ? prepared.simulation : undefined;
    if (ready === undefined) prepared.simulation.dispose();
    const traced = this.#tracedVariables();
    await this.#current.switch({ ...variant, models }, ready);
    this.#dropOthers(traced);
    const { step } = this.simulation;
    if (step > 0) this.plan.add({ step, action: { kind: 'model', population, model } });
    else this.#begin();
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
    this.record.truncate(this.record.place(step));
    this.traces.truncate(step);
    this.learning.truncate(step);
    this.reached = Math.min(this.reached, step);
    this.epoch++;
  }

  /** Back to step 0 with the present parameters and models, and nothing done. */
  async reset(): Promise<void> {
    this.plan = new Schedule([], this.simulation.dt);
    this.#begin();
    this.record.clear();
    this.traces.clear();
    this.learning.clear();
    this.reached = 0;
    this.epoch++;
    await this.#current.replace({ models: this.#current.models, parts: untouched });
    this.simulation.reset();
    this.applyTraces();
  }

  /** Saves the state, if it is time to or `wanted`; what it saved. */
  async save(wanted = false): Promise<Saved | undefined> {
    const began = performance.now();
    if (!wanted && !this.#checkpoints.due(began)) return undefined;
    const saved = await this.#saved();
    const now = performance.now();
    this.#checkpoints.add(saved, now, now - began);
    return saved;
  }

  /** Takes up a run of the same experiment and plan that another worker left: its state, and what was recorded before it. */
  async takeUp(saved: Saved, parts: readonly RecordPart[]): Promise<void> {
    for (const { spikes, traces } of parts) {
      this.record.append(spikes.steps, spikes.cells);
      this.traces.append(traces);
    }
    this.traces.dropShort(saved.step);
    this.reached = saved.step;
    await this.travel(saved, saved.step, 'resume');
    this.#checkpoints.add(saved, performance.now(), 0);
  }

  /** Continues from the last saved state on a new device; false if other spikes came, and then the record ends at that state. */
  async recover(): Promise<boolean> {
    const from = this.#checkpoints.before(this.reached);
    // What stays to be done is the plan's; the values and the variant are the saved state's.
    await this.#current.revive(from.variant);
    const same = await this.travel(from, this.reached, 'resume');
    if (!same) this.truncate(from.step);
    return same === true;
  }

  /** From the start to where the run is, for its traces alone: the same spikes come by construction. Stopped, it leaves those it has. */
  async replay(): Promise<void> {
    this.traces.clear();
    this.#stopped = false;
    const take = (block: RunBlock) => this.onReplayed(block);
    const same = await this.travel(this.#checkpoints.start, this.reached, 'replay', take);
    if (same === undefined) await this.travel(this.#checkpoints.before(this.reached), this.reached, 'resume');
    if (same === false) throw new InternalError('A replay brought other spikes than the run');
  }

  /** Ends a replay that is under way. */
  stop(): void {
    this.#stopped = true;
  }

  /** What a replay hands its blocks to. */
  onReplayed: (block: RunBlock) => void = () => {};

  /**
   * Runs from a saved state up to `step`, doing again what was done; whether the spikes on the way are those recorded; undefined: stopped.
   */
  async travel(
    from: Saved,
    step: number,
    stage: ProgressStage,
    onBlock: (block: RunBlock) => void = () => {},
  ): Promise<boolean | undefined> {
    await this.#current.replace(from.variant);
    if (from.checkpoint === undefined) this.simulation.reset();
    else this.simulation.restore(from.checkpoint);
    this.parameters.move(this.simulation, this.parameters.values, from.values);
    this.plan.back(from.done);
    this.applyTraces();
    return replay(
      {
        simulation: () => this.simulation,
        plan: this.plan,
        record: this.record,
        settle: () => this.settle(),
        onBlock,
        onProgress: (fraction) => this.#tools.onProgress(stage, fraction),
        // Only what is for the eye alone may be left undone.
        stopped: () => stage === 'replay' && this.#stopped,
      },
      step,
    );
  }

  #tracedVariables(): string {
    return this.#current
      .places()
      .map((place) => this.#current.traced(place.name))
      .join();
  }

  /** Traces of another variable than the one that is traced now are gone: one line is of one variable. */
  #dropOthers(before: string): void {
    if (this.#tracedVariables() !== before) this.traces.clear();
  }

  dispose(): void {
    this.#current.dispose();
  }

  /** The present parameters and models are those that the run begins with. */
  #begin(): void {
    this.#base = { values: this.parameters.values, models: this.#current.models };
    this.#checkpoints.restart(this.#start());
  }

  #start(): Saved {
    const { models, values } = this.#base;
    return { step: 0, done: 0, variant: { models, parts: untouched }, values, checkpoint: undefined };
  }

  async #saved(): Promise<Saved> {
    const { simulation, variant } = this.#current;
    const { step } = simulation;
    const checkpoint = await simulation.checkpoint();
    return { step, done: this.plan.doneCount, variant, values: this.parameters.values, checkpoint };
  }
}
