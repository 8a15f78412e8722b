/** Where sections run in space: those of files as the file says, cylinders written by hand laid out in a plane. */
import type { Point, Section, Shape } from './shape.ts';

/** Half of the angle, in radians, that the branches at one end of the root share. */
const SPREAD = 1.2;
/** Of a section on the way of another, radians off its course. */
const ASIDE = 1;

/** The angles, radians, that a section and all beyond it keep to. */
interface Wedge {
  readonly middle: number;
  readonly half: number;
}

/**
 * The course of each section, µm. A cylinder starts where it hangs and runs in the middle of its wedge; those that hang on it share the
 * wedge by the number of their tips, so that branches stay apart. At end 0 of the root they run the other way.
 */
export function coursesOf({ sections }: Shape): readonly (readonly Point[])[] {
  const tips = tipsOf(sections);
  const wedges: Wedge[] = [];
  const courses: (readonly Point[])[] = [];
  const taken = new Map<string, number>();
  sections.forEach((section, s) => {
    const { parent, parentX } = section;
    const wedge = parent < 0 ? { middle: 0, half: SPREAD } : share(s);
    wedges.push(wedge);
    const from = parent < 0 ? ([0, 0] as const) : onCourse(courses[parent]!, parentX);
    courses.push(section.points ?? cylinder(section, from, wedge.middle));
  });
  return courses;

  function share(s: number): Wedge {
    const { parent, parentX } = sections[s]!;
    const back = parent === 0 && parentX === 0;
    const whole = back ? { middle: Math.PI, half: SPREAD } : wedges[parent]!;
    const key = `${parent} ${back}`;
    const siblings = sections.flatMap((other, k) =>
      other.parent === parent && (parent === 0 && other.parentX === 0) === back ? [k] : [],
    );
    const all = siblings.reduce((n, k) => n + tips[k]!, 0);
    const before = taken.get(key) ?? 0;
    taken.set(key, before + tips[s]!);
    const half = (whole.half * tips[s]!) / all;
    const middle = whole.middle - whole.half + (2 * whole.half * before) / all + half;
    // One that hangs on the way of another would lie on it.
    const aside = parentX > 0 && parentX < 1 && Math.abs(middle - whole.middle) < ASIDE / 4;
    return { middle: aside ? middle + ASIDE : middle, half };
  }
}

function tipsOf(sections: readonly Section[]): number[] {
  const tips = sections.map(() => 0);
  for (let s = sections.length - 1; s >= 0; s--) {
    tips[s] = Math.max(1, tips[s]!);
    const { parent } = sections[s]!;
    if (parent >= 0) tips[parent]! += tips[s]!;
  }
  return tips;
}

const cylinder = (
  { length, diameter }: Section,
  [x, y]: readonly [number, number],
  angle: number,
): readonly Point[] => [
  [x, y, 0, diameter],
  [x + length * Math.cos(angle), y + length * Math.sin(angle), 0, diameter],
];

/** A place of a course, 0 to 1 between its first and its last point: of cylinders, which are all that cylinders hang on. */
function onCourse(course: readonly Point[], at: number): readonly [number, number] {
  const [[ax, ay], [bx, by]] = [course[0]!, course.at(-1)!];
  return [ax + at * (bx - ax), ay + at * (by - ay)];
}
