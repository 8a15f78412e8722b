/** Voltages and currents out of files, laid on the steps of a run. */
import { expect, test } from 'vitest';
import { UserError, writeNpz } from '../../src/index.ts';
import { courseDifference, courseOnSteps, recordedCourses } from '../../src/recordings/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (text: string) => recordedCourses('a.csv', bytes(text));

test('a column over time, in seconds and volts: at the ends of steps in mV, on straight lines between', () => {
  const found = csv('time_s,V_V\n0.0001,-0.07\n0.0003,-0.06\n')!;
  expect(found.kind).toBe('voltage');
  const course = courseOnSteps(found.lines[0]!, 0.1, 'mV', 7)!;
  // 0.1 ms is the end of step 0.
  expect([course.cell, course.firstStep]).toEqual([7, 0]);
  // Three values near −65 in 32-bit numbers: an ulp is 7.6e-6.
  [-70, -65, -60].forEach((v, k) => {
    expect(Math.abs(course.values[k]! - v)).toBeLessThan(1e-5);
  });
  expect(course.values).toHaveLength(3);
});

test('rows of several cells, and a table of times by cells, are a course for each', () => {
  const rows = csv('time_ms,neuron,V_mV\n0.1,3,-70\n0.1,5,-60\n0.2,3,-69\n0.2,5,-59\n')!;
  const table = recordedCourses(
    'a.npz',
    writeNpz({
      time_ms: Float64Array.of(0.1, 0.2),
      neuron: Uint32Array.of(3, 5),
      V_mV: { data: Float64Array.of(-70, -60, -69, -59), shape: [2, 2] },
    }),
  )!;
  for (const { lines } of [rows, table])
    expect(lines.map(({ cell, values }) => [cell, [...values]])).toEqual([
      [3, [-70, -69]],
      [5, [-60, -59]],
    ]);
});

test('a unit of another dimension is laid over nothing', () => {
  const [line] = csv('t,x_pA\n0,1\n1,2\n')!.lines;
  expect(courseOnSteps(line!, 0.1, 'mV', 0)).toBeUndefined();
});

test('the difference is of the steps that both have', () => {
  const a = { cell: 0, firstStep: 2, values: Float32Array.of(1, 2, 3) };
  const b = { cell: 0, firstStep: 3, values: Float32Array.of(5, 3) };
  // Differences of −3 and 0.
  expect(courseDifference(a, b)).toEqual({ rms: Math.sqrt(4.5), count: 2 });
  expect(courseDifference(a, { ...b, firstStep: 9 })).toBeUndefined();
});

test('spikes are no courses; one current flows into cells', () => {
  expect(csv('time_ms,neuron\n1,2\n')).toBeUndefined();
  expect(csv('time_ms,I_pA\n1,2\n')?.kind).toBe('current');
});

test.each([
  ['time_ms,I_pA,V_mV\n1,2,3\n', /a current that is to flow into cells has two/],
  ['time_ms,V_mV\n1,2\n1,3\n', /times must rise/],
  ['time_ms,V_mV\n-1,2\n', /begins at -1 ms/],
  ['time_ms,V_mV\n', /no values/],
  ['time_ms,V_mV\n1,x\n', /line 2: '1,x'/],
  ['time_ms,neuron,V_mV\n1,2.5,3\n', /2.5 is no number of a cell/],
])('%j is refused', (text, sentence) => {
  expect(() => csv(text)).toThrow(UserError);
  expect(() => csv(text)).toThrow(sentence);
});
