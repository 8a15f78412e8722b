/** Stored synapses, kept from one compilation of a network to the next. */
import { type Ring, type Stored, storedBytes } from '../program/synapses.ts';
import type { ConnectionRule } from './rules/rule.ts';

/** The stored synapses of a network, and the ring that they need. */
export interface MergedFanout {
  readonly ring: Ring;
  readonly stored: Stored;
  /** Per inlet: the real number that one unit of its integer sum stands for. */
  readonly quanta: readonly number[];
}

/**
 * The stored synapses that a network and its remodelled copies, which differ in their models only, have in common: made once, and gone
 * with the last of these networks. The latest ones only are kept.
 */
export class KeptSynapses {
  #latest:
    | { readonly key: string; readonly rules: readonly ConnectionRule[]; readonly merged: MergedFanout }
    | undefined;

  /** Those made by these very rules under the same key. */
  find(key: string, rules: readonly ConnectionRule[]): MergedFanout | undefined {
    const latest = this.#latest;
    const same = latest?.key === key && rules.every((rule, k) => rule === latest.rules[k]);
    return same ? latest.merged : undefined;
  }

  keep(key: string, rules: readonly ConnectionRule[], merged: MergedFanout): void {
    this.#latest = { key, rules, merged };
  }

  /** What they take, bytes. */
  get bytes(): number {
    return this.#latest ? storedBytes(this.#latest.merged.stored) : 0;
  }
}
