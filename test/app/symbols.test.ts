/** How symbols, units and numbers are written. */
import { expect, test } from 'vitest';
import { quantityText, unitText } from '../../src/app/quantity-text.ts';
import { roomTitles } from '../../src/app/room-titles.ts';
import { partsOf, plainSymbol, symbolOf } from '../../src/app/symbols/parts.ts';
import { dispatchesText } from '../../src/export/benchmark/words.ts';
import { fromUnit, parseQuantity } from '../../src/index.ts';
import { presets } from '../../src/presets/index.ts';
import { presetsZh } from '../../src/presets/zh.ts';

test('a name becomes a base with its index, in Greek where it is', () => {
  expect(symbolOf('w_e')).toEqual({ base: 'w', below: 'e' });
  expect(symbolOf('tau_theta')).toEqual({ base: 'τ', below: 'θ' });
  expect(symbolOf('V')).toEqual({ base: 'V', below: '' });
  expect(plainSymbol('tau_theta')).toBe('τ_θ');
});

test('symbols are found in sentences, and words that hold a low line are left', () => {
  expect(partsOf('T_ref and the climb to V_th')).toEqual([
    { base: 'T', below: 'ref' },
    { text: ' and the climb to ' },
    { base: 'V', below: 'th' },
  ]);
  expect(partsOf('ind_exp_euler, exp_euler, share_E, hh_coba')).toEqual([
    { text: 'ind_exp_euler, exp_euler, share_E, hh_coba' },
  ]);
  expect(partsOf('ln((i − v_r)/(i − 1))').length).toBe(3);
  expect(partsOf('漏电导 g_L 为 10 nS')).toContainEqual({ base: 'g', below: 'L' });
});

test('a title may begin with one letter, or be one', () => {
  expect(partsOf('V (mV)', true)).toEqual([{ base: 'V', below: '' }, { text: ' (mV)' }]);
  expect(partsOf('m', true)).toEqual([{ base: 'm', below: '' }]);
  expect(partsOf('V (mV)')).toEqual([{ text: 'V (mV)' }]);
  expect(partsOf('cells', true)).toEqual([{ text: 'cells' }]);
});

test('units and numbers are written as people write them, and can be typed again', () => {
  expect(unitText('uA/cm^2')).toBe('µA/cm²');
  expect(unitText('ms^-1')).toBe('ms⁻¹');
  expect(quantityText(-54.387, 'mV')).toBe('−54.387 mV');
  expect(quantityText(2.5e-6, 'uS')).toBe('2.5e-6 µS');
  for (const { parameters } of presets)
    for (const p of parameters) {
      const { value } = parseQuantity(quantityText(p.value, p.unit));
      expect(value).toBeCloseTo(fromUnit(p.value, p.unit), 6);
    }
});

test('dispatches: whole ones, and what comes once in many steps', () => {
  expect([0, 1, 3, 1 / 256, 3 + 1 / 256, 0.5, 1 / 3].map(dispatchesText)).toEqual([
    '–',
    '1',
    '3',
    '1/256',
    '3 + 1/256',
    '1/2',
    '0.333',
  ]);
});

test('every preset and every room has its words in Chinese, symbols as in its equations', () => {
  for (const preset of presets) {
    const words = presetsZh[preset.name];
    expect(words, preset.name).toBeDefined();
    for (const text of [words!.title, words!.summary]) expect(text).toMatch(/[\u4e00-\u9fff]/);
    // A parameter that is named in one language is named in the other.
    const named = preset.parameters.filter((p) => p.name.includes('_') && preset.summary.includes(p.name));
    for (const { name } of named) expect(words!.summary, preset.name).toContain(name);
  }
  expect(Object.keys(presetsZh).filter((name) => !presets.some((p) => p.name === name))).toEqual([]);
  for (const room of roomTitles) expect(room.chinese).toMatch(/[\u4e00-\u9fff]/);
});
