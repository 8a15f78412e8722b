/** Delivery by graded and plastic synapses, as `program/pathway.ts` lays it down. */
import type { Layout } from '../../program/layout.ts';
import { halvesOf, type Pathway } from '../../program/pathway.ts';
import type { Program } from '../../program/program.ts';

type WeightRule = ((state: Float64Array, w: number, i: number, j: number) => number) | null;
export type WeightRules = readonly [onPre: WeightRule, onPost: WeightRule];

export class ReferencePathways {
  /** One per pathway; empty where the weights are not plastic. */
  readonly weights: readonly Float64Array[];
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #rules: readonly WeightRules[];
  readonly #pathways: readonly Pathway[];

  constructor(program: Program, layout: Layout, rules: readonly WeightRules[]) {
    this.#program = program;
    this.#layout = layout;
    this.#rules = rules;
    this.#pathways = program.pathways ?? [];
    this.weights = this.#pathways.map((p) => p.plasticity?.initial.slice() ?? new Float64Array(0));
  }

  /** `spiked`: network-wide cells of this step; `base`: first accumulator of this step's ring row. */
  deliver(spiked: Uint32Array, state: Float64Array, accumulators: Int32Array, base: number): void {
    for (const half of [0, 1] as const)
      this.#pathways.forEach((pathway, p) => {
        if (halvesOf(pathway)[half] === 'pre') this.#pre(p, spiked, state, accumulators, base);
        else this.#post(p, spiked, state);
      });
  }

  #pre(p: number, spiked: Uint32Array, state: Float64Array, accumulators: Int32Array, base: number): void {
    const { rows, targets, weights, amplitude, plasticity, source, inlet } = this.#pathways[p]!;
    const { first, size } = this.#program.populations[source]!;
    const { width, offsets } = this.#program.fanout;
    const ring = accumulators.length;
    const real = this.weights[p]!;
    const onPre = this.#rules[p]![0];
    const amounts = amplitude === undefined ? undefined : this.#layout.columns[source]![amplitude]!;
    for (const cell of spiked) {
      const i = cell - first;
      if (i < 0 || i >= size) continue;
      const amount = amounts === undefined ? 1 : state[amounts + i]!;
      for (let s = rows[i]!, end = rows[i + 1]!; s < end; s++) {
        const entry = targets[s]!;
        let at = base + entry;
        if (at >= ring) at -= ring;
        const quanta = plasticity ? Math.round(real[s]! / plasticity.quantum) : weights ? weights[s]! : 1;
        accumulators[at] = accumulators[at]! + quanta * amount;
        if (plasticity && onPre)
          real[s] = clip(onPre(state, real[s]!, i, (entry % width) - offsets[inlet]!), plasticity.low, plasticity.high);
      }
    }
  }

  #post(p: number, spiked: Uint32Array, state: Float64Array): void {
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
