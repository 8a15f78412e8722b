/** The room's state: the plan, and what has come of it. */
import { batch, computed, signal } from '@preact/signals';
import { build } from '../../../export/build.ts';
import type { VariantResult } from '../../../index.ts';
import { pointsOf, type SweepPlan } from '../../../presets/sweeps/plan.ts';
import { outcomesOf, type PointOutcome } from '../../../presets/sweeps/run.ts';
import { presetOf } from '../../own/registry.ts';
import { writeAddress } from '../../run/sweep-address.ts';
import { TaskClient } from '../../tasks/client.ts';
import { Job } from '../../tasks/job.ts';
import type { SweepFacts, SweepTasks } from './worker/sweep-tasks.ts';

interface Kept {
  readonly results: readonly VariantResult[];
  readonly facts: SweepFacts;
}

export class Sweeper {
  readonly plan;
  readonly #tasks = new TaskClient<SweepTasks>(
    () => new Worker(new URL('./worker/sweep.worker.ts', import.meta.url), { type: 'module', name: 'sweep' }),
  );
  readonly #job = new Job(this.#tasks, 'sweep');
  readonly busy = this.#job.busy;
  readonly failure = this.#job.failure;
  /** How it was run, once all of it was. */
  readonly facts = this.#job.output;
  /** In the order in which they came. */
  readonly results = computed(() =>
    this.#job.parts.value.flatMap((part) => (part.kind === 'result' ? [part.result] : [])),
  );
  /** 0…1 while it runs. */
  readonly fraction = computed(() => this.#job.parts.value.findLast((part) => part.kind === 'progress')?.fraction ?? 0);

  constructor(plan: SweepPlan) {
    this.plan = signal(plan);
    this.#recall();
    this.facts.subscribe((facts) => {
      if (facts !== undefined) keep(this.plan.peek(), { results: this.results.peek(), facts });
    });
  }

  get finished(): boolean {
    return this.facts.value !== undefined;
  }

  change(next: Partial<SweepPlan>): void {
    const plan = { ...this.plan.peek(), ...next };
    // Throws where it has too many networks.
    pointsOf(plan, presetOf(plan));
    batch(() => {
      this.plan.value = plan;
      this.#recall();
    });
  }

  run(): void {
    this.#job.put();
    this.#job.ask(this.plan.peek());
  }

  /** Keeps what is done. */
  stop(): void {
    this.#job.stop();
  }

  /** Per point, in the order of `pointsOf`; undefined while nothing has come. */
  outcomes(): (PointOutcome | undefined)[] {
    const plan = this.plan.value;
    return outcomesOf(plan, presetOf(plan), this.results.value);
  }

  dispose(): void {
    this.#job.stop();
    this.#tasks.dispose();
  }

  /** Shows what was kept of the plan, if anything was. */
  #recall(): void {
    const kept = recalled(this.plan.peek());
    this.#job.put(
      kept?.results.map((result) => ({ kind: 'result', result })),
      kept?.facts,
    );
  }
}

/** A finished map stays while the tab is open, so that the way back from a network leads to it. Another copy of the page has its own. */
const keyOf = (plan: SweepPlan): string => `sweep ${location.pathname} ${build.commit} ${writeAddress(plan)}`;

function keep(plan: SweepPlan, kept: Kept): void {
  try {
    sessionStorage.setItem(keyOf(plan), JSON.stringify(kept));
  } catch {
    // Full or forbidden: the map is then drawn anew.
  }
}

function recalled(plan: SweepPlan): Kept | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(plan));
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
