/** What strategies ask of a network on an adapter: worked out once, when it is first asked. */
import type { Program } from '../../program/program.ts';
import { groupsOf, storedOf } from '../../program/synapses.ts';
import { sharesOf, type ValueTable } from '../../random/value-table.ts';
import { type BlockPlan, planBlocks } from './delivery/stored/block-plan.ts';
import type { Limits } from './limits.ts';

export class NetworkFacts {
  readonly program: Program;
  readonly limits: Limits;
  #leastDelay: number | undefined;
  #blockPlan: BlockPlan | undefined;

  constructor(program: Program, limits: Limits) {
    this.program = program;
    this.limits = limits;
  }

  /** The shortest delay, steps; synapses that change with use are not looked at. Infinity without synapses. */
  get leastDelay(): number {
    this.#leastDelay ??= leastDelayOf(this.program);
    return this.#leastDelay;
  }

  /** Cells with dendrites. */
  get treeCells(): number {
    return this.program.populations.reduce((n, { tree, size }) => n + (tree ? size : 0), 0);
  }

  get blockPlan(): BlockPlan {
    this.#blockPlan ??= planBlocks(storedOf(this.program), this.program.ring, this.limits);
    return this.#blockPlan;
  }
}

function leastDelayOf(program: Program): number {
  const { targets } = storedOf(program);
  const { width } = program.ring;
  let least = Number.POSITIVE_INFINITY;
  for (let s = 0; s < targets.length; s++) if (targets[s]! < least) least = targets[s]!;
  // Entries are ordered by delay first.
  const steps = (entry: number): number => Math.floor(entry / width);
  const made = groupsOf(program, 'made').map(
    ({ bases, delay }) => Math.min(...bases.map(steps)) + (delay ? leastOf(delay.table) : 0),
  );
  return Math.min(steps(least), ...made);
}

/** A value that no word draws does not count. */
const leastOf = (table: ValueTable): number =>
  sharesOf(table).reduce(
    (least, share, slot) => (share > 0 ? Math.min(least, table.values[slot]!) : least),
    Number.POSITIVE_INFINITY,
  );
