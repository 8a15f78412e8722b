import { CapacityError, InternalError, UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { optional, optionsOf, quantity, text } from '../../options.ts';
import { dimensionless } from '../../quantity/dimension.ts';
import { type Closure, compileExpression } from '../closures.ts';
import { type Pairs, pairColumns, parsePairs } from '../pairs.ts';
import type { ConnectionRule, RuleTask } from './rule.ts';
import { WordStream } from './words.ts';

export interface ProbabilityOptions {
  /** A condition on the pair besides: 'i != j', 'abs(x_pre - x_post) < 100 um'. */
  readonly condition?: string;
}

/** More pairs than these would be looked at for longer than anyone waits. */
const MOST_PAIRS = 2 ** 32;

/**
 * Every pair of a source and a target is joined with its own probability, independently and at most once:
 * `probability('exp(-((x_pre - x_post)**2 + (y_pre - y_post)**2)/18)', { condition: 'i != j' })`. Both texts may use `i` and `j`, the
 * numbers of the two cells within their populations, and parameters and positions of either end (`x_pre`, `x_post`). A row takes one word
 * of the generator per target, so each probability is exact to 2^-32, whatever the others are. Every pair is looked at twice while the
 * network is built; synapses are stored.
 */
export function probability(
  p: string | number,
  options: ProbabilityOptions = {},
  ...more: undefined[]
): ConnectionRule {
  noMore('probability', 'a probability and options', more);
  const { condition } = optionsOf<ProbabilityOptions>('probability', { condition: optional(text) })(options);
  quantity.check(p, 'probability');
  const name = `probability('${p}'${condition === undefined ? '' : `, '${condition}'`})`;
  const unbound = (): never => {
    throw new InternalError('A rule over pairs has no cells yet.');
  };
  const rule = { name, description: { kind: 'probability', p, condition } as const, bind };
  return { ...rule, check() {}, estimate: unbound, units: unbound, count: unbound, fill: unbound };

  function bind(pairs: Pairs): ConnectionRule {
    const chance = parsePairs(p, pairs, { expected: dimensionless, what: 'probability', random: false }).value;
    const given =
      condition === undefined
        ? undefined
        : parsePairs(condition, pairs, { expected: 'boolean', what: 'condition', random: false }).value;
    const { source, target, seed } = pairs;
    if (source.size * target.size > MOST_PAIRS)
      throw new CapacityError(
        `${name} would look at ${(source.size * target.size).toPrecision(2)} pairs, at most 2^32 can be; take smaller populations, or a rule that needs no look at each pair, such as fixedProbability.`,
      );
    let made: Closure | undefined;
    let expected: number | undefined;
    /** The probability of a pair, its condition included; made when first needed. */
    const chances = (): Closure => {
      if (made) return made;
      const columns = pairColumns(given ? [chance, given] : [chance], pairs);
      const stream = { seed, name, purpose: 'connect' } as const;
      const value = compileExpression(chance, stream, columns, 'a probability');
      const holds = given && compileExpression(given, stream, columns, 'a condition');
      made = (i, step, j) => {
        if (holds && !holds(i, step, j)) return 0;
        const of = value(i, step, j);
        if (of >= 0 && of <= 1) return of;
        throw new UserError(
          `${name} is ${of} from cell ${source.first + i} to cell ${target.first + j}; a probability lies from 0 to 1, which clip(…, 0, 1) makes sure of.`,
        );
      };
      return made;
    };
    const rows = (
      task: RuleTask,
      from: number,
      to: number,
      cursors: Uint32Array,
      put: (at: number, j: number) => void,
    ): void => {
      const of = chances();
      const words = new WordStream(task.seed, task.stream);
      for (let i = from; i < to; i++) {
        words.begin(i, task.targets);
        let at = cursors[i]!;
        for (let j = 0; j < task.targets; j++) if (words.next() * 2 ** -32 < of(i, 0, j)) put(at++, j);
        cursors[i] = at;
      }
    };
    return {
      ...rule,
      check() {},
      estimate({ sources, targets }) {
        if (expected === undefined) {
          const of = chances();
          expected = 0;
          for (let i = 0; i < sources; i++) for (let j = 0; j < targets; j++) expected += of(i, 0, j);
        }
        return expected;
      },
      units: (task) => task.sources,
      count(task, counts, from, to) {
        rows(task, from, to, counts, () => {});
      },
      fill(task, { cursors, entries, base }, from, to) {
        rows(task, from, to, cursors, (at, j) => {
          entries[at] = base + j;
        });
      },
    };
  }
}
