import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { superscript } from '../../src/numbers/superscript.ts';
import { canonicalUnit, describeDimension } from '../../src/quantity/describe.ts';
import { current, type Dimension, dimensionless, timeDimension, voltage } from '../../src/quantity/dimension.ts';
import { formatQuantity, fromUnit, parseQuantity, toUnit } from '../../src/quantity/quantity.ts';
import { unitOf } from '../../src/quantity/units.ts';

const conductance: Dimension = [-1, 0, 1, 0, 0, 0];

describe('parseQuantity', () => {
  // Exact equality: the decimal number must arrive, not a binary neighbour of it.
  it.each<[string | number, number, Dimension]>([
    ['6 nS', 6, conductance],
    ['-60 mV', -60, voltage],
    ['−60 mV', -60, voltage],
    ['0.1 ms', 0.1, timeDimension],
    ['0.3 nA', 300, current],
    ['20 uS', 20_000, conductance],
    ['1e3 pF', 1000, [-1, 1, 1, 0, 0, 0]],
    ['1 uF/cm^2', 1, [-1, 1, 1, -2, 0, 0]],
    ['1 µF/cm²', 1, [-1, 1, 1, -2, 0, 0]],
    ['0.03 mS/cm^2', 0.03, [-1, 0, 1, -2, 0, 0]],
    ['1.5 uA/cm^2', 1.5, [0, 0, 1, -2, 0, 0]],
    ['1 ufarad*cm**-2', 1, [-1, 1, 1, -2, 0, 0]],
    ['20000 um^2', 200, [0, 0, 0, 2, 0, 0]],
    ['0.0002 cm2', 200, [0, 0, 0, 2, 0, 0]],
    ['10 Hz', 0.01, [0, -1, 0, 0, 0, 0]],
    ['0.5 1/ms', 0.5, [0, -1, 0, 0, 0, 0]],
    ['3 mV·ms⁻¹', 3, [1, -1, 0, 0, 0, 0]],
    ['2.4 mM', 2.4, [0, 0, 0, -3, 1, 0]],
    ['0.1 Mohm', 0.0001, [1, 0, -1, 0, 0, 0]],
    ['100 MΩ', 0.1, [1, 0, -1, 0, 0, 0]],
    ['96485.33212 C/mol', 96485.33212, [0, 1, 1, 0, -1, 0]],
    ['8.31446 J/mol/K', 8314.46, [1, 1, 1, 0, -1, -1]],
    ['2 min', 120_000, timeDimension],
    ['36 degC', 309.15, [0, 0, 0, 0, 0, 1]],
    ['36 celsius', 309.15, [0, 0, 0, 0, 0, 1]],
    ['6.3 °C', 279.45, [0, 0, 0, 0, 0, 1]],
    ['10 kelvin', 10, [0, 0, 0, 0, 0, 1]],
    ['2 mV/ms**0.5', 2, [1, -0.5, 0, 0, 0, 0]],
    ['0.02', 0.02, dimensionless],
    [0.02, 0.02, dimensionless],
    [1e-7, 1e-7, dimensionless],
  ])('%s', (text, value, dimension) => {
    const quantity = parseQuantity(text);
    expect(quantity.value).toBe(value);
    expect(quantity.dimension).toEqual(dimension);
  });

  it.each<[string | number, Dimension, string]>([
    ['67 mV', conductance, "w_i: '67 mV' is a voltage; a conductance such as '67 nS' is expected."],
    ['67', conductance, "w_i: '67' is a plain number; a conductance such as '67 nS' is expected."],
    ['1 mV/ms', dimensionless, "w_i: '1 mV/ms' is a value in mV·ms⁻¹; a plain number such as '1' is expected."],
    [
      '1e3 pA',
      [0, 0, 1, -2, 0, 0],
      "w_i: '1e3 pA' is a current; a current per area such as '1e3 uA/cm^2' is expected.",
    ],
    ['67 NS', conductance, "w_i: '67 NS': 'NS' is not a known unit; did you mean 'nS'?"],
    ['nS', conductance, "w_i: 'nS' does not start with a number; a quantity such as '67 nS' is expected."],
    [
      '1,5 nS',
      conductance,
      "w_i: '1,5 nS' has a comma in its number; decimals follow a point, as in '1.5', and thousands are written together, as in '1500'.",
    ],
    ['', voltage, "w_i: '' does not start with a number; a quantity such as '67 mV' is expected."],
    ['1e400 mV', voltage, "w_i: '1e400 mV' is too large a number."],
    ['1 mV)', voltage, "w_i: '1 mV)': ')' does not belong in a unit: 'mV)'."],
    ['1 mV^x', voltage, "w_i: '1 mV^x': A power of a unit is a number, as in cm^2: 'mV^x'."],
    [Number.NaN, voltage, "w_i: 'NaN' does not start with a number; a quantity such as '67 mV' is expected."],
  ])('refuses %s', (text, expected, sentence) => {
    expect(() => parseQuantity(text, expected, 'w_i')).toThrow(new UserError(sentence));
  });

  it.each([
    '1 __proto__',
    '1 constructor',
    '1 toString',
    '1 `x`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: hostile text
    '1 ${1}',
    `1 ${'('.repeat(150)}`,
    '1 '.repeat(80),
    `1${'0'.repeat(1e5)} mV`,
    '1 mV^99',
    '1 mVms',
    '98 degF',
    '1 tempC',
    '1 USD',
    '1 byte',
  ])('refuses the hostile or foreign %s', (text) => {
    expect(() => parseQuantity(text)).toThrow(UserError);
  });

  it('refuses what is not a text', () => {
    expect(() => parseQuantity(undefined as unknown as string, voltage, 'v')).toThrow(
      "v: a quantity such as '6 nS' is expected, not undefined.",
    );
  });
});

