/** Options of studies: one table types, reads and refuses. */
import { expect, test } from 'vitest';
import { membraneStudy, studies, studyNamed } from '../../src/studies/index.ts';
import { count, levelIn, type Options, ownQuantity, quantity, readOptions, word } from '../../src/studies/options.ts';

const options = {
  C: quantity('capacitance', 'pF', 200, [1, 10_000]),
  n: count('number', 3, [1, 10]),
  how: word('how', ['fast', 'slow'], 'fast'),
  steps: { kind: 'quantities', label: 'steps', unit: 'ms', value: [0.1], range: [0.01, 1], most: 3 },
  rules: { kind: 'words', label: 'rules', words: ['euler', 'rk4'], value: ['rk4'] },
  level: { kind: 'level', label: 'level' },
  T: ownQuantity('temperature', 'degC', [0, 45]),
  levels: { kind: 'levels', label: 'levels', value: [], most: 2 },
  set: { kind: 'settings', label: 'settings' },
} as const satisfies Options;

const read = (given: Parameters<typeof readOptions<typeof options>>[2]) => readOptions('x', options, given);

test('what is left out is the default', () => {
  expect(read({})).toEqual({
    C: 200,
    n: 3,
    how: 'fast',
    steps: [0.1],
    rules: ['rk4'],
    level: undefined,
    T: undefined,
    levels: [],
    set: {},
  });
});

test('texts have units, numbers are in the unit of the option', () => {
  const all = read({ C: '0.1 nF', n: 5, how: 'slow', steps: '1 ms, 50 us', rules: 'euler,rk4,euler', set: { I: 1 } });
  expect(all).toMatchObject({ C: 100, n: 5, how: 'slow', steps: [1, 0.05], rules: ['euler', 'rk4'], set: { I: '1' } });
  expect(read({ steps: Float64Array.of(0.5, 0.25) }).steps).toEqual([0.5, 0.25]);
  expect(read({ level: '1 nA', levels: '2, 3' })).toMatchObject({ level: '1 nA', levels: ['2', '3'] });
  expect(read({ T: 36 }).T).toBe(36);
  expect(read({ T: '309.15 K' }).T).toBeCloseTo(36, 9);
  expect(levelIn('pA', '1 nA', 'level')).toBeCloseTo(1000, 9);
  expect(levelIn('pA', 7, 'level')).toBe(7);
});

test.each([
  [{ c: 1 }, /there is no option 'c'.*Allowed are C, n/],
  [{ C: '5 mV' }, "C: '5 mV' is a voltage; a capacitance such as"],
  [{ C: 0.5 }, 'C is 0.5; it must lie between 1 and 10000 pF.'],
  [{ C: '20 nF' }, 'C is 20 nF; it must lie between 1 and 10000 pF.'],
  [{ C: Number.NaN }, 'must lie between'],
  [{ C: true }, 'must lie between'],
  [{ n: 2.5 }, 'must be a whole number'],
  [{ how: 'slwo' }, "Did you mean 'slow'? Allowed are fast, slow."],
  [{ steps: [] }, 'steps has 0 values; 1 to 3 are allowed.'],
  [{ steps: [0.1, 0.2, 0.3, 0.4] }, 'steps has 4 values'],
  [{ steps: 0.1 }, 'give a list'],
  [{ rules: ['leapfrog'] }, 'Allowed are euler, rk4.'],
  [{ rules: [] }, 'rules is empty'],
  [{ levels: [1, 2, 3] }, 'levels has 3 values'],
  [{ T: 46 }, 'T is 46; it must lie between 0 and 45 degC.'],
  [{ T: '1 mV' }, 'is a voltage'],
  [{ level: Number.NaN }, 'a finite number is expected'],
  [{ set: [1] }, 'give an object'],
  [{ set: { I: Number.NaN } }, 'set.I is NaN'],
])('%j is refused', (given, sentence) => {
  expect(() => read(given as never)).toThrow(sentence);
});

test('a study refuses what it does not know before it runs', async () => {
  await expect(membraneStudy.run({ V_th: 3 } as never)).rejects.toThrow(/membrane: there is no option 'V_th'/);
  expect(() => studyNamed('impedence')).toThrow("Did you mean 'impedance'?");
});

test('studies have names of their own, a sentence, a source, and defaults that they take', () => {
  expect(new Set(studies.map((study) => study.name)).size).toBe(studies.length);
  for (const { name, title, source, options: own } of studies) {
    expect(title).toMatch(/\.$/);
    expect(source).not.toBe('');
    // The command line has these besides.
    for (const taken of ['out', 'table', 'json', 'help', 'messages']) expect(own).not.toHaveProperty(taken);
    const defaults = Object.entries(own).flatMap(([option, of]) =>
      of.kind === 'quantity'
        ? [
            [option, of.value],
            [option, `${of.value} ${of.unit}`.trim()],
          ]
        : [],
    );
    for (const [option, value] of defaults) {
      const values = readOptions(name, own, { [option!]: value } as never);
      const of = own[option!] as { value: number };
      expect(values[option!]).toBeCloseTo(of.value, 9);
    }
  }
});
