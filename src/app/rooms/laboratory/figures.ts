/** Errors and costs as text: two digits that mean something. */

import { fixed, grouped } from '../../../numbers/grouped.ts';
import { superscript } from '../../../numbers/superscript.ts';
import { regularRate } from '../../../studies/measure.ts';

export const none = '–';

/** '2.2', '0.028', '2.8·10⁻⁵', with a true minus; `sign` writes a plus too. */
export function errorText(value: number, sign = false): string {
  if (!Number.isFinite(value)) return none;
  if (value === 0) return '0';
  const plus = sign && value > 0 ? '+' : '';
  const size = Math.abs(value);
  if (size >= 0.001 && size < 1000) {
    const decimals = Math.max(0, 1 - Math.floor(Math.log10(size)));
    return plus + grouped(value.toFixed(Math.min(4, decimals)));
  }
  const power = Math.floor(Math.log10(size));
  const digits = (value / 10 ** power).toFixed(1).replace('-', '\u2212');
  return `${plus}${digits}·10${superscript(power)}`;
}

/** '0.0125' without trailing zeros. */
export const stepText = (ms: number): string => `${Number(ms.toPrecision(4))}`;

/** Rate of spikes at these times (ms) in Hz, from the first to the last. */
export const rateText = (spikeTimes: readonly number[], decimals: number): string =>
  spikeTimes.length < 2 ? none : fixed(regularRate(spikeTimes), decimals);
