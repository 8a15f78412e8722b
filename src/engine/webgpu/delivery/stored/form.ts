/** What a form of the connections gives. */
import type { PiecedArray } from '../../pieces.ts';

/** `plain`: rows of targets, and of weights. `blocks`: rows sorted by the block of the ring that they reach. */
export type Form = 'plain' | 'blocks';

export interface Connections {
  readonly form: Form;
  readonly arrays: readonly PiecedArray[];
  /** Hand-written modules that deliver, and constants that they use. */
  readonly modules: readonly string[];
  /** Where in `rows` the words of made rows begin (see `EmittedMade`); left out by forms for stored synapses only. */
  readonly tables?: number;
  /** What the arrays hold, in their order. Made when asked for, which may take as long as copying all synapses. */
  content(): readonly (Uint32Array | Int32Array)[];
}
