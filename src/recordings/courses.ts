/** Voltages and currents that were recorded elsewhere: courses over time, and how they lie to those of the run. */
import { partitionPoint } from '../analysis/partition-point.ts';
import { fromUnit, parseQuantity, toUnit } from '../quantity/quantity.ts';

export interface RecordedCourse {
  /** Network-wide number; undefined where the file names no cell. */
  readonly cell: number | undefined;
  readonly title: string;
  /** Undefined where the file names none: the unit that the page shows. */
  readonly unit: string | undefined;
  /** ms, ascending. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export interface RecordedCourses {
  /** Of the file. */
  readonly name: string;
  readonly kind: 'voltage' | 'current';
  readonly lines: readonly RecordedCourse[];
}

/** A value at the end of each step from `firstStep` on. */
interface CourseOnSteps {
  readonly cell: number;
  readonly firstStep: number;
  readonly values: Float32Array;
}

/** Of a unit, as a text that can be compared. */
export const dimensionText = (unit: string): string => parseQuantity(`1 ${unit}`).dimension.join();

/**
 * A course at the ends of a run's steps, with straight lines between its values, in the unit `shown`. `dt` in ms. `cell`
 * stands for the cell of a course that names none. Undefined where its unit is of another dimension.
 */
export function courseOnSteps(
  course: RecordedCourse,
  dt: number,
  shown: string,
  cell: number,
): CourseOnSteps | undefined {
  const { times, values, unit } = course;
  if (unit !== undefined && (shown === '' || dimensionText(unit) !== dimensionText(shown))) return undefined;
  const scaled = (v: number): number => (unit === undefined || unit === shown ? v : toUnit(fromUnit(v, unit), shown));
  // What rounding leaves between a time and the end of a step is no time.
  const near = 1e-6 * dt;
  const first = Math.max(0, Math.ceil((times[0]! - near) / dt) - 1);
  const last = Math.floor((times.at(-1)! + near) / dt) - 1;
  const out = new Float32Array(Math.max(0, last - first + 1));
  for (let k = 0; k < out.length; k++) {
    const t = (first + k + 1) * dt;
    const after = Math.min(
      times.length - 1,
      partitionPoint(times.length, (j) => times[j]! < t - near),
    );
    const before = Math.max(0, after - 1);
    const exact = Math.abs(times[after]! - t) <= near || before === after;
    const part = exact ? 1 : (t - times[before]!) / (times[after]! - times[before]!);
    out[k] = scaled(exact ? values[after]! : values[before]! + part * (values[after]! - values[before]!));
  }
  return { cell: course.cell ?? cell, firstStep: first, values: out };
}

/** Root mean square difference where both have values, in their unit, and how many values that is of; undefined where there are none. */
export function courseDifference(
  a: CourseOnSteps,
  b: CourseOnSteps,
): { readonly rms: number; readonly count: number } | undefined {
  const from = Math.max(a.firstStep, b.firstStep);
  const to = Math.min(a.firstStep + a.values.length, b.firstStep + b.values.length);
  if (to <= from) return undefined;
  let sum = 0;
  for (let k = from; k < to; k++) sum += (a.values[k - a.firstStep]! - b.values[k - b.firstStep]!) ** 2;
  return { rms: Math.sqrt(sum / (to - from)), count: to - from };
}
