/** Numbers of the findings as text: with units, and as many digits as were measured. */
import { superscript } from '../../../numbers/superscript.ts';

/** A number of a few digits with its unit; '–' where there is none. */
export function quantity(value: number | undefined, unit: string, digits = 4): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e5)
      ? value.toExponential(1).replace('e', '·10^').replace('^+', '^')
      : plainText(value, digits);
  return `${withPower(text).replace(/-/g, '−')}${unit === '' ? '' : unit === '°' ? unit : `\u2009${unit}`}`;
}

/** Zeros at the end are digits where the number was rounded to them, and noise where it is round itself: '1.100', but '20'. */
function plainText(value: number, digits: number): string {
  const rounded = value.toPrecision(digits);
  const short = Number(rounded);
  return Math.abs(short - value) <= 1e-6 * Math.abs(value) || rounded.includes('e') ? `${short}` : rounded;
}

const withPower = (text: string): string => text.replace(/\^(-?\d+)/, (_, power: string) => superscript(Number(power)));
