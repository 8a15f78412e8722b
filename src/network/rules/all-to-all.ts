import { noMore } from '../../no-more.ts';
import { flag, optional, optionsOf } from '../../options.ts';
import { type ConnectionRule, choices, type RuleTask } from './rule.ts';

/**
 * Every source projects to every target once, in order. `autapses: false` leaves out pairs of one cell with itself; between two
 * populations, where no such pairs exist, it is refused: `probability(1, { condition: 'i != j' })` leaves out pairs of equal numbers.
 */
export function allToAll(options: { readonly autapses?: boolean } = {}, ...more: undefined[]): ConnectionRule {
  noMore('allToAll', 'options', more);
  const autapses = readOptions(options).autapses ?? true;
  const row = (task: RuleTask, i: number) => choices(i + task.shift, task.targets, autapses);
  return {
    name: 'allToAll()',
    description: { kind: 'allToAll', autapses },
    recipe: { kind: 'all', autapses },
    check() {},
    estimate: (task) => task.sources * task.targets,
    units: (task) => task.sources,
    count(task, counts, from, to) {
      for (let i = from; i < to; i++) counts[i]! += row(task, i).range;
    },
    fill(task, { cursors, entries, base }, from, to) {
      for (let i = from; i < to; i++) {
        const { self } = row(task, i);
        let at = cursors[i]!;
        for (let j = 0; j < task.targets; j++) if (j !== self) entries[at++] = base + j;
        cursors[i] = at;
      }
    },
  };
}

const readOptions = optionsOf<{ readonly autapses?: boolean }>('allToAll', { autapses: optional(flag) });
