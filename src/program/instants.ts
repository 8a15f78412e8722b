/**
 * Comparisons of times. t = k·dt is rounded, in f64 by less than a step's billionth and in f32, from some ten million steps on, by whole
 * steps. So a comparison with an instant that the host knows becomes one of whole steps, and any other gets a slack of a part of a step:
 * 't > 1.15 ms' begins one step after 't >= 1.15 ms', on every backend and at any time.
 */
import * as b from '../expression/build.ts';
import type { Expr } from '../expression/node.ts';
import type { CompareOp } from '../expression/ops.ts';
import { some, transform } from '../expression/visit.ts';

/** Instants this near a step, in steps, lie on it. The rounding of k·dt/dt in f64 is below 2⁻²⁰ for all k < 2³². */
const ON_GRID = 2 ** -10;
/** The same where the instant is a value of a cell, which backends of single precision round. */
const ON_GRID_OF_CELLS = 1 / 8;

/** The number of the step is compared in two parts, each of which f32 holds. */
const PART = 2 ** 16;

const comparisons: ReadonlySet<string> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne']);
const flipped: Readonly<Record<CompareOp, CompareOp>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le', eq: 'eq', ne: 'ne' };

/** The expressions with comparisons of times made so. `isShared` tells shared parameters from those that each cell has of its own. */
export function compareInstants(roots: readonly Expr[], isShared: (parameter: string) => boolean): Expr[] {
  const known = (e: Expr): boolean => !some(e, (node) => !isKnown(node, isShared));
  return transform(roots, (e) => {
    if (!comparisons.has(e.op)) return undefined;
    const op = e.op as CompareOp;
    const [x, y] = e.args as [Expr, Expr];
    const course = difference(courseOf(x), courseOf(y));
    if (!course || course.slope === 0) return phase(op, x, y);
    const instant = b.div(b.neg(course.rest), b.number(course.slope));
    const direction = course.slope > 0 ? op : flipped[op];
    if (course.unit === 'step') return known(instant) ? afterStep(direction, instant) : undefined;
    return known(instant) ? afterStep(direction, b.div(instant, b.dt)) : within(direction, instant);
  });
}

function isKnown(node: Expr, isShared: (parameter: string) => boolean): boolean {
  if (node.args.length > 0) return node.op !== 'lookup';
  return node.op === 'number' || node.op === 'dt' || (node.op === 'parameter' && isShared(node.name));
}

/** slope·(time or step) + rest, with a rest that neither is part of. */
interface Course {
  readonly slope: number;
  readonly unit: 'time' | 'step' | undefined;
  readonly rest: Expr;
}

const isClock = (e: Expr): boolean => e.op === 'time' || (e.op === 'step' && e.part === 'whole');

function courseOf(e: Expr): Course | undefined {
  const [x, y] = e.args as [Expr, Expr];
  if (isClock(e)) return { slope: 1, unit: e.op as 'time' | 'step', rest: b.zero };
  if (e.op === 'neg') return scaled(courseOf(x), -1);
  if (e.op === 'add' || e.op === 'sub') {
    const [p, q] = [courseOf(x), courseOf(y)];
    return e.op === 'sub' ? difference(p, q) : difference(p, scaled(q, -1));
  }
  if (e.op === 'mul' && x.op === 'number') return scaled(courseOf(y), x.value);
  if (e.op === 'div' && y.op === 'number') return scaled(courseOf(x), 1 / y.value);
  return some(e, isClock) ? undefined : { slope: 0, unit: undefined, rest: e };
}

function scaled(course: Course | undefined, by: number): Course | undefined {
  return course && { slope: by * course.slope, unit: course.unit, rest: b.mul(b.number(by), course.rest) };
}

function difference(p: Course | undefined, q: Course | undefined): Course | undefined {
  if (!p || !q || (p.unit && q.unit && p.unit !== q.unit)) return undefined;
  return { slope: p.slope - q.slope, unit: p.unit ?? q.unit, rest: b.sub(p.rest, q.rest) };
}

/** Step k (op) an instant, in steps. */
function afterStep(op: CompareOp, instant: Expr): Expr {
  const from = b.unary('ceil', b.sub(instant, b.number(ON_GRID)));
  const beyond = b.add(b.unary('floor', b.add(instant, b.number(ON_GRID))), b.one);
  switch (op) {
    case 'ge':
      return reached(from);
    case 'lt':
      return b.not(reached(from));
    case 'gt':
      return reached(beyond);
    case 'le':
      return b.not(reached(beyond));
    case 'eq':
      return b.and(reached(from), b.not(reached(beyond)));
    case 'ne':
      return b.or(b.not(reached(from)), reached(beyond));
  }
}

/** Whether the number of the step is at least a whole number that the host knows. */
function reached(step: Expr): Expr {
  const high = b.unary('floor', b.div(step, b.number(PART)));
  const low = b.sub(step, b.mul(b.number(PART), high));
  const later = b.compare('gt', b.stepHigh, high);
  return b.or(later, b.and(b.compare('eq', b.stepHigh, high), b.compare('ge', b.stepLow, low)));
}

/** Time (op) an instant of the cell's own. */
function within(op: CompareOp, instant: Expr): Expr | undefined {
  if (op === 'eq' || op === 'ne') return undefined;
  return b.compare(op, op === 'ge' || op === 'lt' ? moved(b.time, 1) : moved(b.time, -1), instant);
}

/** mod(t, period) below or from a phase on: so that neither a period nor a phase begins a step late. */
function phase(op: CompareOp, x: Expr, y: Expr): Expr | undefined {
  if (op !== 'lt' && op !== 'ge') return undefined;
  if (x.op !== 'mod' || some(y, isClock)) return undefined;
  const course = courseOf(x.args[0]!);
  if (course?.unit !== 'time' || !(course.slope > 0)) return undefined;
  return b.compare(op, b.binary('mod', moved(x.args[0]!, course.slope), x.args[1]!), y);
}

const moved = (e: Expr, by: number): Expr => b.add(e, b.mul(b.number(by * ON_GRID_OF_CELLS), b.dt));
