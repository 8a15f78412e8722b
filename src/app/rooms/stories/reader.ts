/** What a reader of one story has come to: the section in view, its network or experiment, and the numbers found so far. */
import { batch, effect, type Signal, signal } from '@preact/signals';
import type { Experiment } from '../../../live/index.ts';
import { type Facts, networkFacts, type Stage, type Story, type StorySection } from '../../../studies/measure.ts';
import { defaultExperiment, presetOf } from '../../run/experiment.ts';
import { Session, type SessionPort } from '../../run/session.ts';
import { TaskClient } from '../../tasks/client.ts';
import type { StageOutcome, StoryTasks } from './worker/stories-tasks.ts';

export type ReaderAnswer = { readonly outcome: StageOutcome } | { readonly problem: string };

type NetworkStage = Extract<Stage, { kind: 'network' }>;

export class StoryReader {
  readonly story: Story;
  readonly active: Signal<StorySection>;
  /** By name of the experiment. */
  readonly experiments = signal<ReadonlyMap<string, ReaderAnswer>>(new Map());
  /** Facts of networks by the experiment that they are of. */
  readonly networks = signal<ReadonlyMap<string, Facts>>(new Map());
  readonly #tasks = new TaskClient<StoryTasks>(
    () => new Worker(new URL('./worker/stories.worker.ts', import.meta.url), { type: 'module', name: 'stories' }),
  );
  readonly #asked = new Set<string>();
  #session: Session | undefined;
  #stopWatching: () => void = () => {};

  constructor(story: Story) {
    this.story = story;
    this.active = signal(story.sections[0]!);
  }

  /** The running network; made when a section first needs it. */
  get session(): Session {
    this.#session ??= this.#open();
    return this.#session;
  }

  /** The section comes into view: what it needs is run. */
  enter(section: StorySection): void {
    this.active.value = section;
    if (section.extra !== undefined) this.#ask(section.extra);
    if (section.stage.kind === 'experiment') this.#ask(section.stage.name);
    else this.show(section.stage);
  }

  /** Runs the network of a stage, unless it stands there already. */
  show(stage: NetworkStage, anew = false): void {
    const experiment = experimentOf(stage);
    const present = this.session.experiment.peek();
    const failed = this.session.phase.peek() === 'failed';
    if (!anew && !failed && keyOf(present) === keyOf(experiment) && this.session.record.peek() !== undefined) return;
    this.session.open(experiment);
  }

  /** All facts of a section; undefined while some are still to come. */
  facts(section: StorySection): Facts | undefined {
    const { stage, extra } = section;
    const found = this.experiments.value;
    const of = (name: string): Facts | undefined => {
      const entry = found.get(name);
      return entry !== undefined && 'outcome' in entry ? entry.outcome.facts : undefined;
    };
    const own = stage.kind === 'experiment' ? of(stage.name) : this.networks.value.get(keyOf(experimentOf(stage)));
    const more = extra === undefined ? {} : of(extra);
    return own === undefined || more === undefined ? undefined : { ...own, ...more };
  }

  /** Whether a section's numbers are on their way; they are not before one has read on to it. */
  awaited(section: StorySection): boolean {
    const { stage, extra } = section;
    const asked = extra !== undefined && this.#asked.has(extra);
    if (stage.kind === 'experiment') return asked || this.#asked.has(stage.name);
    const present = this.active.value.stage.kind === 'network' ? this.session.experiment.value : undefined;
    return asked || (present !== undefined && keyOf(present) === keyOf(experimentOf(stage)));
  }

  /** Why a section's numbers cannot come. */
  problem(section: StorySection): string | undefined {
    const names = [section.extra, section.stage.kind === 'experiment' ? section.stage.name : undefined];
    for (const name of names) {
      const entry = name === undefined ? undefined : this.experiments.value.get(name);
      if (entry !== undefined && 'problem' in entry) return entry.problem;
    }
    return undefined;
  }

  dispose(): void {
    this.#stopWatching();
    this.#tasks.dispose();
    this.#session?.dispose();
  }

  #ask(name: string): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    const note = (found: ReaderAnswer) => {
      this.experiments.value = new Map(this.experiments.peek()).set(name, found);
    };
    this.#tasks.ask('experiment', name).then(
      (outcome) => note({ outcome }),
      (thrown: unknown) => note({ problem: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  }

  #open(): Session {
    const start = (): SessionPort =>
      new Worker(new URL('../../worker/simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
    const first = this.story.sections.find((s) => s.stage.kind === 'network')!;
    const session = new Session(start, experimentOf(first.stage as NetworkStage));
    this.#stopWatching = effect(() => {
      if (session.phase.value !== 'finished') return;
      const record = session.record.peek();
      const experiment = session.experiment.peek();
      const key = keyOf(experiment);
      if (record === undefined || this.networks.peek().has(key)) return;
      const steps = Math.min(record.steps, Math.round(experiment.duration / record.dt));
      const { published } = presetOf(experiment);
      const facts = networkFacts(record.spikes.spikes(), record.description, steps, record.dt, published);
      batch(() => {
        this.networks.value = new Map(this.networks.peek()).set(key, facts);
      });
    });
    return session;
  }
}

/** What a stage runs. Where there is no graphics card the fastest of the others is taken. */
export function experimentOf(stage: NetworkStage): Experiment {
  const standard = defaultExperiment(presetOf({ preset: stage.preset }));
  return {
    ...standard,
    values: { ...standard.values, ...stage.values },
    duration: stage.duration,
    backend: 'auto',
  };
}

export const keyOf = ({ preset, values, seed, duration }: Experiment): string =>
  JSON.stringify([preset, Object.entries(values).sort(), seed, duration]);
