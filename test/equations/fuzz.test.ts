import { expect, it } from 'vitest';
import { buildModel } from '../../src/equations/cell-model.ts';
import { UserError } from '../../src/errors.ts';
import { parseQuantity } from '../../src/quantity/quantity.ts';
import { cobahh, hodgkinHuxley } from './models.ts';

/** Numerical Recipes' linear congruential generator: the same texts in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces =
  'dv/dt = ( ) ( ) + - * / ** ^ % , : ; = += == < > != and or not ! && || \n # v m x V i t dt e pi xi xi_1 1 2.5 1e3 .5 0 1e308 mV ms nS pA uF cm cm^2 m s h y exp( log( min( clip( crosses( previous( poisson( rand() randn() int( where( normal( true : mV : 1 (unless refractory) (constant) µ Ω ² ⁻¹ \\\n \' " ` $ { } [ ] . .. __proto__ constructor \u0000 \ud83e'.split(
    ' ',
  );

/** Whether the action ends well or with a mistake laid at the user's door; anything else is thrown on. */
function verdict(action: () => unknown): 'fine' | 'refused' {
  try {
    action();
    return 'fine';
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

it('token soup is refused politely', () => {
  const next = generator(1);
  const counts = { fine: 0, refused: 0 };
  for (let round = 0; round < 3000; round++) {
    const soup = Array.from({ length: 1 + next(30) }, () => pieces[next(pieces.length)]!).join(next(2) ? ' ' : '');
    counts[verdict(() => buildModel({ equations: `dv/dt = ${soup}`, threshold: soup, reset: soup }))]++;
    counts[verdict(() => buildModel({ equations: `dv/dt = -v/ms : mV\nx = ${soup} : 1` }))]++;
    counts[verdict(() => parseQuantity(`${next(10)} ${soup}`))]++;
  }
  expect(counts.refused).toBeGreaterThan(8000);
  expect(counts.fine).toBeGreaterThan(0);
});

it('damaged models are refused politely or still mean something', () => {
  const next = generator(2);
  for (const model of [cobahh, hodgkinHuxley]) {
    const text = model.equations;
    const counts = { fine: 0, refused: 0 };
    for (let round = 0; round < 400; round++) {
      const at = next(text.length);
      const damaged = text.slice(0, at) + pieces[next(pieces.length)]! + text.slice(at + next(4));
      counts[verdict(() => buildModel({ ...model, equations: damaged }))]++;
    }
    expect(counts.fine).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(200);
  }
});
