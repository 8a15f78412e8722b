/** Saved results of the bench: written, read back, and refused where they are wrong. */
import { expect, test } from 'vitest';
import { reportAddress, reportText } from '../../src/export/benchmark/report.ts';
import { type ResultRow, readResults, writeResults } from '../../src/export/benchmark/results.ts';
import { gigabytesPerSecond } from '../../src/export/benchmark/words.ts';
import { presetByName } from '../../src/presets/index.ts';
import { sized } from '../../src/presets/sized.ts';

const row: ResultRow = {
  name: 'ei-brette2007, 4000 cells',
  backend: 'wasm',
  adapter: 'WebAssembly SIMD',
  strategy: 'scatter',
  cells: 4000,
  synapses: 320_000,
  bytes_per_synapse: 4.1,
  steps: 1000,
  dispatches_per_step: 0,
  build_s: 0.1,
  compile_s: 0.1,
  ms_per_step: { median: 0.05, min: 0.04, max: 0.06 },
  realtime_factor: 0.5,
  ratio: 1,
  spikes: 13_000,
  spike_hash: 'ab'.repeat(32),
};
const named = 'a | `b` <i>';
const machine = { name: 'lab', date: '2025-01-01', description: '8 threads', rounds: 5 };

test('what is saved is read back', () => {
  const set = { machine, rows: [row] };
  expect(readResults(writeResults(set), 'x.json')).toEqual(set);
});

test("the command line's file is read, with its processor and Node", () => {
  const text = JSON.stringify({ machine: { date: '2025-01-01', cpu: '8 × A', node: 'v22', rounds: 5 }, rows: [row] });
  const set = readResults(text, 'server.json');
  expect(set.machine).toEqual({ name: 'server', date: '2025-01-01', description: '8 × A v22', rounds: 5 });
});

test('wrong files are refused with the reason', () => {
  const bad = (value: unknown) => () => readResults(JSON.stringify(value), 'x.json');
  expect(() => readResults('{', 'x.json')).toThrow('it is not JSON');
  expect(bad([])).toThrow('not an object');
  expect(bad({ rows: [] })).toThrow('no list of rows');
  expect(bad({ rows: [{ ...row, backend: 'gpu' }] })).toThrow('row 1 names no known backend');
  expect(bad({ rows: [row, { ...row, spikes: '5' }] })).toThrow("row 2 has no number 'spikes'");
  expect(bad({ rows: [{ ...row, ms_per_step: { median: 0, min: 0, max: 0 } }] })).toThrow("time per step 'median'");
  expect(bad({ rows: [{ ...row, cost: {}, events_per_step: 1 }] })).toThrow('counts without numbers');
  expect(bad({ rows: [{ ...row, adapter: 'x'.repeat(400) }] })).toThrow("no text 'adapter'");
});

test('phases of a step are read back, and refused where they are wrong', () => {
  const phases = {
    means: 'clock',
    ms_per_step: 0.05,
    rows: [{ phase: 'deliver', ms_per_step: 0.04, dispatches_per_step: 0 }],
    waiting_ms_per_step: 0,
    rest_ms_per_step: 0.01,
  } as const;
  const set = { machine, rows: [{ ...row, phases }] };
  expect(readResults(writeResults(set), 'x.json')).toEqual(set);
  const bad = (wrong: unknown) => () => readResults(JSON.stringify({ rows: [{ ...row, phases: wrong }] }), 'x.json');
  expect(bad(null)).toThrow('row 1 has phases without the means');
  expect(bad({ ...phases, means: 'a guess' })).toThrow('row 1 has phases without the means');
  expect(bad({ ...phases, ms_per_step: 0 })).toThrow('row 1 has phases without times');
  expect(bad({ ...phases, rest_ms_per_step: -1 })).toThrow('row 1 has phases without times');
  expect(bad({ ...phases, rows: [] })).toThrow('row 1 has no list of phases');
  for (const wrong of [{ phase: 'x'.repeat(999) }, { phase: '' }, { ms_per_step: '1' }])
    expect(bad({ ...phases, rows: [{ ...phases.rows[0], ...wrong }] })).toThrow(
      'row 1 has a phase without a name or numbers',
    );
});

test('every size has 80 inputs a cell and the same share of excitatory cells', () => {
  const preset = presetByName('ei-brette2007');
  for (const size of [4000, 16_000, 64_000, 1_000_000]) {
    const { settings, steps } = sized(preset, size);
    expect(Number(settings['n_exc']) + Number(settings['n_inh'])).toBe(size);
    expect(Number(settings['n_exc']) / size).toBeCloseTo(0.8, 6);
    expect(Number(settings['p']) * size).toBeCloseTo(80, 9);
    expect(steps).toBeGreaterThanOrEqual(50);
  }
  expect(() => sized(presetByName('hh-classic'), 4000)).toThrow('no network');
});

test('the memory moved is counted from cells and events', () => {
  const cost = {
    bytes_per_cell: 60,
    simple_operations_per_cell: 0,
    divisions_per_cell: 0,
    transcendentals_per_cell: 0,
    bytes_per_event: 12,
    synapses_per_cell: 80,
    sites_per_cell: 1,
    bytes_kept_per_site: 28,
  };
  expect(gigabytesPerSecond({ ...row, cost, events_per_step: 1000 })).toBeCloseTo((4000 * 60 + 12_000) / 5e4, 9);
  expect(gigabytesPerSecond(row)).toBeUndefined();
});

test('a report tells the rows as a table, in which foreign texts are only text', () => {
  const text = reportText({ machine: { ...machine, name: named }, rows: [row] });
  expect(text).toContain(
    '| ei-brette2007, 4000 cells | wasm, WebAssembly SIMD | scatter | 0.0500 | 0.0400–0.0600 | 0.500 | abababab |',
  );
  expect(text).toContain('a    b   i: 8 threads; 2025-01-01, medians of 5 rounds.');
  const address = new URL(reportAddress('https://example.org/issues/', { machine, rows: [row] }));
  expect(address.pathname).toBe('/issues/new');
  expect(address.searchParams.get('template')).toBe('bench.yml');
  expect(address.searchParams.get('rows')).toContain('ei-brette2007, 4000 cells');
});

test('an address that would be too long says what it leaves out', () => {
  const address = reportAddress('https://example.org/issues', {
    machine,
    rows: Array.from({ length: 200 }, () => row),
  });
  expect(address.length).toBeLessThanOrEqual(7000);
  const told = /(\d+) more rows are in the file/.exec(new URL(address).searchParams.get('rows')!)!;
  const shown = new URL(address).searchParams.get('rows')!.split('ei-brette2007').length - 1;
  expect(Number(told[1]) + shown).toBe(200);
});
