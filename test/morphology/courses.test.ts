import { expect, test } from 'vitest';
import { type CableSection, cable } from '../../src/index.ts';
import { coursesOf } from '../../src/morphology/courses.ts';

const section = (length: number, on?: string): CableSection => ({
  L: `${length} um`,
  diameter: '2 um',
  ...(on === undefined ? {} : { on }),
});

type End = readonly [number, number];
const endsOf = (given: Record<string, CableSection>): [End, End][] =>
  coursesOf(cable(given)).map((c) => [
    [c[0]![0], c[0]![1]],
    [c.at(-1)![0], c.at(-1)![1]],
  ]);

test('what hangs in a row is drawn in a row, to both sides of the root', () => {
  const [soma, first, second, basal] = endsOf({
    soma: section(20),
    a: section(100, 'soma 1'),
    b: section(50, 'a 1'),
    basal: section(30, 'soma 0'),
  });
  const xs = [soma, first, second, basal].map((ends) => ends!.map(([x]) => Math.round(x)));
  expect(xs).toEqual([
    [0, 20],
    [20, 120],
    [120, 170],
    [0, -30],
  ]);
  for (const ends of [soma, first, second, basal]) for (const [, y] of ends!) expect(Math.abs(y)).toBeLessThan(1e-9);
});

test('sections keep their length, start where they hang, and no two of a branching cell meet elsewhere', () => {
  const given: Record<string, CableSection> = { d1: section(64) };
  for (let n = 2; n < 64; n++) given[`d${n}`] = section(64 / 2 ** Math.floor(Math.log2(n)), `d${n >> 1} 1`);
  given.side = section(20, 'd1 0.5');
  const ends = endsOf(given);
  const { sections } = cable(given);
  sections.forEach(({ length, parent, parentX }, s) => {
    const [[ax, ay], [bx, by]] = ends[s]!;
    expect(Math.hypot(bx - ax, by - ay)).toBeCloseTo(length, 9);
    if (parent < 0) return;
    const [[px, py], [qx, qy]] = ends[parent]!;
    expect(ax).toBeCloseTo(px + parentX * (qx - px), 9);
    expect(ay).toBeCloseTo(py + parentX * (qy - py), 9);
  });
  // Two open segments cross where the ends of each lie on both sides of the other; those that lie on one line would have all of these at 0.
  const side = ([[ax, ay], [bx, by]]: [End, End], [x, y]: End): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  ends.forEach((a, i) => {
    for (const b of ends.slice(i + 1)) {
      const [u, v] = [side(a, b[0]) * side(a, b[1]), side(b, a[0]) * side(b, a[1])];
      expect(u < -1e-9 && v < -1e-9).toBe(false);
      expect(Math.max(...b.map((end) => Math.abs(side(a, end))))).toBeGreaterThan(1e-6);
    }
  });
});
