/** Voltages and currents recorded elsewhere: read from files, laid over a run, and made to flow into cells. */
import { expect, it } from 'vitest';
import { withCurrent } from '../../src/app/rooms/network/overlay/drive.ts';
import { recordedCourses } from '../../src/app/rooms/network/overlay/read-courses.ts';
import { type Course, difference, traceOf } from '../../src/app/run/courses.ts';
import { build, read } from '../../src/document/index.ts';
import { createSimulation, tracesCsv, tracesNpz } from '../../src/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (text: string) => recordedCourses('x.csv', bytes(text));

const table = {
  variables: ['V'],
  cells: [3, 7],
  firstStep: 1,
  values: Float64Array.from([-60, -50, -61.5, -51, -63, -52.25]),
};

it.each([
  ['x.csv', bytes(tracesCsv(table, 0.1))],
  ['x.npz', tracesNpz(table, 0.1)],
])('traces saved by the page come back to the bit: %s', (name, file) => {
  const { kind, lines } = recordedCourses(name, file)!;
  expect(kind).toBe('voltage');
  expect(lines.map((line) => line.cell)).toEqual([3, 7]);
  const [first, second] = lines.map((line) => traceOf(line, 0.1, 'mV', 0)!);
  expect(first).toEqual({ cell: 3, firstStep: 0, values: Float32Array.of(-60, -61.5, -63) });
  expect(second!.values).toEqual(Float32Array.of(-50, -51, -52.25));
  expect(difference(first!, first!)).toEqual({ rms: 0, count: 3 });
});

it('units of titles count, and lines are straight between values', () => {
  const { lines } = csv('t (s);V (V)\n0;-0.060\n0.001;-0.050\n')!;
  const trace = traceOf(lines[0]!, 0.25, 'mV', 5)!;
  expect(trace.cell).toBe(5);
  expect(trace.firstStep).toBe(0);
  for (const [k, v] of [-57.5, -55, -52.5, -50].entries()) expect(trace.values[k]).toBeCloseTo(v, 4);
  expect(traceOf({ ...lines[0]!, unit: 'pA' }, 0.25, 'mV', 5)).toBeUndefined();
  // √((3² + 4²)/2), of two common values.
  const flat = { cell: 5, firstStep: 2, values: Float32Array.of(trace.values[2]! + 3, trace.values[3]! + 4) };
  expect(difference(trace, flat)!.rms).toBeCloseTo(Math.sqrt(12.5), 5);
  expect(difference(trace, { ...flat, firstStep: 9 })).toBeUndefined();
});

it('files of spikes are none; what is wrong is told with its line', () => {
  expect(csv('time_ms,neuron\n1,2\n')).toBeUndefined();
  expect(csv('a,b\n1,2\n')).toBeUndefined();
  expect(() => csv('t,V\n1,2\n2,x\n')).toThrow(/line 3: '2,x' is no row of 2 numbers/);
  expect(() => csv('t,V\n1,2\n1,3\n')).toThrow('1 ms after 1 ms; times must rise');
  expect(() => csv('t,V\n-1,2\n')).toThrow('a run begins at 0 ms');
  expect(() => csv('t,V\n')).toThrow('has no values');
  expect(() => csv('t,neuron,V\n1,0.5,2\n')).toThrow('0.5 is no number of a cell');
  expect(() => csv('time_ms,I_pA,J_pA\n0,1,2\n')).toThrow(/two, such as time_ms,I_pA/);
});

const current = (text: string): Course => {
  const { kind, lines } = csv(text)!;
  expect(kind).toBe('current');
  return lines[0]!;
};

const leaky = `
galvani: 1
models: { m: { equations: "dv/dt = g*(E - v)/C : mV", parameters: { g: 10 nS, E: -60 mV, C: 200 pF } } }
populations: { cells: { model: m, size: 2, initial: { v: -60 mV } } }
run: { duration: 30 ms, dt: 0.1 ms, backend: reference, integrator: euler }
`;

/** Voltage of cell 1 after each step. */
async function voltages(document: Parameters<typeof build>[0], variable = 'V'): Promise<Float64Array> {
  const { network, run } = build(document);
  const simulation = await createSimulation(network, {
    dt: '0.1 ms',
    backend: 'reference',
    ...(run.integrator === undefined ? {} : { integrator: run.integrator }),
  });
  simulation.setTraces([{ population: 'cells', variables: [variable], cells: [1] }]);
  const block = await simulation.run(300);
  simulation.dispose();
  return block.traces[0]!.values;
}

it('a current flows at its times and nowhere else, as in the sum of Euler steps by hand', async () => {
  // 50 pA from 10 to 15 ms, in steps of 5 ms.
  const { document, population } = withCurrent(await read(leaky), current('t_ms,I_nA\n5,0\n10,0.05\n15,0\n'), 'x.csv');
  expect(population).toBe('cells');
  const found = await voltages(document, 'v');
  let v = -60;
  for (let k = 0; k < 300; k++) {
    const I = k >= 100 && k < 150 ? 50 : 0;
    v += (0.1 * (10 * (-60 - v) + I)) / 200;
    // Single precision of a table's entries: 2⁻²⁴ of 1.25 mV is 10⁻⁷ mV.
    expect(found[k]).toBeCloseTo(v, 6);
  }
});

it('compartments and point neurons take it as their stimulus', async () => {
  const text = (model: string) => `
galvani: 1
models: { m: ${model} }
populations: { cells: { model: m, size: 2 } }
run: { duration: 30 ms, dt: 0.1 ms }
`;
  const densities = 'time_ms,I_uA/cm^2\n0,0\n1,0\n';
  expect(() => csv(densities)).not.toThrow();
  for (const model of [
    '{ adex: { stimulus: 20 pA } }',
    '{ compartment: { C: 200 pF, channels: [{ leak: { g: 10 nS } }] } }',
  ]) {
    const driven = withCurrent(await read(text(model)), current('time_ms,I_pA\n0,0\n1,900\n2,900\n'), 'x.csv');
    const plain = await voltages(await read(text(model)));
    const found = await voltages(driven.document);
    expect([...found.subarray(0, 9)]).toEqual([...plain.subarray(0, 9)]);
    expect(found[15]! - plain[15]!).toBeGreaterThan(1);
  }
});

it('what cannot flow is refused: unequal times, another dimension, no cells', async () => {
  const document = await read(leaky);
  expect(() => withCurrent(document, current('t,I_pA\n0,1\n1,1\n3,1\n'), 'x.csv')).toThrow(/equal distances/);
  expect(() => withCurrent(document, current('t,I_pA\n0,1\n'), 'x.csv')).toThrow('1 values');
  const dense = { ...current('t,I_pA\n0,1\n1,1\n'), unit: 'uA/cm^2' };
  expect(() => withCurrent(document, dense, 'x.csv')).toThrow('takes currents in pA');
});
