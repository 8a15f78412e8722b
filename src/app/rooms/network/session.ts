/** The page's side of the run: what is asked of the worker, what came back, and what state that leaves. */
import { batch } from '@preact/signals';
import type {
  Action,
  Answer,
  Command,
  Description,
  Experiment,
  ExportKind,
  Failure,
  Intervention,
  ModelText,
  PlanReport,
} from '../../worker/messages.ts';
import { withModel } from '../../worker/model-text.ts';
import { deliver } from './deliver.ts';
import { presetOf } from './experiment.ts';
import { RunRecord } from './record.ts';
import { SessionState } from './state.ts';
import type { View } from './view-address.ts';

export type { Phase, Progress } from './state.ts';

/** What the session needs of a worker. */
export interface Port {
  postMessage(message: Command): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Cells traced at once. */
export const traceLimit = 5;

export class Session extends SessionState {
  readonly #port: Port;
  #run = 0;
  /** Step the run is to reach. */
  #until = 0;
  /** Numbers 'run' and 'pause', so that a halt that a later command has overtaken is told apart. */
  #order = 0;
  #go = true;
  /** How a network that is being opened is to be looked at. */
  #look: View = {};
  #number = 0;
  /** Those who wait for an action of theirs. */
  readonly #waiting = new Map<number, (failure: Failure | undefined) => void>();

  constructor(port: Port, experiment: Experiment) {
    super(experiment);
    this.#port = port;
    port.onmessage = (event) => this.#take(event.data);
    port.onerror = (event) => {
      this.#fail({ kind: 'internal', message: `The worker stopped: ${event.message || 'it could not be loaded'}.` });
    };
  }

  /** Builds the network of `experiment` and, if `go`, runs it, doing what `plan` says on the way. */
  open(experiment: Experiment, go = true, plan: readonly Intervention[] = [], view: View = {}): void {
    this.#look = view;
    this.look.show(view);
    if (view.traced !== undefined) {
      this.picked.value = view.traced;
      this.ownPick.value = true;
    }
    const sameCells = experiment.preset === this.experiment.peek().preset;
    this.#run++;
    this.#order = 0;
    this.#go = go;
    batch(() => {
      this.experiment.value = experiment;
      this.phase.value = 'opening';
      this.progress.value = { stage: 'build', fraction: 0 };
      this.failure.value = undefined;
      this.refusal.value = undefined;
      this.notice.value = undefined;
      this.expected.value = undefined;
      this.base.value = { values: experiment.values, models: experiment.models };
      this.done.value = [];
      this.pending.value = plan;
      if (!sameCells) {
        this.chosen.value = [];
        this.ownPick.value = false;
      }
    });
    this.#release();
    const cells = sameCells ? this.picked.peek() : [];
    this.#send({ type: 'open', run: this.#run, experiment, plan, cells, go });
  }

