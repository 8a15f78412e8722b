/** The room's state: the panel, its parameters, and one job for each kind of question. */
import { computed, signal } from '@preact/signals';
import type { FamilyName } from '../../../studies/measure.ts';
import { TaskClient } from '../../tasks/client.ts';
import { Job } from '../../tasks/job.ts';
import { type PanelName, panelNamed } from './panels.ts';
import { shared, sharedNames } from './parameters.ts';
import type { LifTasks, PanelValues } from './worker/lif-tasks.ts';

export interface PanelChoice {
  readonly panel: PanelName;
  /** Of the membrane, in all panels. */
  readonly membrane: PanelValues;
  /** Of each panel alone. */
  readonly own: Readonly<Partial<Record<PanelName, PanelValues>>>;
  readonly dimensionless: boolean;
  /** Of the low-pass filter. */
  readonly input: 'bode' | 'chirp';
  /** Of the jitter plot. */
  readonly against: 'slope' | 'channels';
  /** Preset of the cell that is linearised. */
  readonly cell: string;
  readonly family: FamilyName;
}

export const defaultChoice: PanelChoice = {
  panel: 'membrane',
  membrane: {},
  own: {},
  dimensionless: false,
  input: 'bode',
  against: 'slope',
  cell: 'hh-classic',
  family: 'adex',
};

/** Cells whose gates settle, one by one, at a held voltage. */
export const cells: readonly string[] = [
  'hh-classic',
  'hh-tutorial',
  'tm-cell',
  'connor-stevens',
  'wang-buzsaki',
  'morris-lecar',
  'lif',
  'qif',
  'eif',
  'adex-tonic',
];

const standardMembrane: PanelValues = Object.fromEntries(shared(...sharedNames).map((p) => [p.name, p.value]));

/** All values that a panel works with, in their own units. */
export function valuesOf(choice: PanelChoice, name: PanelName = choice.panel): PanelValues {
  const { parameters } = panelNamed(name);
  const defaults = Object.fromEntries(parameters.map((p) => [p.name, p.value]));
  return { ...standardMembrane, ...defaults, ...choice.membrane, ...ownDefaults(name), ...choice.own[name] };
}

/** A panel may have its own membrane parameter, as T_ref = 0 for Zeno. */
const ownDefaults = (name: PanelName): PanelValues =>
  name === 'zeno' ? { T_ref: panelNamed(name).parameters.find((p) => p.name === 'T_ref')!.value } : {};

export const isShared = (panel: PanelName, name: string): boolean =>
  sharedNames.has(name) && !(panel === 'zeno' && name === 'T_ref');

export class LifRoom {
  readonly choice;
  readonly values;
  readonly #tasks = new TaskClient<LifTasks>(
    () => new Worker(new URL('./worker/lif.worker.ts', import.meta.url), { type: 'module', name: 'lif' }),
  );
  readonly membrane = new Job(this.#tasks, 'membrane');
  readonly spiking = new Job(this.#tasks, 'spiking');
  readonly fi = new Job(this.#tasks, 'fi');
  readonly dimensionless = new Job(this.#tasks, 'dimensionless');
  readonly bode = new Job(this.#tasks, 'bode');
  readonly chirp = new Job(this.#tasks, 'chirp');
  readonly adaptation = new Job(this.#tasks, 'adaptation');
  readonly noise = new Job(this.#tasks, 'noise');
  readonly local = new Job(this.#tasks, 'local');
  readonly settled = new Job(this.#tasks, 'settled');
  readonly zeno = new Job(this.#tasks, 'zeno');
  readonly family = new Job(this.#tasks, 'family');

  constructor(choice: PanelChoice) {
    this.choice = signal(choice);
    this.values = computed(() => valuesOf(this.choice.value));
  }

  change(next: Partial<PanelChoice>): void {
    this.choice.value = { ...this.choice.peek(), ...next };
  }

  set(values: PanelValues): void {
    const choice = this.choice.peek();
    const { panel } = choice;
    const membrane = { ...choice.membrane };
    const own: Record<string, number> = { ...choice.own[panel] };
    for (const [name, value] of Object.entries(values)) (isShared(panel, name) ? membrane : own)[name] = value;
    this.change({ membrane, own: { ...choice.own, [panel]: own } });
  }

  /** The present panel and the membrane as they were. */
  restore(): void {
    const choice = this.choice.peek();
    this.change({ membrane: {}, own: { ...choice.own, [choice.panel]: {} } });
  }

  dispose(): void {
    this.#tasks.dispose();
  }
}
