/** Single unit words ('nS', 'ms', 'ufarad'): a prefix of SI and a unit of the field, read into internal units. */
import { type Dimension, dimensionless, sameDimension } from './dimension.ts';

/** A unit as mantissa·10^exponent internal units; keeping the power of ten apart lets '0.3 nA' become exactly 300 pA. */
export interface UnitScale {
  readonly mantissa: number;
  readonly exponent: number;
  readonly dimension: Dimension;
  /** Internal value of zero on this unit's scale: 273.15 for degrees Celsius, else 0. */
  readonly offset: number;
}

/** Powers of ten of the internal base units in SI: mV, ms, pA, 10 µm, fmol, K. */
const tens = [-3, -3, -12, -5, -15, 0];

const prefixes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ T: 12, Tera: 12, tera: 12, G: 9, Giga: 9, giga: 9, M: 6, Mega: 6, mega: 6, k: 3, kilo: 3 },
    ...{ h: 2, Hecto: 2, hecto: 2, da: 1, Deca: 1, deca: 1, deka: 1, d: -1, Deci: -1, deci: -1 },
    ...{ c: -2, Centi: -2, centi: -2, m: -3, Milli: -3, milli: -3, u: -6, Micro: -6, micro: -6, mc: -6 },
    ...{ n: -9, Nano: -9, nano: -9, p: -12, Pico: -12, pico: -12, f: -15, Femto: -15, femto: -15 },
    ...{ a: -18, Atto: -18, atto: -18 },
  }),
);

/** Names; mantissa and power of ten in SI; exponents of V, s, A, m, mol, K, where kg = V·A·s³·m⁻². */
type Row = readonly [names: string, mantissa: number, exponent: number, dimension: Dimension];

const mass: Dimension = [1, 3, 1, -2, 0, 0];
const length: Dimension = [0, 0, 0, 1, 0, 0];
const volume: Dimension = [0, 0, 0, 3, 0, 0];
const time: Dimension = [0, 1, 0, 0, 0, 0];
const rate: Dimension = [0, -1, 0, 0, 0, 0];
const charge: Dimension = [0, 1, 1, 0, 0, 0];
const energy: Dimension = [1, 1, 1, 0, 0, 0];
const force: Dimension = [1, 1, 1, -1, 0, 0];
const pressure: Dimension = [1, 1, 1, -3, 0, 0];
const fluxDensity: Dimension = [1, 1, 0, -2, 0, 0];
const temperature: Dimension = [0, 0, 0, 0, 0, 1];

/** Units that take a prefix. */
const scaled: readonly Row[] = [
  ['m meter meters metre metres', 1, 0, length],
  ['ang angstrom angstroms', 1, -10, length],
  ['g gram grams gramme grammes', 1, -3, mass],
  ['Da Dalton Daltons dalton daltons', 1.660538921, -27, mass],
  ['l L liter liters litre litres', 1, -3, volume],
  ['degK kelvin', 1, 0, temperature],
  ['s sec secs second seconds', 1, 0, time],
  ['Hz hertz Hertz', 1, 0, rate],
  ['Bq becquerel becquerels', 1, 0, rate],
  ['N newton Newton', 1, 0, force],
  ['dyn dyne', 1, -5, force],
  ['Pa pascal Pascal', 1, 0, pressure],
  ['bar bars', 1, 5, pressure],
  ['P poise', 1, -1, [1, 2, 1, -3, 0, 0]],
  ['J joule Joule joules Joules', 1, 0, energy],
  ['erg ergs', 1, -7, energy],
  ['cal calorie calories', 4.184, 0, energy],
  ['Wh', 3.6, 3, energy],
  ['eV electronvolt electronvolts', 1.602176634, -19, energy],
  ['W watt watts VA', 1, 0, [1, 0, 1, 0, 0, 0]],
  ['mol mole', 1, 0, [0, 0, 0, 0, 1, 0]],
  ['M molar', 1, 3, [0, 0, 0, -3, 1, 0]],
  ['kat katal Katal', 1, 0, [0, -1, 0, 0, 1, 0]],
  ['A Ampere ampere amp amps', 1, 0, [0, 0, 1, 0, 0, 0]],
  ['C coulomb Coulomb', 1, 0, charge],
  ['Ah', 3.6, 3, charge],
  ['V Volt volt volts', 1, 0, [1, 0, 0, 0, 0, 0]],
  ['Ohm ohm', 1, 0, [1, 0, -1, 0, 0, 0]],
  ['S Siemens siemens', 1, 0, [-1, 0, 1, 0, 0, 0]],
  ['F farad Farad', 1, 0, [-1, 1, 1, 0, 0, 0]],
  ['H Henry henry', 1, 0, [1, 1, -1, 0, 0, 0]],
  ['Wb weber webers', 1, 0, [1, 1, 0, 0, 0, 0]],
  ['T tesla teslas', 1, 0, fluxDensity],
  ['G gauss', 1, -4, fluxDensity],
];

