import { UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import type { ConnectionRule } from './rule.ts';

/** Source i projects to target i. Both sides must have equally many cells. */
export function oneToOne(...more: undefined[]): ConnectionRule {
  noMore('oneToOne', '', more);
  return {
    name: 'oneToOne()',
    description: { kind: 'oneToOne' },
    recipe: { kind: 'same' },
    check(task) {
      if (task.sources !== task.targets)
        throw new UserError(
          `oneToOne needs as many sources as targets; here are ${task.sources} sources and ${task.targets} targets. Take slices of equal size.`,
        );
    },
    estimate: (task) => task.sources,
    units: (task) => task.sources,
    count(_task, counts, from, to) {
      for (let i = from; i < to; i++) counts[i]!++;
    },
    fill(_task, { cursors, entries, base }, from, to) {
      for (let i = from; i < to; i++) entries[cursors[i]!++] = base + i;
    },
  };
}
