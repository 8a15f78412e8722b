/** The page's side of the run: what is asked of the worker, what came back, and what state that leaves. */
import { batch, type Signal, signal } from '@preact/signals';
import { TimeView } from '../../plots/time-view.ts';
import type {
  Answer,
  Command,
  Description,
  Experiment,
  ExportKind,
  Failure,
  Statistics,
} from '../../worker/messages.ts';
import { presetOf } from './experiment.ts';
import { RunRecord } from './record.ts';

export type Phase = 'opening' | 'running' | 'paused' | 'finished' | 'failed';

export interface Progress {
  readonly stage: 'build' | 'compile' | 'replay';
  readonly fraction: number;
}

/** What the session needs of a worker. */
export interface Port {
  postMessage(message: Command): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Cells traced at once. */
export const traceLimit = 5;

export class Session {
  readonly experiment: Signal<Experiment>;
  readonly phase = signal<Phase>('opening');
  readonly progress = signal<Progress | undefined>(undefined);
  readonly record = signal<RunRecord | undefined>(undefined);
  readonly statistics = signal<Statistics | undefined>(undefined);
  /** What ended or kept the run from starting. */
  readonly failure = signal<Failure | undefined>(undefined);
  /** What was refused while the run goes on. */
  readonly refusal = signal<string | undefined>(undefined);
  readonly picked = signal<readonly number[]>([]);
  readonly view = new TimeView();
  readonly #port: Port;
  #run = 0;
  /** Step the run is to reach. */
  #until = 0;
  /** Numbers 'run' and 'pause', so that a halt that a later command has overtaken is told apart. */
  #order = 0;
  #go = true;

  constructor(port: Port, experiment: Experiment) {
    this.#port = port;
    this.experiment = signal(experiment);
    port.onmessage = (event) => this.#take(event.data);
    port.onerror = (event) => {
      this.#fail({ kind: 'internal', message: `The worker stopped: ${event.message || 'it could not be loaded'}.` });
    };
  }

  get description(): Description | undefined {
    return this.record.value?.description;
  }

  /** Builds the network of `experiment` and, if `go`, runs it. */
  open(experiment: Experiment, go = true): void {
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
    });
    const cells = sameCells ? this.picked.peek() : [];
    this.#send({ type: 'open', run: this.#run, experiment, cells, go });
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
    });
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
    for (const name of changed) this.#send({ type: 'set', run: this.#run, name, value: values[name]! });
    if (anew) this.run();
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
    this.#send({ type: 'export', run: this.#run, kind });
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
        this.progress.value = answer.fraction >= 1 && answer.stage === 'replay' ? undefined : answer;
        return;
      case 'ready': {
        this.#ready(answer.description);
        return;
      }
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
        else this.refusal.value = answer.failure.message;
        return;
      case 'file':
        save(answer);
    }
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
      this.phase.value = this.#go ? 'running' : 'paused';
    });
  }
}

function save(file: Extract<Answer, { type: 'file' }>): void {
  const url = URL.createObjectURL(new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
