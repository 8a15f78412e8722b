import { noMore } from '../../no-more.ts';
import { PartnerDraw } from './partners.ts';
import { type ConnectionRule, checkDegree, checkRange, choices, readTapses, type TapseOptions } from './rule.ts';

/** Every source gets `degree` synapses onto targets drawn uniformly, with replacement unless `multapses` is false. */
export function fixedOutDegree(degree: number, options: TapseOptions = {}, ...more: undefined[]): ConnectionRule {
  noMore('fixedOutDegree', 'a degree and options', more);
  checkDegree('fixedOutDegree', degree);
  const name = `fixedOutDegree(${degree})`;
  const { multapses = true, autapses = true } = readTapses('fixedOutDegree', options);
  return {
    name,
    description: { kind: 'fixedOutDegree', degree, multapses, autapses },
    // Without multapses a target depends on those drawn before it.
    ...(multapses || degree === 0 ? { recipe: { kind: 'draws', autapses, degree } } : {}),
    check(task) {
      if (task.sources === 0) return;
      // The scarcest source is one that must leave itself out.
      const meets = task.shift < task.targets && task.shift + task.sources > 0;
      const { range } = choices(meets ? 0 : -1, task.targets, autapses);
      checkRange(name, degree, range, multapses, 'targets');
    },
    estimate: (task) => task.sources * degree,
    units: (task) => task.sources,
    count(_task, counts, from, to) {
      for (let i = from; i < to; i++) counts[i]! += degree;
    },
    fill(task, { cursors, entries, base }, from, to) {
      if (degree === 0) return;
      const partners = new PartnerDraw(task, degree, task.targets, options);
      const drawn = partners.drawn;
      for (let i = from; i < to; i++) {
        partners.draw(i, i + task.shift);
        const at = cursors[i]!;
        for (let k = 0; k < degree; k++) entries[at + k] = base + drawn[k]!;
        cursors[i] = at + degree;
      }
    },
  };
}
