import { expect, test } from 'vitest';
import { readNumber, readParameter } from '../../src/app/entries.ts';
import type { PresetParameter } from '../../src/presets/preset.ts';

test('what is out of range is told as it was typed', () => {
  const n: PresetParameter = { name: 'n', label: 'cells', unit: '', value: 3, range: [1, 4000], acts: 'rebuild' };
  expect(() => readParameter(n, '99999999')).toThrow('n is 99999999; it must lie between 1 and 4000.');
});

test('what is typed comes in the unit of the field, offsets and prefixes included', () => {
  const T: PresetParameter = {
    name: 'T',
    label: 'temperature',
    unit: 'degC',
    value: 20,
    range: [0, 50],
    acts: 'rebuild',
  };
  expect(readParameter(T, '36')).toBe(36);
  expect(readParameter(T, '309.15 K')).toBe(36);
  expect(readNumber('0.3 uA', 'nA', 'I')).toBe(300);
  expect(readNumber('2', 'Hz', 'f')).toBe(2);
});
