import { noMore } from '../../no-more.ts';
import { PartnerDraw } from './partners.ts';
import { type ConnectionRule, checkDegree, checkRange, choices, readTapses, type TapseOptions } from './rule.ts';

/** Every target gets `degree` synapses from sources drawn uniformly, with replacement unless `multapses` is false. */
export function fixedInDegree(degree: number, options: TapseOptions = {}, ...more: undefined[]): ConnectionRule {
  noMore('fixedInDegree', 'a degree and options', more);
  checkDegree('fixedInDegree', degree);
  const name = `fixedInDegree(${degree})`;
  const { multapses = true, autapses = true } = readTapses('fixedInDegree', options);
  return {
    name,
    description: { kind: 'fixedInDegree', degree, multapses, autapses },
    check(task) {
      if (task.targets === 0) return;
      const meets = task.shift < task.targets && task.shift + task.sources > 0;
      const { range } = choices(meets ? 0 : -1, task.sources, autapses);
      checkRange(name, degree, range, multapses, 'sources');
    },
    estimate: (task) => task.targets * degree,
    units: (task) => task.targets,
    byTarget: true,
    // Drawing twice costs less than keeping all sources in memory between the passes.
    count(task, counts, from, to) {
      if (degree === 0) return;
      const partners = new PartnerDraw(task, degree, task.sources, options);
      const drawn = partners.drawn;
      for (let j = from; j < to; j++) {
        partners.draw(j, j - task.shift);
        for (let k = 0; k < degree; k++) counts[drawn[k]!]!++;
      }
    },
    fill(task, { cursors, entries, base }, from, to) {
      if (degree === 0) return;
      const partners = new PartnerDraw(task, degree, task.sources, options);
      const drawn = partners.drawn;
      for (let j = from; j < to; j++) {
        partners.draw(j, j - task.shift);
        const entry = base + j;
        for (let k = 0; k < degree; k++) entries[cursors[drawn[k]!]!++] = entry;
      }
    },
  };
}