describe('units', () => {
  it('come back as they went', () => {
    for (const unit of ['mV', 'nA', 'uS', 'uF/cm^2', 'Hz', 'degC', 'Mohm', 'um^2', 'mV/ms', 'min', '1'])
      for (const value of [0.3, -67, 1e-3, 12345.678])
        expect(toUnit(fromUnit(value, unit), unit)).toBeCloseTo(value, 9);
    expect(toUnit(300, 'nA')).toBe(0.3);
    expect(toUnit(309.15, 'degC')).toBe(36);
    expect(fromUnit(0.3, 'nA')).toBe(300);
    expect(fromUnit(1e-7, 'mV')).toBe(1e-7);
  });

  it('have scales in internal units', () => {
    expect(unitOf('uF/cm^2').scale).toBe(1);
    expect(unitOf('S').scale).toBe(1e9);
    expect(unitOf('').dimension).toEqual(dimensionless);
  });

  it('are written for people', () => {
    expect(formatQuantity(300, 'nA')).toBe('0.3 nA');
    expect(formatQuantity(-65.00000001, 'mV')).toBe('-65 mV');
    expect(formatQuantity(0.25, '1')).toBe('0.25');
  });

  it.each([
    ['mV', 'voltage', 'mV'],
    ['S', 'conductance', 'nS'],
    ['S/m^2', 'conductance per area', 'mS/cm^2'],
    ['F/m^2', 'capacitance per area', 'uF/cm^2'],
    ['A/m^2', 'current per area', 'uA/cm^2'],
    ['F', 'capacitance', 'pF'],
    ['A', 'current', 'pA'],
    ['s', 'time', 'ms'],
    ['Hz', 'frequency', '1/ms'],
    ['1', 'plain number', '1'],
    ['V/s', 'mV·ms⁻¹', 'mV/ms'],
    ['mV/ms^0.5', 'mV·ms^-0.5', 'mV/ms^0.5'],
    ['pA^2*ms', 'ms·pA²', 'ms*pA^2'],
  ])('%s is %s', (unit, name, canonical) => {
    const { dimension } = unitOf(unit);
    expect(describeDimension(dimension)).toBe(name);
    expect(canonicalUnit(dimension)).toBe(canonical);
    expect(unitOf(canonical).dimension).toEqual(dimension);
  });
});

it('superscripts are written and read', () => {
  expect([0, 7, -12, 35].map(superscript)).toEqual(['⁰', '⁷', '⁻¹²', '³⁵']);
  for (let n = -12; n <= 12; n++)
    expect(parseQuantity(`1 mV${superscript(n)}`).dimension).toEqual(parseQuantity(`1 mV^${n}`).dimension);
});

describe('numbers with their unit', () => {
  it.each([
    [0.3, 'nA'],
    [-60, 'mV'],
    [36, 'degC'],
    [1.5, 'uA/cm^2'],
    [2, ''],
    [1e-7, 'S'],
  ])('%s and %j are read as their text is', (value, unit) => {
    expect(parseQuantity({ value, unit })).toEqual(parseQuantity(`${value} ${unit}`));
  });
  it.each([
    [{ value: 3, unit: 'nS' }, "w: '3 nS' is a conductance; a voltage such as '3 mV' is expected."],
    [{ value: Number.NaN, unit: 'mV' }, 'w: the number is NaN; it must be finite.'],
    [{ value: 3, unit: 'mVolts' }, /^w: '3 mVolts': /],
  ])('%j is refused', (given, sentence) => {
    expect(() => parseQuantity(given, voltage, 'w')).toThrow(
      typeof sentence === 'string' ? new UserError(sentence) : sentence,
    );
  });
});
