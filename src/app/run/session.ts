/** The page's side of the run: what is asked of the worker, what came back, and what state that leaves. */
import { batch } from '@preact/signals';
import { messageOf, UserError } from '../../errors.ts';
import {
  type Action,
  type Experiment,
  type ExportKind,
  type ModelText,
  type ScheduledAction,
  withModel,
} from '../../live/index.ts';
import { forgetUnsaved } from '../own/drafts.ts';
import { sameSubject } from '../own/registry.ts';
import type { DocumentKind } from '../own/save.ts';
import type { Failure } from '../tasks/failure.ts';
import type { Command } from '../worker/messages.ts';
import { AnsweredSession, type CouplingsAnswer, type SessionPort, type WeightsAnswer } from './answers.ts';
import { presetOf } from './experiment.ts';
import type { HistoryEntry } from './history.ts';
import { stageNames } from './stages.ts';
import type { AddressView } from './view-address.ts';

export type { SessionPort } from './answers.ts';

/** Cells traced at once. */
export const traceLimit = 5;

/** Wall time after which a build is given up for the sake of the next rather than waited for, ms. */
const patience = 1000;

/** Time before its end at which a run is as good as over, ms. */
const nearEnd = 100;

interface OpenOptions {
  readonly resume?: string;
  readonly until?: number | undefined;
  /** What was changed: quick changes of one thing are one step of the history. */
  readonly what?: string;
  /** Whether what stands is kept to come back to. */
  readonly history?: boolean;
}

export class Session extends AnsweredSession {
  readonly #start: (own: boolean) => SessionPort;
  /** Whether the worker knows documents. */
  #own: boolean;
  #port: SessionPort;
  #number = 0;
  #folder: string | undefined;
  /** Whether the worker has ended by itself. */
  #ended = false;
  /** When the last network was asked for, ms. */
  #askedAt = Number.POSITIVE_INFINITY;

  /** `start` starts a worker, one that knows documents where asked to; another takes the place of one whose build is given up. */
  constructor(start: (own: boolean) => SessionPort, experiment: Experiment) {
    super(experiment);
    this.#start = start;
    this.#own = experiment.document !== undefined;
    this.#port = this.#connect();
  }

  dispose(): void {
    this.#port.terminate();
  }

