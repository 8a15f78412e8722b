/** Unit words against js-quantities, which knows a few hundred of them with every prefix. */
import Qty from 'js-quantities';
import { expect, it } from 'vitest';
import { atom } from '../../src/quantity/atom.ts';

/** Internal units: mV, ms, pA, 10 µm, fmol, K. */
const internal = ['0.001 V', '0.001 s', '1e-12 A', '1e-5 m', '1e-15 mol', '1 degK'];

const words = Qty.getUnits().flatMap((unit) => Qty.getAliases(unit));
const prefixes = (
  'T Tera tera G Giga giga M Mega mega k kilo h Hecto hecto da Deca deca deka d Deci deci c Centi centi ' +
  'm Milli milli u Micro micro mc n Nano nano p Pico pico f Femto femto a Atto atto'
).split(' ');

/** Words that are told apart by an offset or are not units of difference. */
const temperatures = /^temp|celsius|centigrade|degC|fahrenheit|rankine|degF|degR/;

it('every word that is taken means what js-quantities takes it for', () => {
  let taken = 0;
  const wrong: string[] = [];
  for (const word of words.flatMap((name) => [name, ...prefixes.map((prefix) => prefix + name)])) {
    const scale = /^[A-Za-z]+$/.test(word) && !temperatures.test(word) ? atom(word) : undefined;
    if (!scale) continue;
    taken++;
    const unit = scale.dimension.reduce((product, n, i) => {
      const base = Qty(internal[i]!);
      for (let k = 0; k < Math.abs(n); k++) product = n > 0 ? product.mul(base) : product.div(base);
      return product;
    }, Qty(1));
    const theirs = Qty(`1 ${word}`);
    // Both are products of powers of ten of some ten factors: a few roundings of 2⁻⁵³ each.
    const ratio = theirs.isCompatible(unit)
      ? theirs.div(unit).toBase().scalar / (scale.mantissa * 10 ** scale.exponent)
      : Number.NaN;
    if (!(Math.abs(ratio - 1) < 64 * 2 ** -53)) wrong.push(`${word}: ${ratio}`);
  }
  expect(wrong).toEqual([]);
  // Some 80 names and their 35 prefixes.
  expect(taken).toBeGreaterThan(2000);
});

it('the units of SI that the field uses are taken with each prefix', () => {
  const names = 'm g s A V ohm Ohm S F C H J W N Pa Hz mol M L meter second amp volt siemens farad coulomb hertz molar';
  for (const name of names.split(' '))
    for (const prefix of ['', 'k', 'm', 'u', 'n', 'p', 'milli', 'micro', 'nano'])
      expect(atom(prefix + name), prefix + name).toBeDefined();
});

it('degrees Celsius are a scale with an offset under each of their names, and take no prefix', () => {
  for (const name of ['degC', 'celsius', 'centigrade', '°C', '℃']) expect(atom(name)?.offset, name).toBe(273.15);
  expect(atom('mdegC')).toBeUndefined();
  expect(atom('K')?.offset).toBe(0);
});

it.each(['mVms', 'degF', 'fahrenheit', 'tempC', 'constructor', '__proto__', 'bushel', 'mm4', 'ms2', 'm22', ''])(
  "'%s' is no unit word",
  (word) => {
    expect(atom(word)).toBeUndefined();
  },
);
