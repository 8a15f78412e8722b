/** What the worker's answers make of the page's state. */

import { batch } from '@preact/signals';
import { messageOf } from '../../errors.ts';
import type { Description, PlanReport } from '../../live/index.ts';
import { admit, isAdmitted } from '../own/registry.ts';
import type { Failure } from '../tasks/failure.ts';
import type { Answer, Command, KeptRun } from '../worker/messages.ts';
import { presetOf } from './experiment.ts';
import { RunRecord } from './record.ts';
import { SessionState } from './state.ts';
import type { AddressView } from './view-address.ts';

/** What a session needs of a worker. */
export interface SessionPort {
  postMessage(message: Command): void;
  /** Ends it at once, with all that it holds. */
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type WeightsAnswer = Extract<Answer, { type: 'weights' }>;
export type CouplingsAnswer = Extract<Answer, { type: 'couplings' }>;

export abstract class AnsweredSession extends SessionState {
  /** Numbers the network that was asked for last; answers to others are not for us. */
  protected runNumber = 0;
  /** Step the run is to reach. */
  protected until = 0;
  /** Numbers 'run' and 'pause', so that a halt that a later command has overtaken is told apart. */
  protected order = 0;
  /** Whether it was asked to stand still. */
  protected pausing = false;
  protected go = true;
  /** Step at which the network that was asked for last first stands; undefined: at its duration. */
  protected first: number | undefined;
  /** How a network that is being opened is to be looked at. */
  protected asked: AddressView = {};
  /** Those who wait for a command of theirs. */
  protected readonly waiting = new Map<
    number,
    (failure: Failure | undefined, answer?: WeightsAnswer | CouplingsAnswer) => void
  >();

  abstract run(): void;
  protected abstract send(command: Command): void;

  protected durationSteps(record: RunRecord): number {
    return Math.max(1, Math.round(this.experiment.peek().duration / record.dt));
  }

  protected fail(failure: Failure): void {
    batch(() => {
      this.failure.value = failure;
      this.phase.value = 'failed';
      this.progress.value = undefined;
    });
  }

  protected take(answer: Answer): void {
    if (answer.type === 'left') {
      void this.#offer(answer.kept);
      return;
    }
    if (answer.type === 'unreadable') {
      this.notice.value = 'A long run that this browser had kept cannot be read, and is forgotten.';
      return;
    }
    if (answer.run !== this.runNumber) return;
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
        const lost = answer.lost === 'device' ? 'The graphics device was lost' : 'A thread of the run ended';
        this.notice.value = `${lost} at ${t} ms; the run continued from a checkpoint with the same spikes.`;
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
        this.send({ type: 'taken', run: this.runNumber });
        this.record.peek()?.add(answer);
        this.view.now.value = (answer.firstStep + answer.steps) * (this.record.peek()?.dt ?? 0);
        return;
      case 'traces':
        this.record.peek()?.replaceTraces(answer.traces);
        return;
      case 'statistics':
        this.statistics.value = answer.statistics;
        return;
      case 'weights':
      case 'couplings':
        this.#settle(answer.number, undefined, answer);
        return;
      case 'learned':
        this.record.peek()?.learn(answer.samples);
        return;
      case 'accuracy':
        this.accuracy.value = answer.rules;
        return;
      case 'halted':
        if (answer.order !== this.order) return;
        if (this.phase.peek() === 'running') this.#halted(answer.step >= this.until);
        return;
      case 'failed':
        if (answer.during === 'open' || answer.during === 'run') this.fail(answer.failure);
        else if (answer.number === undefined || !this.#settle(answer.number, answer.failure))
          this.refusal.value = answer.failure.message;
        return;
      case 'file':
        void import('./deliver.ts')
          .then(({ deliver }) => deliver(answer))
          .catch((thrown: unknown) => {
            this.refusal.value = messageOf(thrown);
          });
    }
  }

  /** A run of a document is offered once that is read; one that cannot be read is nothing to continue with. */
  async #offer(kept: KeptRun): Promise<void> {
    const { document } = kept.experiment;
    if (document !== undefined) await admit(document).catch(() => {});
    if (document === undefined || isAdmitted(document)) this.left.value = kept;
  }

  /** `over`: it has run for as long as it was to. */
  #halted(over: boolean): void {
    const endless = this.endless.peek();
    this.phase.value = over && !endless ? 'finished' : 'paused';
    if (over && endless && !this.pausing) this.run();
  }

  /** Tells the one who waits for an action; false if it should be told in the status line. */
  #settle(number: number, failure: Failure | undefined, answer?: WeightsAnswer | CouplingsAnswer): boolean {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    waiting?.(failure, answer);
    return failure?.place !== undefined || failure?.kind === 'stopped';
  }

  /** Nobody will answer those who wait: another run has come, to which nothing was done. */
  protected release(): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const resolve of waiting) resolve({ kind: 'stopped', message: 'Another run began before this was done.' });
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
        this.phase.value = record.steps >= this.until ? 'finished' : 'paused';
    });
    // What ran to its end without a stop does so again.
    if (phase === 'finished' && record.steps < this.until) this.run();
  }

  #ready(description: Description): void {
    const { published } = presetOf(this.experiment.peek());
    const record = new RunRecord(description, published);
    this.until = Math.max(this.durationSteps(record), this.first ?? 0);
    batch(() => {
      this.record.value = record;
      this.picked.value = description.traced;
      this.progress.value = undefined;
      this.statistics.value = undefined;
      this.accuracy.value = [];
      this.view.restart();
      this.view.chosenCells.value = undefined;
      this.view.down.value = record.named;
      this.view.least.value = description.dt;
      this.view.until.value = this.until * description.dt;
      this.view.cellCount.value = Math.max(1, ...description.groups.map((g) => g.first + g.count));
      const { window, rows, pick } = this.asked;
      if (window !== undefined) this.view.chosen.value = window;
      if (rows !== undefined) this.view.showCells(rows.from, rows.to);
      if (pick !== undefined) {
        this.choose(pick);
        this.touching.value = true;
      }
      this.asked = {};
      this.phase.value = this.go ? 'running' : 'paused';
    });
  }
}
