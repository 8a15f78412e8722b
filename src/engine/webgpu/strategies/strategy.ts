/** How the phases of a step are spread over dispatches. Every strategy gives the same spikes, bit by bit. */
import { joinsCells } from '../../../program/links.ts';
import { factsOf, type GroupKind } from '../../../program/synapses.ts';
import { couplingRefusal } from '../coupling/couple.ts';
import { deliveries } from '../delivery/index.ts';
import type { Form } from '../delivery/stored.ts';
import type { NetworkFacts } from '../facts.ts';
import type { Kernel } from '../kernel.ts';
import type { Tuning } from '../tuning.ts';
import type { StrategyName } from './names.ts';

export interface Strategy {
  readonly name: StrategyName;
  /** How it needs the synapses to lie. */
  readonly form: Form;
  /** Entries of `tick` that one dispatch sees; those that see several take no couplings. */
  readonly window: number;
  /** Whether its kernel notes probed values itself, without a separate dispatch for them. */
  readonly probes: boolean;
  /** Whether a workgroup steps each cell with dendrites, before the threads that advance the cells; else these do. */
  readonly together?: boolean;
  /** Kinds of synapses that it delivers, or that may follow its steps. */
  readonly takes: ReadonlySet<GroupKind>;
  /** Its hand-written modules, which hold the entry points and declare `tick`. */
  readonly modules: readonly string[];
  /**
   * Why it does not take a network of such synapses, with the numbers: a clause that follows its name. Undefined where it does; left out
   * where it takes all.
   */
  refusal?(network: NetworkFacts): string | undefined;
  /** Rows that the ring of accumulators must have; those of the program unless given. */
  slots?(network: NetworkFacts): number;
  prepare(build: KernelBuild): Promise<Kernel>;
}

/** Why a strategy does not take a network: a clause that follows its name. Undefined where it does. */
export function refusalOf(strategy: Strategy, facts: NetworkFacts): string | undefined {
  const { program } = facts;
  const other = program.synapses.find(({ kind }) => !strategy.takes.has(kind));
  if (other) return deliveries[other.kind].refusal(factsOf(program, other).label);
  const [sum] = program.sums;
  if (sum && strategy.window > 1) return couplingRefusal(sum.terms[0]!.name);
  const pair = program.links.find(joinsCells);
  if (pair && !strategy.together) {
    const [one, other] = pair.members.map((p) => program.populations[p]!.name);
    return `steps each cell by a thread of its own, and here junctions in the solution join cells of '${one}' with cells of '${other}'`;
  }
  return strategy.refusal?.(facts);
}

interface KernelBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Group 0: the network; group 1: the current step, with a dynamic offset. */
  readonly layout: GPUPipelineLayout;
  readonly facts: NetworkFacts;
  readonly tuning: Tuning;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}
