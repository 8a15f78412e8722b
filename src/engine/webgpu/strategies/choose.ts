/** Which strategy runs a network fastest on an adapter, found by a short timed warm-up and remembered. */
import { UserError } from '../../../errors.ts';
import { Contests, millisecondsPerStep, type WarmUp } from '../../../run/contest.ts';
import type { Tuning } from '../tuning.ts';
import { strategies } from './index.ts';
import { strategyName, strategyNames } from './names.ts';
import type { Strategy } from './strategy.ts';

/** What decides the choice. */
export interface Contest {
  /** The adapter as it names itself. */
  readonly adapter: string;
  readonly tuning: Tuning;
  readonly cells: number;
  /** Cells with dendrites, and the sites of these; none unless given. */
  readonly trees?: { readonly cells: number; readonly sites: number };
  /** Stored ones. */
  readonly synapses: number;
  /** Those made anew at each spike; none unless given. */
  readonly made?: number;
  /** Whether there are synapses that change with use. */
  readonly pathways: boolean;
  /** Junctions of couplings; none unless given. */
  readonly junctions?: number;
  /** See `Strategy.refusal`. */
  refusal(strategy: Strategy): string | undefined;
}

const warmUp: WarmUp = { first: 4, growth: 8, most: 1024, enough: 12 };
/** Once a warm-up has taken so long, ms, no further strategy is tried. Six of them take a GPU that runs 1024 steps in 12 ms less. */
const BUDGET = 200;

/** Synapses beyond which none are sorted just to be timed; so many took half a second. */
const MOST_SORTED = 2 ** 25;

/**
 * Synapses per cell from which a software adapter spreads their delivery over workgroups. Measured there, as a share of the time of
 * 'fused': 1.3 at 80 synapses per cell, 0.98 at 125, 0.5 to 1.0 at 1250.
 */
const DENSE = 1000;

/** By all that decides the choice but `refusal`. */
const contests = new Contests<Strategy>();

const keyOf = ({ adapter, cells, trees, synapses, made = 0, pathways, junctions = 0 }: Contest): string =>
  JSON.stringify([adapter, cells, trees, synapses, made, pathways, junctions]);

/** The strategy of that name. Throws a UserError when there is none or it does not take the network. */
export function namedStrategy(name: string, { refusal }: Pick<Contest, 'refusal'>): Strategy {
  const strategy = strategies[strategyName(name)];
  const why = refusal(strategy);
  if (why === undefined) return strategy;
  const others = strategyNames.filter((other) => refusal(strategies[other]) === undefined);
  throw new UserError(`The strategy '${name}' ${why}. Choose one of ${others.join(', ')}, or none.`);
}

/**
 * Strategies worth trying, the likeliest first. With dendrites a workgroup per cell or a thread per cell, by how many there are. Where
 * barriers are dear, strategies with one in every step win no contest but that of one workgroup.
 */
export function contestants({ tuning, cells, trees, synapses, refusal }: Contest): readonly Strategy[] {
  const { fused, gathered, persistent, blocks, batched, levels, 'two-pass': twoPass } = strategies;
  if (trees && trees.cells > 0) {
    const both = (trees.cells < tuning.manyTrees ? [levels, fused] : [fused, levels]).filter(
      (strategy) => refusal(strategy) === undefined,
    );
    return cells > tuning.contestCells ? both.slice(0, 1) : both;
  }
  const all =
    cells > tuning.contestCells
      ? [synapses >= DENSE * cells ? twoPass : fused]
      : tuning.cheapBarriers
        ? [fused, batched, gathered, twoPass, ...(synapses <= MOST_SORTED ? [blocks] : []), persistent]
        : [fused, batched, persistent];
  return all.filter((strategy) => refusal(strategy) === undefined);
}

/** The winner of an earlier contest of the same kind, in this process, if it takes this network too. */
export function rememberedStrategy(contest: Contest): Strategy | undefined {
  const winner = contests.winner(keyOf(contest));
  return winner && contest.refusal(winner) === undefined ? winner : undefined;
}

/**
 * The fastest of `among`, which is not empty, and remembers it. `time` measures one, in any unit; at most a few are tried once the
 * warm-up is over its budget of time.
 */
export async function chooseStrategy<T extends { readonly strategy: Strategy }>(
  contest: Contest,
  among: readonly T[],
  time: (contestant: T) => Promise<number>,
): Promise<T> {
  const { fastest } = await contests.hold(keyOf(contest), among, time, ({ strategy }) => strategy, BUDGET);
  return fastest;
}

/** Wall time per step of one contestant, ms. */
export async function timeStrategy(run: (steps: number) => Promise<unknown>): Promise<number> {
  await run(1);
  return millisecondsPerStep(run, warmUp);
}
