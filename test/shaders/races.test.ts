import { describe, expect, test } from 'vitest';
import { detectRaces } from 'wgsl_reflect';
import { NetworkFacts } from '../../src/engine/webgpu/facts.ts';
import { bindingsOfArray } from '../../src/engine/webgpu/pieces.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import type { Strategy } from '../../src/engine/webgpu/strategies/strategy.ts';
import * as b from '../../src/expression/build.ts';
import { uniformValues } from '../../src/program/hoist.ts';
import type { Program } from '../../src/program/program.ts';
import { programOf, type Synapse } from '../fixtures/programs/program.ts';
import { defaultLimits, linked } from './linked.ts';

const CELLS = 6;

/** Six cells that all spike, each onto all, so that every accumulator and every word of the record is shared. */
function tiny(weighted: boolean): Program {
  const synapses = Array.from(
    { length: CELLS * CELLS },
    (_, i): Synapse => ({
      source: Math.floor(i / CELLS),
      target: i % CELLS,
      inlet: 0,
      delay: 1,
      weight: weighted ? 2 : 1,
    }),
  );
  return programOf({
    populations: [
      {
        name: 'cells',
        size: CELLS,
        // Beyond its limit, so that the fault record is written too.
        states: { x: { initial: 1, next: b.add(b.mul(b.parameter('a'), b.state('x')), b.inlet(0)), limit: 0.5 } },
        shared: { a: 2 },
        spike: b.compare('lt', b.state('x'), b.number(100)),
      },
    ],
    inlets: [{ population: 0, label: 'x' }],
    synapses,
  });
}

interface Look {
  readonly strategy?: Strategy;
  /** Entry points, in the order of their dispatches. */
  readonly kernels?: readonly string[];
  readonly cellsPerThread?: number;
  readonly steps?: number;
  /** Places in the state to probe after each step. */
  readonly probes?: readonly number[];
  /** What to break in the source. */
  readonly change?: (code: string) => string;
}

/** The program's first steps, in one workgroup, looked at by the race detector; and the sums and the record that they leave. */
function look(program: Program, options: Look = {}) {
  const {
    strategy = strategies.fused,
    kernels = ['step_cells'],
    cellsPerThread = 1,
    steps = 1,
    probes = [],
    change = (code) => code,
  } = options;
  const { code, lengths, connections } = linked(program, strategy);
  const threads = CELLS / cellsPerThread;
  // The interpreter takes no overridable size, and none that has a name.
  const fixed = change(
    code
      .replace(/override threads: u32 = \d+u;/, `const threads: u32 = ${threads}u;`)
      .replace('override cells_per_thread: u32 = 1u;', `const cells_per_thread: u32 = ${cellsPerThread}u;`)
      .replace('override always_clear', 'const always_clear')
      // It loses values in calls within calls.
      .replaceAll(/\brow_at\(([^()]*)\)(?! ->)/g, 'rows[$1]')
      .replaceAll('target_at(synapse)', 'targets[synapse]')
      .replaceAll('weight_at(synapse)', 'weights[synapse]')
      .replace('array<u32, threads>', `array<u32, ${threads}>`)
      .replace('array<TickEntry, window>', `array<TickEntry, ${strategy.window}>`)
      // Nor does it copy structures.
      .replace(
        /tick = ticks\[(.*)\]\.tick;/g,
        'tick.relative = ticks[$1].tick.relative; tick.row = ticks[$1].tick.row;',
      )
      .replaceAll('@workgroup_size(threads)', `@workgroup_size(${threads})`),
  );
  const { ring } = program;
  const slots = strategy.slots?.(new NetworkFacts(program, defaultLimits)) ?? ring.slots;
  const words = Math.ceil(CELLS / 32);
  const buffer = (length: number, content: ArrayLike<number>, type: 'f32' | 'u32' = 'u32'): Uint8Array => {
    const values = type === 'f32' ? new Float32Array(length) : new Uint32Array(length);
    values.set(content);
    return new Uint8Array(values.buffer);
  };
  const content = connections.content();
  const arrays = Object.fromEntries(
    connections.arrays.map((array, a) => [bindingsOfArray(array)[0]!.binding, buffer(array.pieces[0]!, content[a]!)]),
  );
  // The only column comes first in the state: places are cells.
  const order = [...probes.keys()].sort((a, b) => probes[a]! - probes[b]!);
  const uniforms = program.populations.flatMap((p) => [
    ...uniformValues(p.uniforms, new Map(p.parameters.map(({ name, value }) => [name, value])), program.dt),
  ]);
  const accumulators = buffer(lengths.ring, []);
  const record = buffer(32, []);
  const traces = steps + steps * words;
  const network = [CELLS, words, slots * ring.width, program.seed, probes.length, traces, steps];
  // The interpreter ignores the size that an element's attribute asks for: its entries lie close together.
  const ticks = new Uint32Array(256 * 4);
  for (let s = 0; s < steps; s++) ticks.set([s, s, (s % slots) * ring.width], s * 4);
  const groups = {
    0: {
      0: { uniform: buffer(7, network) },
      1: buffer(lengths.state, new Array(CELLS).fill(1), 'f32'),
      2: accumulators,
      5: record,
      6: buffer(12, [...probes, ...order.map((entry) => probes[entry]!), ...order]),
      9: { uniform: buffer(4, uniforms, 'f32') },
      ...arrays,
    },
    1: { 0: { uniform: new Uint8Array(ticks.buffer, 0, strategy.window === 1 ? 16 : ticks.byteLength) } },
  };
  const found = kernels.map((kernel) => detectRaces(fixed, kernel, [1, 1, 1], groups));
  return {
    // It takes private variables for shared ones.
    races: found.flatMap(({ races }) => races).filter(({ bufferId }) => bufferId !== 'tick'),
    errors: found.flatMap(({ errors }) => errors),
    sums: [...new Int32Array(accumulators.buffer).subarray(0, slots * CELLS)],
    spikes: [...new Uint32Array(record.buffer).subarray(steps, traces)],
    values: [...new Float32Array(record.buffer).subarray(traces, traces + steps * probes.length)],
  };
}

