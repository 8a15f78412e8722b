/** Stored synapses, kept from one compilation of a network to the next. */
import type { Fanout } from '../program/program.ts';
import type { ConnectionRule } from './rules/rule.ts';

export interface MergedFanout {
  readonly fanout: Fanout;
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
    if (!this.#latest) return 0;
    const { rows, targets, weights } = this.#latest.merged.fanout;
    return rows.byteLength + targets.byteLength + (weights?.byteLength ?? 0);
  }
}
