/** Delivery by graded and plastic synapses, as `program/pathway.ts` lays it down. */

import type { Layout } from '../../../program/layout.ts';
import { halvesOf, type Pathway } from '../../../program/pathway.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { WeightRules } from '../../../program/target/javascript.ts';
import type { Delivery } from './delivery.ts';

/** All groups of the kind together: the first half of the phase is over for all of them before the second begins. */
export class PathwayDelivery implements Delivery {
  /** One per pathway; empty where the weights are not plastic. */
  readonly weights: readonly Float64Array[];
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #state: Float64Array;
  readonly #rules: readonly WeightRules[];
  readonly #pathways: readonly Pathway[];

  constructor(program: Program, layout: Layout, state: Float64Array, rules: readonly WeightRules[]) {
    this.#program = program;
    this.#layout = layout;
    this.#state = state;
    this.#rules = rules;
    this.#pathways = groupsOf(program, 'pathway');
    this.weights = this.#pathways.map((p) => p.plasticity?.initial.slice() ?? new Float64Array(0));
  }

  deliver(spiked: Uint32Array, ring: Int32Array, row: number): void {
    for (const half of [0, 1] as const)
      this.#pathways.forEach((pathway, p) => {
        if (halvesOf(pathway)[half] === 'pre') this.#pre(p, spiked, ring, row);
        else this.#post(p, spiked);
      });
  }

  #pre(p: number, spiked: Uint32Array, ring: Int32Array, row: number): void {
    const state = this.#state;
    const { rows, targets, weights, amplitude, plasticity, source, inlet } = this.#pathways[p]!;
    const { first, size } = this.#program.populations[source]!;
    const { width, offsets } = this.#program.ring;
    const real = this.weights[p]!;
    const onPre = this.#rules[p]![0];
    const amounts = amplitude === undefined ? undefined : this.#layout.columns[source]![amplitude]!;
    for (const cell of spiked) {
      const i = cell - first;
      if (i < 0 || i >= size) continue;
      const amount = amounts === undefined ? 1 : state[amounts + i]!;
      for (let s = rows[i]!, end = rows[i + 1]!; s < end; s++) {
        const entry = targets[s]!;
        let at = row + entry;
        if (at >= ring.length) at -= ring.length;
        const quanta = plasticity ? Math.round(real[s]! / plasticity.quantum) : weights ? weights[s]! : 1;
        ring[at] = ring[at]! + quanta * amount;
        if (plasticity && onPre)
          real[s] = clip(onPre(state, real[s]!, i, (entry % width) - offsets[inlet]!), plasticity.low, plasticity.high);
      }
    }
  }

  #post(p: number, spiked: Uint32Array): void {
    const state = this.#state;
    const { plasticity, target } = this.#pathways[p]!;
    const onPost = this.#rules[p]![1];
    if (!plasticity || !onPost) return;
    const { first, size } = this.#program.populations[target]!;
    const { columns, synapses, sources, low, high } = plasticity;
    const real = this.weights[p]!;
    for (const cell of spiked) {
      const j = cell - first;
      if (j < 0 || j >= size) continue;
      for (let k = columns[j]!, end = columns[j + 1]!; k < end; k++) {
        const s = synapses[k]!;
        real[s] = clip(onPost(state, real[s]!, sources[k]!, j), low, high);
      }
    }
  }
}

const clip = (w: number, low: number, high: number): number => Math.min(Math.max(w, low), high);