  run(): void {
    const phase = this.phase.peek();
    if (phase === 'failed') {
      this.open(this.experiment.peek());
      return;
    }
    if (phase !== 'paused' && phase !== 'finished') return;
    const record = this.record.peek();
    if (record === undefined) return;
    if (record.steps >= this.#until) this.#until = record.steps + this.#durationSteps(record);
    this.#runTo(this.#until);
  }

  pause(): void {
    this.#send({ type: 'pause', run: this.#run, order: ++this.#order });
  }

  toggle(): void {
    if (this.phase.peek() === 'running') this.pause();
    else this.run();
  }

  /** One step of dt. */
  step(): void {
    const record = this.record.peek();
    const phase = this.phase.peek();
    if (record === undefined || (phase !== 'paused' && phase !== 'finished')) return;
    this.#until = Math.max(this.#until, record.steps + 1);
    this.#runTo(record.steps + 1);
  }

  reset(): void {
    const record = this.record.peek();
    if (record === undefined || this.phase.peek() === 'failed') {
      this.open(this.experiment.peek(), false);
      return;
    }
    if (this.phase.peek() === 'opening') return;
    const next = this.#run + 1;
    if (this.done.peek().length + this.pending.peek().length > 0) this.expected.value = undefined;
    this.#until = this.#durationSteps(record);
    this.#send({ type: 'reset', run: this.#run, next });
    this.#run = next;
    batch(() => {
      record.clear();
      this.view.restart();
      this.view.until.value = this.#until * record.dt;
      this.statistics.value = undefined;
      this.refusal.value = undefined;
      this.phase.value = 'paused';
      this.base.value = { values: this.experiment.peek().values, models: this.experiment.peek().models };
      this.done.value = [];
      this.pending.value = [];
    });
    this.#release();
  }

  /**
   * Changes one parameter. On a running or paused network a live one acts at once; a finished run, or a parameter that needs a new
   * network, starts anew.
   */
  change(values: Readonly<Record<string, number>>, anew: boolean): void {
    const experiment = this.experiment.peek();
    const changed = Object.keys(values).filter((name) => values[name] !== experiment.values[name]);
    if (changed.length === 0) return;
    const next = { ...experiment, values: { ...experiment.values, ...values } };
    const preset = presetOf(experiment);
    const live = changed.every((name) => preset.parameters.find((p) => p.name === name)?.acts === 'live');
    const phase = this.phase.peek();
    if (!live || phase === 'opening' || phase === 'failed') {
      this.open(next);
      return;
    }
    batch(() => {
      this.experiment.value = next;
      this.refusal.value = undefined;
    });
    if (anew) this.reset();
    for (const name of changed) void this.act({ kind: 'set', name, value: values[name]! });
    if (anew) this.run();
  }

  /** Does something to the network before its next step; the promise brings what kept it from being done, if anything did. */
  act(action: Action): Promise<Failure | undefined> {
    const number = ++this.#number;
    this.expected.value = undefined;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#send({ type: 'act', run: this.#run, number, action });
    });
  }

  /**
   * Another model for a population ('': the first), undefined for the preset's own. The network is rebuilt in place; where nothing runs
   * yet, it is opened.
   */
  async edit(population: string, model: ModelText | undefined): Promise<Failure | undefined> {
    const edited = () => {
      const experiment = this.experiment.peek();
      return { ...experiment, models: withModel(experiment.models, population, model) };
    };
    const phase = this.phase.peek();
    if (this.record.peek() === undefined || phase === 'opening' || phase === 'failed') {
      this.open(edited());
      return undefined;
    }
    const failure = await this.act({ kind: 'model', population, model });
    if (failure === undefined) this.experiment.value = edited();
    return failure;
  }

  undo(): void {
    this.expected.value = undefined;
    if (this.done.peek().length > 0) this.#send({ type: 'undo', run: this.#run });
  }

  /** Sets how long a run is, ms. A run that is under way ends there, or goes on until there. */
  setDuration(duration: number): void {
    const record = this.record.peek();
    this.experiment.value = { ...this.experiment.peek(), duration };
    if (record === undefined || this.phase.peek() === 'opening') {
      this.open(this.experiment.peek());
      return;
    }
    this.#until = Math.max(this.#durationSteps(record), record.steps);
    this.view.until.value = this.#until * record.dt;
    if (record.steps < this.#until && this.phase.peek() !== 'failed') this.#runTo(this.#until);
  }

  /** Records these cells; after the run, their past is fetched by running it again. */
  pick(cells: readonly number[]): void {
    const record = this.record.peek();
    const allowed = [...new Set(cells)].filter((c) => record === undefined || c < record.description.cells);
    this.picked.value = allowed.slice(-traceLimit);
    this.ownPick.value = true;
    if (record === undefined || this.phase.peek() === 'opening') return;
    const replay = this.phase.peek() !== 'running';
    this.#send({ type: 'trace', run: this.#run, cells: this.picked.peek(), replay });
  }

  /** Adds or removes one cell. */
  pickOne(cell: number): void {
    const cells = this.picked.peek();
    this.pick(cells.includes(cell) ? cells.filter((c) => c !== cell) : [...cells, cell]);
  }

  download(kind: ExportKind): void {
    this.#send({ type: 'export', run: this.#run, kind, window: this.view.span.peek() });
  }

  #durationSteps(record: RunRecord): number {
    return Math.max(1, Math.round(this.experiment.peek().duration / record.dt));
  }