  /**
   * Builds the network of `experiment` and, if `go`, runs it, doing what `plan` says on the way. `resume` names a run that was left, to go
   * on from where it was; `until` is the step at which the run first stands, if not at its duration.
   */
  open(
    experiment: Experiment,
    go = true,
    plan: readonly ScheduledAction[] = [],
    view: AddressView = {},
    { resume, until, what, history = true }: OpenOptions = {},
  ): void {
    if (history && this.runNumber > 0) this.history.left(this.moment(), what);
    this.asked = view;
    this.first = until;
    this.look.show(view);
    if (view.trace !== undefined) {
      this.picked.value = view.trace;
      this.ownPick.value = true;
    }
    const sameCells = sameSubject(experiment, this.experiment.peek());
    const stood = this.phase.peek();
    if (stood !== 'opening' && stood !== 'failed') this.before.value = this.moment();
    const lacks = experiment.document !== undefined && !this.#own;
    if (lacks) this.#own = true;
    if (lacks || this.#ended || (stood === 'opening' && performance.now() - this.#askedAt > patience)) this.#restart();
    this.#askedAt = performance.now();
    this.runNumber++;
    this.order = 0;
    this.pausing = false;
    this.go = go;
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
      this.after.value = view.after ?? (sameCells ? this.after.peek() : undefined);
      if (!sameCells) {
        this.chosen.value = [];
        this.ownPick.value = view.trace !== undefined;
      }
    });
    this.release();
    const cells = sameCells || view.trace !== undefined ? this.picked.peek() : [];
    const after = this.after.peek();
    this.send({ type: 'open', run: this.runNumber, experiment, plan, cells, go, resume, until, after });
  }

  /** Has long runs of the page in this folder of its host kept in this browser, and asks for one that was left. */
  keep(folder: string): void {
    this.#folder = folder;
    this.send({ type: 'keep', folder });
  }

  /** Continues with the run that was left. */
  resume(): void {
    const left = this.left.peek();
    if (left === undefined) return;
    this.left.value = undefined;
    this.open(left.experiment, true, left.plan, { trace: left.cells }, { resume: left.id });
  }

  /** Forgets it. */
  forget(): void {
    const left = this.left.peek();
    if (left === undefined) return;
    this.left.value = undefined;
    this.send({ type: 'forget', id: left.id });
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
    if (record.steps >= this.until) this.until = record.steps + this.durationSteps(record);
    this.#runTo(this.until);
  }

  pause(): void {
    this.pausing = true;
    this.send({ type: 'pause', run: this.runNumber, order: ++this.order });
  }

  toggle(): void {
    if (this.phase.peek() === 'running') this.pause();
    else this.run();
  }

  /** Whether the run is over, or so nearly that what is changed now would not be seen in it. */
  ends(): boolean {
    const phase = this.phase.peek();
    const record = this.record.peek();
    if (phase === 'finished') return true;
    if (phase !== 'running' || record === undefined || this.endless.peek()) return false;
    const left = this.until - record.steps;
    return left < this.until / 10 && left * record.dt < nearEnd;
  }

  /** Whether the run goes on after its duration; one that is over does so at once. */
  setEndless(endless: boolean): void {
    this.endless.value = endless;
    if (endless && this.phase.peek() === 'finished') this.run();
  }

  /** One step of dt. */
  step(): void {
    const record = this.record.peek();
    const phase = this.phase.peek();
    if (record === undefined || (phase !== 'paused' && phase !== 'finished')) return;
    this.until = Math.max(this.until, record.steps + 1);
    this.#runTo(record.steps + 1);
  }

  reset(): void {
    const record = this.record.peek();
    if (record === undefined || this.phase.peek() === 'failed') {
      this.open(this.experiment.peek(), false);
      return;
    }
    if (this.phase.peek() === 'opening') return;
    const next = this.runNumber + 1;
    if (this.plan().length > 0) {
      this.expected.value = undefined;
      this.history.left(this.moment());
    }
    this.until = this.durationSteps(record);
    this.send({ type: 'reset', run: this.runNumber, next });
    this.runNumber = next;
    batch(() => {
      record.clear();
      this.view.restart();
      this.view.until.value = this.until * record.dt;
      this.statistics.value = undefined;
      this.refusal.value = undefined;
      this.phase.value = 'paused';
      this.base.value = { values: this.experiment.peek().values, models: this.experiment.peek().models };
      this.done.value = [];
      this.pending.value = [];
    });
    this.release();
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
    const parameters = changed.map((name) => preset.parameters.find((p) => p.name === name));
    const live = parameters.every((p) => p?.acts === 'live');
    const phase = this.phase.peek();
    if (!live || phase === 'opening' || phase === 'failed') {
      this.open(next, true, [], {}, { what: changed.join() });
      return;
    }
    batch(() => {
      this.experiment.value = next;
      this.refusal.value = undefined;
    });
    if (anew) this.reset();
    for (const { name, unit } of parameters.filter((p) => p !== undefined))
      void this.act({ kind: 'set', name, value: { value: values[name]!, unit } });
    if (anew) this.run();
  }

  /** Does something to the network before its next step; the promise gives what kept it from being done, if anything did. */
  act(action: Action): Promise<Failure | undefined> {
    const number = ++this.#number;
    this.expected.value = undefined;
    this.history.branched();
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.send({ type: 'act', run: this.runNumber, number, action });
    });
  }

  /**
   * Variables of synapses as they are now, of these names ('w': plastic weights); all of them without. Undefined where the run ended before
   * they could be read.
   */
  async synapses(variables?: readonly string[]): Promise<WeightsAnswer | undefined> {
    const answer = await this.#ask((number) => ({ type: 'weights', run: this.runNumber, number, variables }));
    return answer?.type === 'weights' ? answer : undefined;
  }

  /** The couplings of a cell as they are now. */
  async couplings(cell: number): Promise<CouplingsAnswer | undefined> {
    const answer = await this.#ask((number) => ({ type: 'couplings', run: this.runNumber, number, cell }));
    return answer?.type === 'couplings' ? answer : undefined;
  }

  /** What the worker answers to a command with this number; undefined where another run came before it could. */
  #ask(command: (number: number) => Command): Promise<WeightsAnswer | CouplingsAnswer | undefined> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.waiting.set(number, (_, answer) => resolve(answer));
      this.send(command(number));
    });
  }

  /**
   * Another model for a population ('': the first), undefined for the preset's own. The network is rebuilt in place; where nothing runs
   * yet, it is opened. The failure of an edit that a newer one or another run overtook is of kind 'stopped'.
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

  /** Takes back what was done last: to the run, or else the change that made another network or run of it. */
  undo(): void {
    this.expected.value = undefined;
    const now = this.moment();
    if (this.done.peek().length > 0) {
      this.history.tookBack(now);
      this.send({ type: 'undo', run: this.runNumber });
      return;
    }
    const before = this.history.back(now);
    if (before !== undefined) this.open(before.experiment, true, before.plan, {}, { history: false });
  }

  /** Does again what was undone last; the same spikes come, for the run begins anew with all that was done to it. */
  redo(): void {
    const now = this.moment();
    const again = (next: HistoryEntry) => JSON.stringify(next.experiment) === JSON.stringify(now.experiment);
    const next = this.history.forward(now, again);
    if (next !== undefined) this.open(next.experiment, true, next.plan, {}, { history: false });
  }

  /** Sets how long a run is, ms. A run that is under way ends there, or continues until there. */
  setDuration(duration: number): void {
    const record = this.record.peek();
    this.experiment.value = { ...this.experiment.peek(), duration };
    if (record === undefined || this.phase.peek() === 'opening') {
      this.open(this.experiment.peek());
      return;
    }
    this.until = Math.max(this.durationSteps(record), record.steps);
    this.view.until.value = this.until * record.dt;
    if (record.steps < this.until && this.phase.peek() !== 'failed') this.#runTo(this.until);
  }

  /** Records these cells; after the run, their past is fetched by running it again. */
  pick(cells: readonly number[]): void {
    const record = this.record.peek();
    const allowed = [...new Set(cells)].filter((c) => record === undefined || c < record.description.cells);
    this.picked.value = allowed.slice(-traceLimit);
    this.ownPick.value = true;
    if (record === undefined || this.phase.peek() === 'opening') return;
    const replay = this.phase.peek() !== 'running';
    this.send({ type: 'trace', run: this.runNumber, cells: this.picked.peek(), replay });
  }

  /** Ends what the progress tells of: the replay that fetches the past of picked cells, or the building of a network. */
  stop(): void {
    if (this.phase.peek() !== 'opening') {
      this.send({ type: 'stop', run: this.runNumber });
      return;
    }
    const { stage, fraction } = this.progress.peek() ?? { stage: 'build', fraction: 0 };
    const percent = Math.round(100 * fraction);
    this.#restart();
    batch(() => {
      this.record.value = undefined;
      this.statistics.value = undefined;
      this.view.restart();
      const message = `${stageNames[stage]} was stopped at ${percent} %. No network is held; its parameters are as you set them.`;
      this.fail({ kind: 'stopped', message });
    });
  }

  /** Runs what ran before the network that was asked for last, from its start. */
  back(): void {
    const before = this.before.peek();
    if (before !== undefined) this.open(before.experiment, true, before.plan, {}, { history: false });
  }

  /** Adds or removes one cell. */
  pickOne(cell: number): void {
    const cells = this.picked.peek();
    this.pick(cells.includes(cell) ? cells.filter((c) => c !== cell) : [...cells, cell]);
  }

  download(kind: ExportKind | DocumentKind): void {
    if (kind === 'experiment.yaml' || kind === 'experiment.json') {
      void this.#save(kind);
      return;
    }
    this.send({ type: 'export', run: this.runNumber, kind, window: this.view.span.peek() });
  }

  async #save(kind: DocumentKind): Promise<void> {
    try {
      const { saveExperiment } = await import('../own/save.ts');
      await saveExperiment(kind, this.begun(), this.base.peek(), this.plan());
      if (this.unsaved.peek()) {
        this.unsaved.value = false;
        forgetUnsaved();
      }
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      this.refusal.value = thrown.message;
    }
  }

  #runTo(until: number): void {
    this.pausing = false;
    this.phase.value = 'running';
    this.view.until.value = this.until * (this.record.peek()?.dt ?? 1);
    this.send({ type: 'run', run: this.runNumber, until, order: ++this.order });
  }

  protected send(command: Command): void {
    this.#port.postMessage(command);
  }

  #connect(): SessionPort {
    let port: SessionPort;
    try {
      port = this.#start(this.#own);
    } catch (thrown) {
      // After whatever is being opened has been noted.
      queueMicrotask(() => {
        this.#ended = true;
        const why = messageOf(thrown);
        this.fail({
          kind: 'user',
          message: `The network runs in a web worker, and this browser refuses to start one: ${why}. Allow workers for this address, or take another browser.`,
        });
      });
      return { postMessage() {}, terminate() {}, onmessage: null, onerror: null };
    }
    port.onmessage = (event) => this.take(event.data);
    port.onerror = (event) => {
      this.fail({ kind: 'internal', message: `The worker stopped: ${event.message || 'it could not be loaded'}.` });
      this.#ended = true;
    };
    return port;
  }

  /** A build may not look at its messages for seconds, so its worker ends, with all threads and memory, and another takes its place. */
  #restart(): void {
    this.#port.onmessage = null;
    this.#port.onerror = null;
    this.#port.terminate();
    this.#port = this.#connect();
    this.#ended = false;
    if (this.#folder !== undefined) this.keep(this.#folder);
  }
}
