/** How the phases of a step are spread over dispatches. Every strategy gives the same spikes, bit by bit. */
import type { Program } from '../../../program/program.ts';
import type { Form } from '../connections/connections.ts';
import type { Kernel } from '../kernel.ts';
import type { Limits } from '../limits.ts';
import type { Tuning } from '../tuning.ts';
import type { StrategyName } from './names.ts';

export interface Strategy {
  readonly name: StrategyName;
  /** How it needs the synapses to lie. */
  readonly form: Form;
  /** Entries of `tick` that one dispatch sees. */
  readonly window: number;
  /** Whether its kernel notes probed values itself, without a dispatch of its own for them. */
  readonly probes: boolean;
  /** Whether it also delivers by synapses that are made anew at each spike (calls `deliver_made`). */
  readonly makesRows?: boolean;
  /** Its hand-written modules, which hold the entry points and declare `tick`. */
  readonly modules: readonly string[];
  /** Why it does not take a network, with the numbers: a clause that follows its name. Undefined where it does. */
  refusal(network: NetworkFacts): string | undefined;
  /** Rows that the ring of accumulators must have; those of the program unless given. */
  slots?(program: Program): number;
  prepare(build: KernelBuild): Promise<Kernel>;
}

/** The clause of a strategy of several steps per dispatch: synapses that change with use have dispatches that follow every step. */
export function refusalOfPathways({ pathways }: Program): string | undefined {
  const name = pathways?.[0]?.name;
  if (name === undefined) return undefined;
  return `runs many steps in one dispatch, and the synapses of '${name}', which change with use, need their own after every step`;
}

/** The clause of a strategy for stored synapses only. */
export function refusalOfProcedural({ makesRows }: Strategy, { procedural }: Program): string | undefined {
  const name = procedural?.[0]?.name;
  if (makesRows || name === undefined) return undefined;
  return `takes stored synapses only, and those of '${name}' are made anew at each spike`;
}

/** What decides whether a strategy takes a network. */
interface NetworkFacts {
  readonly program: Program;
  readonly limits: Limits;
}

interface KernelBuild {
  readonly device: GPUDevice;
  /** The linked source. */
  readonly code: string;
  /** Group 0: the network; group 1: the step in hand, with a dynamic offset. */
  readonly layout: GPUPipelineLayout;
  readonly program: Program;
  readonly limits: Limits;
  readonly tuning: Tuning;
  /** Threads per workgroup, where the caller wants other than the strategy's choice. */
  readonly threads: number | undefined;
}
