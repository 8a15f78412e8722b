/** Work that a page gives to a worker: typed questions with partial answers, progress and a way to stop. */
import type { Failure } from './failure.ts';

/** What one kind of question takes and gives. */
interface Task {
  readonly input: unknown;
  /** Sent on the way, in order. */
  readonly part: unknown;
  readonly output: unknown;
}

export type TaskTable = Readonly<Record<string, Task>>;

export type TaskQuestion = { readonly id: number } & (
  | { readonly type: 'ask'; readonly task: string; readonly input: unknown }
  | { readonly type: 'stop' }
);

export type Reply = { readonly id: number } & (
  | { readonly type: 'part'; readonly part: unknown }
  | { readonly type: 'done'; readonly output: unknown }
  | { readonly type: 'failed'; readonly failure: Failure }
);
