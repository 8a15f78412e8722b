/** How threads are started and told, which differs between Node and browsers. */
import type { Drop, Start, Take, WatchOrder } from './orders.ts';

export interface Heard {
  /** The order of this ticket was done. */
  done(ticket: number): void;
  /** A thread has ended, or did not start; `reason` is '' where nobody knows. */
  lost(reason: string): void;
}

export interface Crew {
  /** Name of a lock for a thread; '' where its end is heard of otherwise. */
  lockFor(thread: number): string;
  /** Starts the thread of that number. */
  start(order: Start): void;
  send(thread: number, order: Take | Drop): void;
  /** Tells the watching thread. */
  watch(order: Exclude<WatchOrder, { kind: 'lock' }>): void;
  /** How many answers are waited for; while there are some, the process must not end. */
  expect(answers: number): void;
  stop(): void;
}
