/** Numbers of the LIF laboratory's findings. */
import { expect, test } from 'vitest';
import { quantity } from '../../src/app/rooms/lif/figures.ts';

test.each([
  [20, 4, '20\u2009ms'],
  // Rounded to zeros: they are digits that were measured.
  [1.09996, 4, '1.100\u2009ms'],
  [-55.06197, 5, '−55.062\u2009ms'],
  [33_640.4, 4, '33640\u2009ms'],
  [0, 4, '0\u2009ms'],
  [1.4e-14, 2, '1.4·10⁻¹⁴\u2009ms'],
  [Number.NaN, 4, '–'],
  [Number.NEGATIVE_INFINITY, 4, '−∞'],
])('%f to %i digits is %s', (value, digits, text) => {
  expect(quantity(value, 'ms', digits)).toBe(text);
});
