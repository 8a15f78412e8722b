import { shown, UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { flag, optional, optionsOf } from '../../options.ts';
import { gapOf, type RowRecipe } from '../../program/made.ts';
import { logComplement } from '../../random/logarithm.ts';
import { type ConnectionRule, choices, type RuleTask } from './rule.ts';
import { WordStream } from './words.ts';

/**
 * Every pair of a source and a target is joined with probability `p`, independently and at most once. Gaps between synapses are drawn
 * from the geometric distribution (Fan, Muller & Rezucha 1962), so the cost is per synapse, not per pair. With 32-bit words each
 * probability is exact to 2^-32.
 */
export function fixedProbability(
  p: number,
  options: { readonly autapses?: boolean } = {},
  ...more: undefined[]
): ConnectionRule {
  noMore('fixedProbability', 'a probability and options', more);
  if (!(typeof p === 'number' && p >= 0 && p <= 1))
    throw new UserError(`fixedProbability needs a probability from 0 to 1; it got ${shown(p)}.`);
  const autapses = readOptions(options).autapses ?? true;
  const perGap = p > 0 && p < 1 ? 1 / logComplement(p) : 0;
  return {
    name: `fixedProbability(${p})`,
    description: { kind: 'fixedProbability', p, autapses },
    recipe: recipeOf(),
    check() {},
    estimate: (task) => p * task.sources * task.targets,
    units: (task) => task.sources,
    count(task, counts, from, to) {
      rows(task, from, to, counts, undefined, 0);
    },
    fill(task, { cursors, entries, base }, from, to) {
      rows(task, from, to, cursors, entries, base);
    },
  };

  function recipeOf(): RowRecipe {
    if (p === 0) return { kind: 'draws', autapses, degree: 0 };
    return p === 1 ? { kind: 'all', autapses } : { kind: 'gaps', autapses, perGap };
  }

  /** One loop for both passes, so that they cannot part: moves each source's cursor, and writes where there are entries. */
  function rows(
    task: RuleTask,
    from: number,
    to: number,
    cursors: Uint32Array,
    entries: Uint32Array | undefined,
    base: number,
  ): void {
    if (p === 0 || task.targets === 0) return;
    const words = new WordStream(task.seed, task.stream);
    const expected = p < 1 ? p * task.targets + 3 * Math.sqrt(p * task.targets) + 1 : 0;
    for (let i = from; i < to; i++) {
      const { range, self } = choices(i + task.shift, task.targets, autapses);
      let at = cursors[i]!;
      words.begin(i, expected);
      let j = -1;
      for (;;) {
        j += 1 + (p < 1 ? gapOf(words.next(), perGap) : 0);
        if (j >= range) break;
        if (entries) entries[at] = base + (self >= 0 && j >= self ? j + 1 : j);
        at++;
      }
      cursors[i] = at;
    }
  }
}

const readOptions = optionsOf<{ readonly autapses?: boolean }>('fixedProbability', { autapses: optional(flag) });