  #runTo(until: number): void {
    this.phase.value = 'running';
    this.view.until.value = this.#until * (this.record.peek()?.dt ?? 1);
    this.#send({ type: 'run', run: this.#run, until, order: ++this.#order });
  }

  #send(command: Command): void {
    this.#port.postMessage(command);
  }

  #fail(failure: Failure): void {
    batch(() => {
      this.failure.value = failure;
      this.phase.value = 'failed';
      this.progress.value = undefined;
    });
  }

  #take(answer: Answer): void {
    if (answer.run !== this.#run) return;
    switch (answer.type) {
      case 'progress':
        this.progress.value =
          answer.fraction >= 1 && answer.stage !== 'build' && answer.stage !== 'compile' ? undefined : answer;
        return;
      case 'ready': {
        this.#ready(answer.description);
        return;
      }
      case 'rebuilt':
        this.record.peek()?.redescribe(answer.description);
        return;
      case 'resumed': {
        this.record.peek()?.redescribe(answer.description);
        this.progress.value = undefined;
        const t = (answer.step * answer.description.dt).toFixed(1);
        this.notice.value = `The graphics device was lost at ${t} ms; the run went on from a checkpoint with the same spikes.`;
        return;
      }
      case 'plan':
        this.#plan(answer.report);
        return;
      case 'done':
        this.#settle(answer.number, undefined);
        return;
      case 'rewound':
        this.#rewound(answer.step);
        return;
      case 'block':
        this.#send({ type: 'taken', run: this.#run });
        this.record.peek()?.add(answer);
        this.view.now.value = (answer.firstStep + answer.steps) * (this.record.peek()?.dt ?? 0);
        return;
      case 'traces':
        this.record.peek()?.replaceTraces(answer.traces);
        return;
      case 'statistics':
        this.statistics.value = answer.statistics;
        return;
      case 'halted':
        if (answer.order !== this.#order) return;
        if (this.phase.peek() === 'running') this.phase.value = answer.step >= this.#until ? 'finished' : 'paused';
        return;
      case 'failed':
        if (answer.during === 'open' || answer.during === 'run') this.#fail(answer.failure);
        else if (answer.number === undefined || !this.#settle(answer.number, answer.failure))
          this.refusal.value = answer.failure.message;
        return;
      case 'file':
        void deliver(answer).catch((thrown: unknown) => {
          this.refusal.value = thrown instanceof Error ? thrown.message : String(thrown);
        });
    }
  }

  /** Tells the one who waits for an action; false if it should be told in the status line. */
  #settle(number: number, failure: Failure | undefined): boolean {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    waiting?.(failure);
    return failure?.place !== undefined;
  }

  /** Nobody will answer those who wait: another network has come. */
  #release(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of waiting) resolve(undefined);
  }

  #plan({ done, pending, base, now }: PlanReport): void {
    batch(() => {
      this.done.value = done;
      this.pending.value = pending;
      this.base.value = base;
      if (now !== undefined) this.experiment.value = { ...this.experiment.peek(), ...now };
    });
  }

  #rewound(step: number): void {
    const record = this.record.peek();
    if (record === undefined) return;
    const phase = this.phase.peek();
    batch(() => {
      record.rewind(step);
      this.view.now.value = record.steps * record.dt;
      this.progress.value = undefined;
      this.failure.value = undefined;
      if (phase === 'finished' || phase === 'failed')
        this.phase.value = record.steps >= this.#until ? 'finished' : 'paused';
    });
    // What ran to its end without a stop does so again.
    if (phase === 'finished' && record.steps < this.#until) this.run();
  }

  #ready(description: Description): void {
    const record = new RunRecord(description);
    this.#until = this.#durationSteps(record);
    batch(() => {
      this.record.value = record;
      this.picked.value = description.traced;
      this.progress.value = undefined;
      this.statistics.value = undefined;
      this.view.restart();
      this.view.chosenCells.value = undefined;
      this.view.least.value = description.dt;
      this.view.until.value = this.#until * description.dt;
      this.view.cellCount.value = Math.max(1, ...description.groups.map((g) => g.first + g.count));
      const { window, rows, picked } = this.#look;
      if (window !== undefined) this.view.chosen.value = window;
      if (rows !== undefined) this.view.showCells(rows.from, rows.to);
      if (picked !== undefined) {
        this.choose(picked);
        this.touching.value = true;
      }
      this.#look = {};
      this.phase.value = this.#go ? 'running' : 'paused';
    });
  }
}
