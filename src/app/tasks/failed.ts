/** A question that a worker could not answer. */
import type { Failure } from './failure.ts';

export class TaskFailed extends Error {
  override readonly name = 'TaskFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}
