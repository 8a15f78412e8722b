/** Delivery by graded and plastic synapses, as `program/pathway.ts` lays it down. */

import type { Layout } from '../../../program/layout.ts';
import { type Pass, type Pathway, passCount, passesOf } from '../../../program/pathway.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf } from '../../../program/synapses.ts';
import type { PassRules } from '../../../program/target/javascript.ts';
import type { Delivery, Moment } from './delivery.ts';

/** What the rules read. */
export interface RuleMemory {
  readonly layout: Layout;
  /** Flat, as `layout` says. */
  readonly state: Float64Array;
  readonly uniforms: Float64Array;
}

/** All groups of the kind together: a pass is over for all of them before the next begins. */
export class PathwayDelivery implements Delivery {
  /** Of all synapses' variables, one per pathway; empty where there are none. */
  readonly weights: readonly Float64Array[];
  readonly #program: Program;
  readonly #memory: RuleMemory;
  readonly #rules: readonly PassRules[];
  readonly #pathways: readonly Pathway[];
  readonly #passes: number;

  constructor(program: Program, memory: RuleMemory, rules: readonly PassRules[]) {
    this.#program = program;
    this.#memory = memory;
    this.#rules = rules;
    this.#pathways = groupsOf(program, 'pathway');
    this.#passes = passCount(this.#pathways);
    this.weights = this.#pathways.map((p) => p.plasticity?.initial.slice() ?? new Float64Array(0));
  }

  deliver(spiked: Uint32Array, ring: Int32Array, moment: Moment): void {
    for (let n = 0; n < this.#passes; n++)
      this.#pathways.forEach((pathway, p) => {
        const pass = passesOf(pathway)[n];
        if (!pass) return;
        this.#eachCell(pathway, pass, spiked, (cell) => {
          if (pass.over === 'source') this.#row(p, n, cell, ring, moment);
          else this.#column(p, n, cell, moment);
        });
      });
  }

  /** Calls `visit` for the cells, counted within their population, that a pass applies to. */
  #eachCell({ source, target }: Pathway, { over, at }: Pass, spiked: Uint32Array, visit: (cell: number) => void): void {
    const { populations } = this.#program;
    if (at.kind === 'spikes') {
      const { first, size } = populations[at.population]!;
      for (const cell of spiked) if (cell >= first && cell < first + size) visit(cell - first);
      return;
    }
    const { size } = populations[over === 'source' ? source : target]!;
    const { layout, state } = this.#memory;
    const flag =
      at.kind === 'all'
        ? undefined
        : layout.columns[at.population]![populations[at.population]!.columns.findIndex((c) => c.name === at.column)]!;
    for (let cell = 0; cell < size; cell++) if (flag === undefined || state[flag + cell]! > 0.5) visit(cell);
  }

  #row(p: number, n: number, i: number, ring: Int32Array, { row, step }: Moment): void {
    const { state, uniforms, layout } = this.#memory;
    const pathway = this.#pathways[p]!;
    const { rows, targets, weights, amplitude, plasticity, source, inlet } = pathway;
    const { width, offsets } = this.#program.ring;
    const { delivers } = passesOf(pathway)[n]!;
    const rule = this.#rules[p]![n]!;
    const real = this.weights[p]!;
    const factor = amplitude === undefined ? 1 : state[layout.columns[source]![amplitude]! + i]!;
    for (let s = rows[i]!, end = rows[i + 1]!; s < end; s++) {
      const entry = targets[s]!;
      const w = plasticity ? real[s]! : weights ? weights[s]! : 1;
      const amount = rule ? rule(state, uniforms, real, step, s, i, (entry % width) - offsets[inlet]!) : 1;
      if (!delivers) continue;
      let at = row + entry;
      if (at >= ring.length) at -= ring.length;
      const quanta = plasticity ? Math.round((w / plasticity.quantum) * amount) : w;
      ring[at] = ring[at]! + quanta * factor;
    }
  }

  #column(p: number, n: number, j: number, { step }: Moment): void {
    const { state, uniforms } = this.#memory;
    const { columns, synapses, sources } = this.#pathways[p]!.plasticity!;
    const rule = this.#rules[p]![n]!;
    const real = this.weights[p]!;
    if (!rule) return;
    for (let k = columns[j]!, end = columns[j + 1]!; k < end; k++)
      rule(state, uniforms, real, step, synapses[k]!, sources[k]!, j);
  }
}