const everyCell = (value: number): number[] => new Array(CELLS).fill(value);

// Not among them: 'batched', whose threads are at different steps at one time, while the detector has one private variable for all of
// them; and 'blocks', of whose sums without atomics it would not complain.
describe('threads of a step race for nothing', () => {
  for (const [title, options] of Object.entries<Look>({
    fused: {},
    'fused, 2 cells per thread': { cellsPerThread: 2 },
    gathered: { strategy: strategies.gathered, kernels: ['step_gathered'] },
    'two-pass': { strategy: strategies['two-pass'], kernels: ['update_cells', 'deliver_spikes'] },
    'two-pass, 2 cells per thread': {
      strategy: strategies['two-pass'],
      kernels: ['update_cells', 'deliver_spikes'],
      cellsPerThread: 2,
    },
    persistent: { strategy: strategies.persistent, kernels: ['run_steps'] },
    'persistent, 2 cells per thread': { strategy: strategies.persistent, kernels: ['run_steps'], cellsPerThread: 2 },
  }))
    for (const weighted of [false, true])
      test(`${title}, ${weighted ? 'with' : 'without'} weights`, () => {
        const { races, errors, sums, spikes } = look(tiny(weighted), options);
        expect(errors).toEqual([]);
        expect(races.map((race) => race.message)).toEqual([]);
        // All six cells spiked onto all six, for the next step: the detector did see the whole step.
        expect(spikes).toEqual([0b111111]);
        expect(sums).toEqual([...everyCell(0), ...everyCell(weighted ? 2 * CELLS : CELLS)]);
      });

  const twoSteps: Look = {
    strategy: strategies.persistent,
    kernels: ['run_steps'],
    steps: 2,
    // Cells of other threads than those that note them.
    probes: [5, 3],
    cellsPerThread: 2,
  };
  test('persistent, two steps in one dispatch, with probes', () => {
    const { races, errors, sums, spikes, values } = look(tiny(false), twoSteps);
    expect(errors).toEqual([]);
    expect(races.map((race) => race.message)).toEqual([]);
    expect(spikes).toEqual([0b111111, 0b111111]);
    // x → 2·x + sum: 1, 2, 2·2 + 6.
    expect(values).toEqual([2, 2, 10, 10]);
    expect(sums).toEqual([...everyCell(CELLS), ...everyCell(0)]);
  });

  describe('and the detector would see it if they did', () => {
    const plainSums = (code: string): string =>
      code
        .replace('accumulators: array<atomic<i32>, ring_length>', 'accumulators: array<i32, ring_length>')
        .replace(/atomicAdd\(&(accumulators\[[^;]*\]), 1\);/, '$1 = $1 + 1;')
        .replace('atomicLoad(&accumulators[address])', 'accumulators[address]')
        .replace('atomicStore(&accumulators[address], 0)', 'accumulators[address] = 0');
    for (const [title, options] of Object.entries<Look>({
      'sums without atomics': { change: plainSums },
      'gathered without its barrier': {
        strategy: strategies.gathered,
        kernels: ['step_gathered'],
        change: (code) => code.replace('workgroupBarrier();', ''),
      },
      'persistent without the barrier before probes': {
        ...twoSteps,
        change: (code) => code.replace('storageBarrier();', ''),
      },
      'persistent without the barrier after probes': {
        ...twoSteps,
        change: (code) => code.replace(/(?<=overwrites what is noted here\.\n\s*)storageBarrier\(\);/, ''),
      },
    }))
      test(title, () => {
        expect(look(tiny(false), options).races.length).toBeGreaterThan(0);
      });
  });
});
