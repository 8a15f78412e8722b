/** What the calling thread and those that help it to build tell each other. */
import type { SmallDescription } from '../../network/rules/described.ts';
import type { DrawJob } from './draws.ts';
import type { CountJob, FillJob } from './rule-passes.ts';

type Sent<Job> = Omit<Job, 'rule'> & { readonly description: SmallDescription };

/** One pass over a thread's part; its arrays lie in shared memory. */
export type BuildPass =
  | { readonly kind: 'count'; readonly jobs: readonly Sent<CountJob>[] }
  | { readonly kind: 'fill'; readonly jobs: readonly Sent<FillJob>[] }
  | { readonly kind: 'draw'; readonly jobs: readonly DrawJob[] };

/** Synapses made since the last answer; or the pass is done; or it failed. */
export type BuildAnswer =
  | { readonly kind: 'made'; readonly synapses: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };
