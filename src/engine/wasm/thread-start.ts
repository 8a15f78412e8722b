/** What the threads of a run are told at their start. */
import type { control } from '../../program/target/simd.ts';

/** What a thread is told at its start. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
  readonly control: Control;
  /** Name of the lock that a browser's thread holds as long as it lives; '' where there are none. */
  readonly lock: string;
}

/** What the watching thread of a browser is told: the locks of those it watches over. */
export interface WatchStart {
  readonly memory: WebAssembly.Memory;
  readonly locks: readonly string[];
  readonly control: Control;
}

type Control = Pick<typeof control, 'start' | 'first' | 'steps' | 'timed' | 'lost' | 'generation'>;
