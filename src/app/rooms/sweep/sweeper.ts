/** The room's state: the plan, what has come of it, and the worker that carries it out. */
import { batch, signal } from '@preact/signals';
import { build } from '../../../export/build.ts';
import type { Measures, SweepSummary, VariantResult } from '../../../index.ts';
import { TaskClient } from '../../tasks/client.ts';
import { type Failure, failureOf } from '../../tasks/failure.ts';
import { writeAddress } from './sweep-address.ts';
import { pointsOf, type SweepPlan } from './sweep-plan.ts';
import type { SweepTasks } from './worker/sweep-tasks.ts';

/** What is known of one point of the map. */
export interface PointOutcome {
  readonly measures: readonly Measures[];
  /** Sentences on networks that failed. */
  readonly reasons: readonly string[];
}

export type SweepFacts = Omit<SweepSummary, 'results'>;

interface Kept {
  readonly results: readonly VariantResult[];
  readonly facts: SweepFacts;
}

export class Sweeper {
  readonly plan;
  readonly results = signal<readonly (VariantResult | undefined)[]>([]);
  /** 0…1 while it runs. */
  readonly fraction = signal(0);
  readonly busy = signal(false);
  readonly facts = signal<SweepFacts | undefined>(undefined);
  readonly failure = signal<Failure | undefined>(undefined);
  readonly #tasks = new TaskClient<SweepTasks>(
    () => new Worker(new URL('./worker/sweep.worker.ts', import.meta.url), { type: 'module', name: 'sweep' }),
  );
  #stop: AbortController | undefined;

  constructor(plan: SweepPlan) {
    this.plan = signal(plan);
    const kept = recall(plan);
    if (kept === undefined) return;
    this.results.value = kept.results;
    this.facts.value = kept.facts;
  }

  get finished(): boolean {
    return this.facts.value !== undefined;
  }

  change(next: Partial<SweepPlan>): void {
    const plan = { ...this.plan.peek(), ...next };
    pointsOf(plan);
    this.stop();
    const kept = recall(plan);
    batch(() => {
      this.plan.value = plan;
      this.results.value = kept?.results ?? [];
      this.facts.value = kept?.facts;
      this.failure.value = undefined;
      this.fraction.value = 0;
    });
  }

  run(): void {
    this.stop();
    const plan = this.plan.peek();
    const stop = new AbortController();
    this.#stop = stop;
    const points = pointsOf(plan);
    const networks = points.flatMap(({ values }) =>
      Array.from({ length: plan.seeds }, (_, s) => ({ values, seed: plan.seed + s })),
    );
    const { preset, duration, transient, dt, integrator, backend } = plan;
    batch(() => {
      this.results.value = [];
      this.facts.value = undefined;
      this.failure.value = undefined;
      this.fraction.value = 0;
      this.busy.value = true;
    });
    const found: (VariantResult | undefined)[] = Array.from({ length: networks.length });
    const input = { preset, networks, duration, transient, dt, integrator, backend };
    this.#tasks
      .ask('sweep', input, {
        signal: stop.signal,
        onPart: (part) => {
          if (part.kind === 'progress') {
            this.fraction.value = part.fraction;
            return;
          }
          found[part.result.index] = part.result;
          this.results.value = [...found];
        },
      })
      .then(
        (facts) => {
          batch(() => {
            this.facts.value = facts;
            this.busy.value = false;
          });
          keep(plan, { results: found.filter((r) => r !== undefined), facts });
        },
        (thrown: unknown) => {
          if (stop.signal.aborted) return;
          batch(() => {
            this.failure.value = failureOf(thrown);
            this.busy.value = false;
          });
        },
      );
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.busy.value = false;
  }

  /** Per point, in the order of `pointsOf`; undefined while nothing has come. */
  outcomes(): (PointOutcome | undefined)[] {
    const { seeds } = this.plan.value;
    const results = this.results.value;
    return pointsOf(this.plan.value).map((_, k) => {
      const own = results.slice(k * seeds, (k + 1) * seeds).filter((r) => r !== undefined);
      if (own.length === 0) return undefined;
      return {
        measures: own.flatMap((r) => (r.ok ? [r.measures] : [])),
        reasons: [...new Set(own.flatMap((r) => (r.ok ? [] : [r.reason])))],
      };
    });
  }

  dispose(): void {
    this.#tasks.dispose();
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

function recall(plan: SweepPlan): Kept | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(plan));
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
