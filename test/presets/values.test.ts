import { expect, it } from 'vitest';
import { parseQuantity } from '../../src/index.ts';
import { presets } from '../../src/presets/index.ts';
import type { PresetParameter } from '../../src/presets/preset.ts';
import { modelParameters } from '../../src/presets/single/cell.ts';
import { settingValue } from '../../src/presets/values.ts';

const parameter = (name: string, unit: string, value: number): PresetParameter => ({
  name,
  label: name,
  unit,
  value,
  range: [0, 1000],
  acts: 'live',
});

it('a default is what its text would be, to the bit', () => {
  for (const { parameters } of presets)
    for (const p of parameters) expect(settingValue(p)).toBe(settingValue(p, `${p.value} ${p.unit}`));
});

it('a default temperature in degC is absolute inside', () => {
  expect(settingValue(parameter('T', 'degC', 36))).toBe(309.15);
});

// The internal units are pA, 1/ms and K: printed with the unit of the parameter, a value that was not converted would be 1000 times off.
it.each([
  ['nA', 0.3, 300, '0.3 nA'],
  ['Hz', 20, 0.02, '20 Hz'],
  ['degC', 36, 309.15, '36 degC'],
  ['mV', 0.1 + 0.2, 0.1 + 0.2, '0.30000000000000004 mV'],
  ['', 3, 3, '3'],
])("a value in '%s' reaches a model unchanged", (unit, value, internal, text) => {
  const p = parameter('x', unit, value);
  expect(settingValue(p)).toBe(internal);
  const printed = modelParameters([p], { x: internal });
  expect(printed).toEqual({ x: text });
  expect(parseQuantity(printed['x']!).value).toBe(internal);
});
