/** What went wrong, in a form that passes between workers and the page. */
import { messageOf } from '../../errors.ts';
import { BlowUpError, CapacityError, DeviceLostError, TextError, UserError } from '../../index.ts';

/** A question that a worker could not answer. */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

type FailureKind = 'user' | 'text' | 'blow-up' | 'lost' | 'stopped' | 'internal';

export interface Failure {
  readonly kind: FailureKind;
  /** Sentences, fit to be shown. */
  readonly message: string;
  /** ms; of a blow-up. */
  readonly time?: number;
  /** What would help: synapses that are not stored. */
  readonly remedy?: 'procedural';
  /** The network, or what it records, needs more memory than there is here. */
  readonly tooLarge?: true;
  /** Of a mistake in a text: the text, the place, and the sentence without the excerpt. */
  readonly place?: {
    readonly text: string;
    readonly at: number;
    readonly length: number;
    readonly sentence: string;
  };
}

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof TaskFailed) return thrown.failure;
  if (thrown instanceof BlowUpError) return { kind: 'blow-up', message: thrown.message, time: thrown.time };
  if (thrown instanceof TextError) {
    const { message, text, at, length, sentence } = thrown;
    return { kind: 'text', message, place: { text, at, length, sentence } };
  }
  const message = messageOf(thrown);
  if (thrown instanceof DeviceLostError) return { kind: 'lost', message };
  // That its cause is one too tells that it names a way.
  if (thrown instanceof CapacityError && thrown.cause instanceof CapacityError)
    return { kind: 'user', message, remedy: 'procedural', tooLarge: true };
  if (thrown instanceof CapacityError) return { kind: 'user', message, tooLarge: true };
  if (thrown instanceof UserError) return { kind: 'user', message };
  return { kind: 'internal', message };
}
