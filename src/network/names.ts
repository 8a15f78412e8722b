/** Checks of names and numbers that a user gives when building a network. */

import { shown, UserError } from '../errors.ts';
import { freeName } from '../numbers/free-name.ts';

/** The names in use in one network. */
export class NetworkNames {
  readonly #taken = new Map<string, string>();

  /** Takes `name` for a `kind` ('population', 'slice', 'projection'), or the first free of base, base2, base3, … if it is undefined. */
  claim(kind: string, name: string | undefined, base: string): string {
    const chosen = name ?? freeName(base, (taken) => this.#taken.has(taken));
    if (typeof chosen !== 'string' || !/^[^\s\p{Cc}](?:[^\p{Cc}]{0,78}[^\s\p{Cc}])?$/u.test(chosen))
      throw new UserError(
        `The name of a ${kind} is a text of 1 to 80 characters without line breaks or surrounding spaces; it got ${shown(chosen)}.`,
      );
    const other = this.#taken.get(chosen);
    if (other)
      throw new UserError(`The network already has a ${other} named '${chosen}'; give this ${kind} another name.`);
    this.#taken.set(chosen, kind);
    return chosen;
  }
}

/** Refuses what is not a whole number in [low, high]. `what` starts the sentence: 'The size of a population'. */
export function wholeNumber(what: string, value: number, low: number, high: number): number {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new UserError(`${what} is a whole number from ${low} to ${high}; it got ${shown(value)}.`);
  return value;
}

/** 'g_e, g_i, v', for sentences. */
export const list = (names: Iterable<string>): string => [...names].join(', ') || 'none';
