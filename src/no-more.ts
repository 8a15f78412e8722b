/** Arguments that nobody takes. Apart from options, whose tables not every caller needs. */
import { shown, UserError } from './errors.ts';

/**
 * Refuses arguments beyond those that a function takes ('' for none): options that were put there would do nothing. Functions declare them
 * as `...more: undefined[]`; of one with a rest of `never`, TypeScript's `ReturnType` is `any`.
 */
export function noMore(call: string, takes: string, more: readonly unknown[]): void {
  if (more.length === 0) return;
  const [all, advice] = takes === '' ? ['nothing', ''] : [takes, ', or give it there'];
  throw new UserError(
    `${call} takes ${all}; ${shown(more[0])} came besides and would do nothing. Leave it out${advice}.`,
  );
}
