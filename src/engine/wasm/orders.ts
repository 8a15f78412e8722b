/** What the threads of a process, or of a page's worker, are told, and the words by which they are woken. */
import type { control } from '../../program/target/simd.ts';

/** 32-bit words of a thread's bell. */
export const bellWords = {
  /** Number of the ring: whoever changes one of the others raises it, then wakes the thread. */
  rung: 0,
  /** Messages sent since the start, each of which the thread leaves its loop for. */
  mails: 1,
  /** Calls begun, and the number of the engine whose call it is. */
  calls: 2,
  engine: 3,
} as const;

/** Answered by its ticket when it is done; 0: not answered. */
interface Ticketed {
  readonly ticket: number;
}

/** The first message of a thread. */
export interface Start extends Ticketed {
  readonly kind: 'start';
  readonly thread: number;
  readonly bell: Int32Array;
  readonly control: Control;
  /** Name of the lock that a browser's thread holds as long as it lives; '' where there are none. */
  readonly lock: string;
}

/** A further engine: a module and its memory. */
export interface Take extends Ticketed {
  readonly kind: 'take';
  readonly engine: number;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** An engine that is no more. */
export interface Drop extends Ticketed {
  readonly kind: 'drop';
  readonly engine: number;
}

export type ThreadOrder = Start | Take | Drop;

/** What the watching thread of a browser is told: locks of threads to watch over, memories of those who wait for them. */
export type WatchOrder =
  | (Ticketed & { readonly kind: 'lock'; readonly lock: string; readonly control: Control })
  | Omit<Take, 'module'>
  | Drop;

/** What the watching thread says of its own accord: a thread has ended. */
export const LOST = 'lost';

type Control = Pick<typeof control, 'first' | 'steps' | 'timed' | 'lost' | 'generation'>;
