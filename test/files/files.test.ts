import { describe, expect, test } from 'vitest';
import {
  readNpy,
  readNpz,
  spikesCsv,
  spikesNpz,
  timeText,
  tracesCsv,
  tracesNpz,
  writeNpy,
} from '../../src/files/index.ts';

const spikes = { steps: Uint32Array.of(139, 139, 140, 141), cells: Uint32Array.of(2, 9, 0, 3) };

describe('CSV', () => {
  test('times read as people write them', () => {
    expect(timeText(139, 0.1)).toBe('13.9');
    expect(timeText(3, 0.1)).toBe('0.3');
    expect(timeText(1, 0.0125)).toBe('0.0125');
    expect(timeText(0, 0.1)).toBe('0');
    const longest = Math.max(...Array.from({ length: 100_000 }, (_, step) => timeText(step, 0.1).length));
    expect(longest).toBe('9999.9'.length);
  });
  test('spikes have a header and a line each, without sources', () => {
    expect(spikesCsv(spikes, 0.1, 5)).toBe('time_ms,neuron\n13.9,2\n14,0\n14.1,3\n');
    expect(spikesCsv({ steps: new Uint32Array(0), cells: new Uint32Array(0) }, 0.1)).toBe('time_ms,neuron\n');
  });
  test('traces have a line per time and neuron', () => {
    const table = {
      variables: ['V', 'm'],
      cells: [4, 7],
      firstStep: 0,
      values: Float64Array.of(-65, 0, -64.5, 0.1, -1e-7, 1, 2, 3),
    };
    expect(tracesCsv(table, 0.1)).toBe('time_ms,neuron,V,m\n0,4,-65,0\n0,7,-64.5,0.1\n0.1,4,-1e-7,1\n0.1,7,2,3\n');
  });
});

describe('NPY and NPZ', () => {
  test.each([
    [Float64Array.of(1.5, -2, Number.NaN), [3]],
    [Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]],
    [Uint32Array.of(4294967295), [1]],
    [Int32Array.of(-7), []],
    [new Uint8Array(0), [0, 3]],
    [BigInt64Array.of(-1n, 2n), [2]],
  ])('%o survive a round trip', (data, shape) => {
    expect(readNpy(writeNpy(data, shape))).toEqual({ data, shape });
    // As Node reads files: its slices are views.
    expect(readNpy(Buffer.from(writeNpy(data, shape)))).toEqual({ data, shape });
  });
  test('the header is that of the format', () => {
    const bytes = writeNpy(Float64Array.of(1), [1]);
    // One character per byte; the decoder of 'latin1' is by its standard that of windows-1252.
    const text = String.fromCharCode(...bytes);
    expect(text.slice(0, 8)).toBe('\x93NUMPY\x01\x00');
    expect(bytes.length % 64).toBe(8);
    expect(text.slice(10)).toMatch(/^\{'descr': '<f8', 'fortran_order': False, 'shape': \(1,\), \} *\n/);
  });
  test('spikes and traces carry their arrays', () => {
    const arrays = readNpz(spikesNpz(spikes, 0.1, 5));
    expect(arrays.get('time_ms')).toEqual({ data: Float64Array.of(13.9, 14, 14.1), shape: [3] });
    expect(arrays.get('neuron')!.data).toEqual(Uint32Array.of(2, 0, 3));
    expect(arrays.get('dt_ms')).toEqual({ data: Float64Array.of(0.1), shape: [] });
    const traces = readNpz(
      tracesNpz({ variables: ['V', 'm'], cells: [4], firstStep: 1, values: Float64Array.of(1, 2, 3, 4) }, 0.1),
    );
    expect(traces.get('V')).toEqual({ data: Float64Array.of(1, 3), shape: [2, 1] });
    expect(traces.get('m')!.data).toEqual(Float64Array.of(2, 4));
    expect(traces.get('time_ms')!.data).toEqual(Float64Array.of(0.1, 0.2));
  });
  test('the same arrays give the same bytes', () => {
    expect(spikesNpz(spikes, 0.1)).toEqual(spikesNpz(spikes, 0.1));
  });
  test('other files are refused', () => {
    expect(() => readNpz(Uint8Array.of(1, 2, 3))).toThrow(/cannot be read as NPZ/);
    expect(() => readNpy(Uint8Array.of(1, 2, 3), 'x.npy')).toThrow(/x\.npy cannot be read as NPY/);
    expect(() => readNpy(writeNpy(Float64Array.of(1, 2)).slice(0, 130))).toThrow(/shorter than its shape/);
  });
});
