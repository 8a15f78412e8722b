/** Single unit words ('nS', 'ms', 'ufarad') resolved by js-quantities into internal units. */
import Qty from 'js-quantities';
import { type Dimension, sameDimension } from './dimension.ts';

/** A unit as mantissa·10^exponent internal units; keeping the power of ten apart lets '0.3 nA' become exactly 300 pA. */
export interface Scale {
  readonly mantissa: number;
  readonly exponent: number;
  readonly dimension: Dimension;
  /** Internal value of zero on this unit's scale: 273.15 for degrees Celsius, else 0. */
  readonly offset: number;
}

/** Exponents of V, s, A, m, mol, K in the base units that js-quantities reduces to; kg = V·A·s³·m⁻². */
const bases: ReadonlyMap<string, Dimension> = new Map<string, Dimension>([
  ['<meter>', [0, 0, 0, 1, 0, 0]],
  ['<second>', [0, 1, 0, 0, 0, 0]],
  ['<ampere>', [0, 0, 1, 0, 0, 0]],
  ['<mole>', [0, 0, 0, 0, 1, 0]],
  ['<kelvin>', [0, 0, 0, 0, 0, 1]],
  ['<kilogram>', [1, 3, 1, -2, 0, 0]],
  ['<1>', [0, 0, 0, 0, 0, 0]],
]);

/** Powers of ten of the internal base units in SI: mV, ms, pA, 10 µm, fmol, K. */
const tens = [-3, -3, -12, -5, -15, 0];

/** Words of the field that the library spells otherwise. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['K', 'kelvin'],
  ['°C', 'degC'],
  ['celsius', 'degC'],
  ['℃', 'degC'],
]);

const prefixes = new Set(
  'tera giga mega kilo hecto deca deci centi milli micro nano pico femto atto'.split(' ').map((name) => `<${name}>`),
);

const cache = new Map<string, Scale | undefined>();

/** The scale of one unit word, or undefined if it is not a unit. 'cm2' and 'um3' count as powers of a length. */
export function atom(word: string): Scale | undefined {
  if (word.length > 24) return undefined;
  if (!cache.has(word)) {
    if (cache.size > 4096) cache.clear();
    cache.set(word, resolve(word));
  }
  return cache.get(word);
}

function resolve(word: string): Scale | undefined {
  const plain = aliases.get(word) ?? word.replace(/[\u00b5\u03bc]/g, 'u').replace(/[\u03a9\u2126]/g, 'ohm');
  const power = /^([A-Za-z]*m|[A-Za-z]*met(?:er|re))([23])$/.exec(plain);
  if (power) {
    const length = atom(power[1]!);
    if (!length || !sameDimension(length.dimension, [0, 0, 0, 1, 0, 0])) return undefined;
    const n = Number(power[2]);
    return {
      ...length,
      mantissa: length.mantissa ** n,
      exponent: length.exponent * n,
      dimension: [0, 0, 0, n, 0, 0],
    };
  }
  // Fahrenheit has an offset of its own and no place in this field; 'temp…' are the library's absolute scales.
  if (!/^[A-Za-z]+$/.test(plain) || /^temp|deg[FR]$|fahrenheit|rankine/.test(plain)) return undefined;
  const quantity = Qty.parse(`1 ${plain}`);
  if (!quantity) return undefined;
  // The library also reads words run together ('mVms'); one word is one prefix and one unit here.
  const parts = [...quantity.numerator, ...quantity.denominator].filter((part) => part !== '<1>');
  if (parts.length > 2 || (parts.length === 2 && !prefixes.has(parts[0]!))) return undefined;
  const si = quantity.toBase();
  const dimension: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  for (const [words, sign] of [
    [si.numerator, 1],
    [si.denominator, -1],
  ] as const)
    for (const base of words) {
      const exponents = bases.get(base);
      if (!exponents) return undefined;
      for (let i = 0; i < 6; i++) dimension[i] = dimension[i]! + sign * exponents[i]!;
    }
  // The library multiplies its prefixes out in binary; 14 digits bring the decimal number back.
  const [digits, exponent] = si.scalar.toExponential(13).split('e') as [string, string];
  const mantissa = Number(digits);
  if (!(mantissa > 0)) return undefined;
  return {
    mantissa,
    exponent: Number(exponent) - dimension.reduce((sum, n, i) => sum + n * tens[i]!, 0),
    dimension,
    offset: plain === 'degC' ? 273.15 : 0,
  };
}
