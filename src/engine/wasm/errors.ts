import { UserError } from '../../errors.ts';

/**
 * One of the threads of a run ended: it ran out of memory, or somebody ended it. What the threads' memory holds is half of one step and
 * half of another; a run can continue from its last checkpoint on another engine.
 */
export class ThreadLostError extends UserError {
  override readonly name = 'ThreadLostError';

  constructor(reason: string) {
    super(
      `A thread of the wasm backend ended in mid-run${reason ? ` (${reason})` : ''}, and what it had computed is gone. Run again, with fewer threads if memory is short, or continue from the last checkpoint.`,
    );
  }
}
