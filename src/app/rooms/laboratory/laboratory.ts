/** The room's state: the experiment, and one job for each kind of question. */
import { batch, signal } from '@preact/signals';
import { settingsOf } from '../../../studies/measure.ts';
import { TimeView } from '../../plots/time-view.ts';
import { TaskClient } from '../../tasks/client.ts';
import { Job } from '../../tasks/job.ts';
import { cellNamed, type NamedCell, nameOf } from './cell.ts';
import type { LaboratoryExperiment } from './experiment.ts';
import { settled, standardOf } from './laboratory-address.ts';
import { withoutCurrents } from './protocols.ts';
import type { LaboratoryTasks, OnBench } from './worker/laboratory-tasks.ts';

export class Laboratory {
  readonly experiment;
  /** The time axis of the present view. */
  readonly view = new TimeView();
  readonly cells = signal<LaboratoryTasks['cells']['output']>([]);
  /** Whether a slider is being moved: what takes long waits until it is let go. */
  readonly dragging = signal(false);
  readonly #tasks = new TaskClient<LaboratoryTasks>(
    () => new Worker(new URL('./worker/laboratory.worker.ts', import.meta.url), { type: 'module', name: 'laboratory' }),
  );
  readonly compare = new Job(this.#tasks, 'compare');
  /** The comparison at one step and drawn coarsely, while a slider is dragged. */
  readonly glance = new Job(this.#tasks, 'compare');
  readonly currentClamp = new Job(this.#tasks, 'currentClamp');
  readonly voltageClamp = new Job(this.#tasks, 'voltageClamp');
  readonly fICurve = new Job(this.#tasks, 'fICurve');
  readonly steadyState = new Job(this.#tasks, 'steadyState');
  readonly #jobs = [this.compare, this.glance, this.currentClamp, this.voltageClamp, this.fICurve, this.steadyState];

  constructor(experiment: LaboratoryExperiment) {
    this.experiment = signal(experiment);
  }

  /** Asks which presets are single cells, once the first picture is there. */
  listCells(): void {
    this.#tasks.ask('cells', undefined).then(
      (cells) => {
        this.cells.value = cells;
      },
      () => {
        // The menu keeps the cells that are always there.
      },
    );
  }

  change(next: Partial<LaboratoryExperiment>): void {
    this.experiment.value = settled({ ...this.experiment.peek(), ...next });
  }

  set(values: Readonly<Record<string, number>>, dragging = false): void {
    batch(() => {
      this.dragging.value = dragging;
      this.change({ values: { ...this.experiment.peek().values, ...values } });
    });
  }

  /** Another cell with its defaults; the view stays, and what it asks for but currents. */
  choose(named: NamedCell): void {
    const e = this.experiment.peek();
    const { view, error, beside, 'fi.integrator': integrator } = e;
    const kept = { view, error, beside, 'fi.integrator': integrator, protocol: withoutCurrents(e) };
    batch(() => {
      // Nothing of one cell stays under the name of another, which may refuse what is asked.
      for (const job of this.#jobs) job.put();
      this.experiment.value = { ...standardOf(named), ...kept };
    });
  }

  /** One of the views' numbers, by its name in the address. */
  setProtocol(name: string, value: number): void {
    this.change({ protocol: { ...this.experiment.peek().protocol, [name]: value } });
  }

  /** Sets what the time axis reaches, ms. */
  reach(duration: number): void {
    const { view } = this;
    if (view.until.peek() === duration && view.now.peek() === duration) return;
    batch(() => {
      view.restart();
      view.until.value = duration;
      view.now.value = duration;
      view.least.value = 0.01;
    });
  }

  dispose(): void {
    this.#tasks.dispose();
  }
}

/** The cell on the bench, as studies take it. */
export const cellOf = (e: Pick<LaboratoryExperiment, keyof NamedCell | 'values' | 'seed'>): OnBench => ({
  ...nameOf(e),
  set: settingsOf(cellNamed(e), e.values),
  seed: e.seed,
});
