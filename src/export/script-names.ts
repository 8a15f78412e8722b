/** Names that a script gives to what it makes. */
import { freeName } from '../numbers/free-name.ts';

/** Identifiers: 'cells' for the population 'cells', 'cells_2' where that is taken or reserved. */
export class ScriptNames {
  readonly #isReserved: (name: string) => boolean;
  readonly #used = new Set<string>();
  readonly #of = new Map<object, string>();

  constructor(isReserved: (name: string) => boolean) {
    this.#isReserved = isReserved;
  }

  /** The name of `thing`: the one that it has, or one like `wish`. */
  get(thing: object, wish: string): string {
    const known = this.#of.get(thing);
    if (known !== undefined) return known;
    const base = wish.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, '_');
    const name = freeName(base, (taken) => this.#used.has(taken) || this.#isReserved(taken), '_');
    this.#used.add(name);
    this.#of.set(thing, name);
    return name;
  }
}
