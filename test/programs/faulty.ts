/** Networks that blow up at a known place. */
import type { Fault } from '../../src/engine/engine.ts';
import * as b from '../../src/expression/build.ts';
import type { Program } from '../../src/program/program.ts';
import { programOf } from './program.ts';

const STEP = 12;
const n = b.number;

/**
 * In step 12 columns 1 and 2 of cell 37 and column 0 of cell 80 of the second population go wrong together; everything after that goes
 * wrong too, in every cell before them.
 */
export function faulty(how: 'run-away' | 'not a number' | 'beyond the limit'): { program: Program; fault: Fault } {
  const from = (cell: number) =>
    b.or(b.and(b.compare('eq', b.cell, n(cell)), b.compare('ge', b.step, n(STEP))), b.compare('gt', b.step, n(STEP)));
  const bad = {
    // Grows past the range of f32 within the step.
    'run-away': b.mul(b.mul(b.state('large'), b.state('large')), b.state('large')),
    'not a number': b.unary('sqrt', b.neg(b.state('large'))),
    'beyond the limit': n(-51),
  }[how];
  const state = (cell: number) => ({ initial: 1, next: b.select(from(cell), bad, n(1)), limit: 50 });
  const program = programOf({
    populations: [
      { name: 'calm', size: 50, states: { x: { initial: 0, next: b.zero } } },
      {
        name: 'wild',
        size: 100,
        states: { a: state(80), b: state(37), c: state(37), large: { initial: 1e20, next: b.state('large') } },
      },
    ],
  });
  return { program, fault: { step: STEP, population: 1, cell: 37, column: 1 } };
}