/** Units that stand alone. */
const alone: readonly Row[] = [
  ['min mins minute minutes', 6, 1, time],
  ['h hr hrs hour hours', 3.6, 3, time],
  ['d day days', 8.64, 4, time],
  ['wk week weeks', 6.048, 5, time],
  ['y yr year years annum', 3.1556926, 7, time],
  ['atm ATM atmosphere atmospheres', 1.01325, 5, pressure],
  ['mmHg torr', 1.33322368, 2, pressure],
  ['percent', 1, -2, dimensionless],
  ['ppm', 1, -6, dimensionless],
];

const internal = ([, mantissa, exponent, dimension]: Row): UnitScale => ({
  mantissa,
  exponent: exponent - dimension.reduce((sum, n, i) => sum + n * tens[i]!, 0),
  dimension,
  offset: 0,
});

const named = (rows: readonly Row[]): [string, UnitScale][] =>
  rows.flatMap((row) => row[0].split(' ').map((name): [string, UnitScale] => [name, internal(row)]));

const units: ReadonlyMap<string, UnitScale> = new Map(named(scaled));

const kelvin = units.get('kelvin')!;
const celsius: UnitScale = { ...kelvin, offset: 273.15 };

/** Fahrenheit has its own offset and no place in this field. */
const whole: ReadonlyMap<string, UnitScale> = new Map([
  ...named(alone),
  ['K', kelvin],
  ...['°C', '℃', 'degC', 'celsius', 'centigrade'].map((name): [string, UnitScale] => [name, celsius]),
]);

/** The scale of one unit word, or undefined if it is not a unit. 'cm2' and 'um3' count as powers of a length. */
export function atom(word: string): UnitScale | undefined {
  const alone = whole.get(word);
  if (alone) return alone;
  const plain = word.replace(/[\u00b5\u03bc]/g, 'u').replace(/[\u03a9\u2126]/g, 'ohm');
  const power = /^(.*[A-Za-z])([23])$/.exec(plain);
  if (!power) return prefixed(plain);
  const base = prefixed(power[1]!);
  const n = Number(power[2]);
  return base && sameDimension(base.dimension, length)
    ? { ...base, mantissa: base.mantissa ** n, exponent: base.exponent * n, dimension: [0, 0, 0, n, 0, 0] }
    : undefined;
}

/** A unit, or the shortest prefix that leaves one. */
function prefixed(word: string): UnitScale | undefined {
  const unit = units.get(word);
  if (unit) return unit;
  for (let n = 1; n <= Math.min(5, word.length - 1); n++) {
    const prefix = prefixes.get(word.slice(0, n));
    const base = prefix === undefined ? undefined : units.get(word.slice(n));
    if (base) return { ...base, exponent: base.exponent + prefix! };
  }
  return undefined;
}
