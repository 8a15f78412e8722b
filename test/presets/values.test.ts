import { expect, it } from 'vitest';
import { Network, parseQuantity, UserError } from '../../src/index.ts';
import { numberIn, preset, rebuild, valuesOf } from '../../src/presets/define.ts';
import { presets } from '../../src/presets/index.ts';
import type { PresetParameter } from '../../src/presets/preset.ts';
import { settingValue } from '../../src/presets/setting.ts';

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
  ['', 3, 3, 3],
])("a value in '%s' reaches a model unchanged", (unit, value, internal, text) => {
  expect(settingValue(parameter('x', unit, value))).toBe(internal);
  const { x } = valuesOf({ x: rebuild<string>(value, unit, 'x', [0, 1000]) }, { x: internal });
  expect(x).toBe(text);
  expect(parseQuantity(x).value).toBe(internal);
  if (unit !== '') expect(numberIn(unit, x)).toBe(value);
});

const declared = preset({
  name: 'declared',
  title: '',
  summary: '',
  parameters: { n: rebuild(1, '', 'n', [0, 10]), w: rebuild(0.3, 'nA', 'w', [0, 10]) },
  duration: 1,
  dt: 0.1,
  integrator: 'euler',
  variables: [],
  build(values, seed) {
    // @ts-expect-error: a misspelt name is a mistake before anything runs
    expect(values.W).toBeUndefined();
    // @ts-expect-error: a quantity is no number
    expect(values.w * 1).toBeNaN();
    expect(values).toEqual({ n: 3, w: '2 nA' });
    return new Network({ seed });
  },
});

it('a build gets numbers of what has no unit, and texts of what has one', () => {
  expect(declared.parameters.map(({ name, unit, acts }) => [name, unit, acts])).toEqual([
    ['n', '', 'rebuild'],
    ['w', 'nA', 'rebuild'],
  ]);
  declared.build({ n: 3, w: 2000 }, 1);
});

it.each([
  [null, 'values by the names of its parameters are expected, as presetValues gives them, not null'],
  [{ n: 3 }, "The value of 'w' is undefined; a finite number is expected"],
  [{ n: Number.NaN, w: 1 }, "The value of 'n' is NaN; a finite number is expected"],
  [{ n: 3, w: 1, W: 2 }, "declared has no parameter 'W'. It has n, w."],
])('values that do not fit are refused: %o', (values, sentence) => {
  const building = () => declared.build(values as never, 1);
  expect(building).toThrow(UserError);
  expect(building).toThrow(sentence);
});
