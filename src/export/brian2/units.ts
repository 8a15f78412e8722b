/** Units as Brian2 writes them. */
import { UserError } from '../../errors.ts';
import { baseUnits, type Dimension, dimensionless, sameDimension } from '../../quantity/dimension.ts';
import { parseQuantity } from '../../quantity/quantity.ts';

/** Short names that Brian2's own namespace holds; all others are written out. */
const short: ReadonlySet<string> = new Set(
  'mV mA uA nA pA pF uF nF nS uS mS ms us Hz kHz MHz cm mm um mM uM nM'.split(' '),
);
const long: Readonly<Record<string, string>> = {
  V: 'volt',
  A: 'amp',
  S: 'siemens',
  F: 'farad',
  s: 'second',
  Hz: 'hertz',
  m: 'metre',
  M: 'molar',
  mol: 'mole',
  mole: 'mole',
  ohm: 'ohm',
  C: 'coulomb',
  K: 'kelvin',
  volt: 'volt',
  amp: 'amp',
  siemens: 'siemens',
  farad: 'farad',
  second: 'second',
  msecond: 'msecond',
  kelvin: 'kelvin',
  metre: 'metre',
  meter: 'metre',
  molar: 'molar',
  coulomb: 'coulomb',
};

/** 'nS' as 'nS', 'ns' as 'nsecond', 'Mohm' as 'Mohm': one word of a unit, or undefined where Brian2 has none. */
export function unitWord(word: string): string | undefined {
  const plain = word.replace(/[µμ]/g, 'u').replace(/[ΩΩ]/g, 'ohm');
  if (short.has(plain)) return plain;
  const whole = long[plain];
  if (whole !== undefined) return whole;
  const [, prefix, rest] = /^([fpnumckMG])(.+)$/.exec(plain) ?? [];
  const base = rest === undefined ? undefined : long[rest];
  return base === undefined ? undefined : `${prefix}${base}`;
}

const names: readonly (readonly [Dimension, string])[] = [
  [dimensionless, '1'],
  [[1, 0, 0, 0, 0, 0], 'volt'],
  [[0, 1, 0, 0, 0, 0], 'second'],
  [[0, -1, 0, 0, 0, 0], 'hertz'],
  [[0, 0, 1, 0, 0, 0], 'amp'],
  [[-1, 0, 1, 0, 0, 0], 'siemens'],
  [[-1, 1, 1, 0, 0, 0], 'farad'],
  [[0, 0, 1, -2, 0, 0], 'amp/metre**2'],
  [[-1, 0, 1, -2, 0, 0], 'siemens/metre**2'],
  [[-1, 1, 1, -2, 0, 0], 'farad/metre**2'],
  [[0, 0, 0, -3, 1, 0], 'mole/metre**3'],
];
const bases = ['volt', 'second', 'amp', 'metre', 'mole', 'kelvin'];

/** The unit of a dimension without a prefix, as Brian2's equations declare it: 'volt', 'siemens/metre**2'. */
export function baseUnit(dimension: Dimension): string {
  const known = names.find(([d]) => sameDimension(d, dimension));
  if (known) return known[1];
  const factors = dimension.flatMap((n, k) => (n === 0 ? [] : [{ unit: bases[k]!, n }]));
  const write = ({ unit, n }: { unit: string; n: number }): string =>
    Math.abs(n) === 1 ? unit : `${unit}**${Math.abs(n)}`;
  const above = factors.filter((f) => f.n > 0).map(write);
  const below = factors.filter((f) => f.n < 0).map(write);
  return [above.join('*') || '1', ...below].join('/');
}

/** An internal value as a quantity of its base unit: '2e-10*farad'. */
export function exactQuantity(value: number, dimension: Dimension): string {
  const unit = baseUnit(dimension);
  if (unit === '1') return pythonNumber(value);
  // One rounding less where the decimal point alone moves.
  const power = dimension.reduce((sum, n, k) => sum + n * Math.round(Math.log10(baseUnits[k]!)), 0);
  const number = Number.isInteger(power) ? Number(`${value}e${power}`) : value * 10 ** power;
  return `${pythonNumber(Number.isFinite(number) ? number : value * 10 ** power)}*${unit}`;
}

/** A number as Python reads it back to the same double. */
export function pythonNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  if (Number.isNaN(value)) throw new UserError('A script for Brian2 cannot hold a value that is no number.');
  return Object.is(value, -0) ? '-0.0' : String(value).replace('e+', 'e');
}

const plainUnit = /^(1\/)?([A-Za-zµμΩΩ]+)(?:(\^|\*\*)(-?\d+))?(?:\/([A-Za-zµμΩΩ]+)(?:(?:\^|\*\*)(\d+))?)?$/;

/** '6*nS' for '6 nS', '1*uF/cm**2' for '1 uF/cm^2': in the words of the user where Brian2 has them, else in base units. */
export function quantity(text: string | number): string {
  if (typeof text === 'string') {
    const { unit, value, dimension } = parseQuantity(text);
    const digits = /^\s*([+\-−]?\s*[\d.]+(?:[eE][+-]?\d+)?)/.exec(text)?.[1]?.replace('−', '-').replace(/[\s+]/g, '');
    const [, one, above, , power, below, powerBelow] = plainUnit.exec(unit) ?? [];
    const [first, second] = [above && unitWord(above), below && unitWord(below)];
    if (digits !== undefined && unit === '') return pythonNumber(Number(digits));
    if (digits !== undefined && first !== undefined && (below === undefined || second !== undefined)) {
      const numerator = `${one ? '/' : '*'}${first}${power === undefined ? '' : `**${power}`}`;
      const denominator = second === undefined ? '' : `/${second}${powerBelow === undefined ? '' : `**${powerBelow}`}`;
      return `${pythonNumber(Number(digits))}${numerator}${denominator}`;
    }
    return exactQuantity(value, dimension);
  }
  return pythonNumber(text);
}
