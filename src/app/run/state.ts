/** All that the page knows of its run, as signals. */

import { type Signal, signal, untracked } from '@preact/signals';
import type { Accuracy } from '../../index.ts';
import type {
  Description,
  Experiment,
  PopulationDescription,
  ProgressStage,
  ScheduledAction,
  Settings,
  Statistics,
} from '../../live/index.ts';
import { stepTime } from '../../numbers/decimal.ts';
import type { RecordedCourses, RecordedSpikes } from '../../recordings/index.ts';
import { Drafts } from '../own/drafts.ts';
import { TimeView } from '../plots/time-view.ts';
import type { Failure } from '../tasks/failure.ts';
import type { KeptRun } from '../worker/messages.ts';
import { type Expected, writeAddress } from './experiment-address.ts';
import { History, type HistoryEntry } from './history.ts';
import { Look } from './look.ts';
import type { RunRecord } from './record.ts';

export type RunPhase = 'opening' | 'running' | 'paused' | 'finished' | 'failed';

export interface RunProgress {
  readonly stage: ProgressStage;
  readonly fraction: number;
}

export class SessionState {
  readonly experiment: Signal<Experiment>;
  readonly phase = signal<RunPhase>('opening');
  readonly progress = signal<RunProgress | undefined>(undefined);
  readonly record = signal<RunRecord | undefined>(undefined);
  readonly statistics = signal<Statistics | undefined>(undefined);
  /** Of the rules that run; empty before a run has stood still. */
  readonly accuracy = signal<readonly Accuracy[]>([]);
  /** What ended or kept the run from starting. */
  readonly failure = signal<Failure | undefined>(undefined);
  /** What was refused while the run continues. */
  readonly refusal = signal<string | undefined>(undefined);
  /** What happened and is good to know. */
  readonly notice = signal<string | undefined>(undefined);
  /** Traced cells. */
  readonly picked = signal<readonly number[]>([]);
  /** Whether somebody chose them. */
  readonly ownPick = signal(false);
  /** Time before which spikes are left out of the figures, ms. */
  readonly after = signal<number | undefined>(undefined);
  /** Cells that the next touch is for, in ascending order. */
  readonly chosen = signal<readonly number[]>([]);
  /** What the link says that the spikes should be, as long as nothing else was done. */
  readonly expected = signal<Expected | undefined>(undefined);
  /** Whether the bar that touches cells is open, and whether a drag draws a lasso. */
  readonly touching = signal(false);
  readonly lassoing = signal(false);
  /** What was done to the network, and what a link still asks for. */
  readonly done = signal<readonly ScheduledAction[]>([]);
  readonly pending = signal<readonly ScheduledAction[]>([]);
  /** What the run began with; `experiment` has what holds now. */
  readonly base: Signal<Settings>;
  /** Experiment and interventions of the run before the network that was asked for last. */
  readonly before = signal<{ readonly experiment: Experiment; readonly plan: readonly ScheduledAction[] } | undefined>(
    undefined,
  );
  /** A long run that was left when its tab was closed or reloaded. */
  readonly left = signal<KeptRun | undefined>(undefined);
  /** Spikes recorded elsewhere that lie over those of the run. */
  readonly overlay = signal<RecordedSpikes | undefined>(undefined);
  /** Voltages recorded elsewhere that lie over those of the run. */
  readonly courses = signal<RecordedCourses | undefined>(undefined);
  readonly history = new History();
  /** What was typed and does not run, by place: what does not compile yet is not lost. */
  readonly drafts = new Drafts();
  /** Whether the network was made here and is in no file. */
  readonly unsaved = signal(false);
  /** Whether a run that has had its duration goes on for another, until it is paused. */
  readonly endless = signal(false);
  readonly view = new TimeView();
  readonly look = new Look();

  constructor(experiment: Experiment) {
    this.experiment = signal(experiment);
    this.base = signal({ values: experiment.values, models: experiment.models });
  }

  get description(): Description | undefined {
    return this.record.value?.description;
  }

  /** The population of a cell, else the first. */
  populationOf(cell: number): PopulationDescription | undefined {
    const populations = this.record.value?.description.populations ?? [];
    return populations.find((p) => cell >= p.first && cell < p.first + p.count) ?? populations[0];
  }

  /** The experiment as it began: with `plan`, what a link needs. */
  begun(): Experiment {
    return { ...this.experiment.value, ...this.base.value };
  }

  /** What stands, to come back to. */
  moment(): HistoryEntry {
    return untracked(() => ({ experiment: this.begun(), plan: this.plan() }));
  }

  /** What was done to it and is still to be done. */
  plan(): readonly ScheduledAction[] {
    return [...this.done.value, ...this.pending.value];
  }

  /** Address of what is seen: the experiment as it began, what was done to it, and how it is looked at. */
  address(expected?: Expected): string {
    const begun = this.begun();
    const backend = this.record.value?.description.backend;
    return writeAddress(
      // Another machine would choose another backend, and that makes other spikes.
      expected === undefined || backend === undefined ? begun : { ...begun, backend },
      this.plan(),
      {
        trace: this.ownPick.value ? this.picked.value : undefined,
        pick: this.chosen.value,
        window: this.view.chosen.value,
        rows: this.view.chosenCells.value,
        after: this.after.value,
        ...this.look.changed(),
      },
      expected,
      expected === undefined ? this.stand() : undefined,
    );
  }

  /** Time at which the run stands, or will when it gets there, ms; undefined where that is the end of its duration, or its beginning. */
  stand(): number | undefined {
    const dt = this.record.value?.dt;
    const phase = this.phase.value;
    if (dt === undefined || phase === 'opening' || phase === 'failed') return undefined;
    const ms = phase === 'running' ? this.view.until.value : this.view.now.value;
    const step = Math.round(ms / dt);
    return step === 0 || step === Math.round(this.experiment.value.duration / dt) ? undefined : stepTime(step, dt);
  }

  /** Chooses cells for the next touch. */
  choose(cells: readonly number[]): void {
    const count = this.record.peek()?.description.cells ?? 0;
    this.chosen.value = ascending(cells).filter((c) => c < count);
  }

  /** Adds one cell to those chosen, or takes it away. */
  chooseOne(cell: number): void {
    const cells = this.chosen.peek();
    this.choose(cells.includes(cell) ? cells.filter((c) => c !== cell) : [...cells, cell]);
  }
}

/** Each once, in ascending order. A million cells that are so already cost some milliseconds. */
function ascending(cells: readonly number[]): readonly number[] {
  for (let k = 1; k < cells.length; k++)
    if (cells[k]! <= cells[k - 1]!) return [...new Set(cells)].sort((a, b) => a - b);
  return cells;
}
