/**
 * Sections of an SWC file by Arbor's rule: each sample and its parent make a frustum, without exceptions and without wires; what hangs on
 * a sample hangs where that sample is.
 */
import { UserError } from '../errors.ts';
import type { Sample } from './samples.ts';
import { SectionNames } from './section-names.ts';
import { distanceOf, type Point, type Section, SOMA, sectionOf } from './shape.ts';

export function sectionsAsArbor(samples: readonly Sample[]): Section[] {
  const root = samples[0]!;
  if (root.kind === SOMA && samples.filter((s) => s.kind === SOMA).length === 1)
    throw new UserError(
      "By the rule 'arbor' a soma has at least two samples, and this one has one. Take the rule 'neuron', which makes a cylinder of it, or add a second sample.",
    );
  const childrenOf = new Map<number, number[]>();
  samples.forEach(({ parent }, i) => {
    if (parent < 0) return;
    const known = childrenOf.get(parent);
    if (known) known.push(i);
    else childrenOf.set(parent, [i]);
  });
  const point = (i: number): Point => {
    const { x, y, z, radius } = samples[i]!;
    return [x, y, z, 2 * radius];
  };
  const names = new SectionNames();
  const sections: Section[] = [];
  /** Sections that begin at a sample: first sample after it, the section and place they hang on. */
  const waiting: { readonly from: number; readonly to: number; readonly parent: number; readonly x: number }[] = [];
  (childrenOf.get(0) ?? []).forEach((to) => void waiting.push({ from: 0, to, parent: -1, x: 0 }));
  // All but the first of those that begin at the root hang on its beginning.
  for (let k = 0; k < waiting.length; k++) {
    const { from, to, parent, x } = waiting[k]!;
    const { kind } = samples[to]!;
    const points = [point(from), point(to)];
    let end = to;
    for (;;) {
      const next = childrenOf.get(end) ?? [];
      if (next.length !== 1 || samples[next[0]!]!.kind !== kind) break;
      end = next[0]!;
      points.push(point(end));
    }
    const flat = points.every((p) => distanceOf(p, points[0]!) === 0);
    const isFirst = sections.length === 0;
    const on = isFirst ? -1 : Math.max(parent, 0);
    const number = flat ? on : sections.length;
    const place = flat ? x : 1;
    if (!flat) sections.push(sectionOf({ name: names.next(kind), kind, points, parent: on, parentX: isFirst ? 0 : x }));
    (childrenOf.get(end) ?? []).forEach(
      (child) => void waiting.push({ from: end, to: child, parent: number, x: place }),
    );
  }
  if (sections.length === 0) throw new UserError('All samples of the file lie at one place; a cell needs some length.');
  return sections;
}
