import { describe, expect, test } from 'vitest';
import { detectRaces } from 'wgsl_reflect';
import * as b from '../../src/expression/build.ts';
import { uniformValues } from '../../src/program/hoist.ts';
import type { Program } from '../../src/program/program.ts';
import { programOf, type Synapse } from '../programs/program.ts';
import { linked } from './linked.ts';

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

/** The program's first step, in one workgroup, looked at by the race detector; and the sums that it leaves for the next step. */
function look(program: Program, cellsPerThread = 1, change: (code: string) => string = (code) => code) {
  const { code, lengths } = linked(program);
  const threads = CELLS / cellsPerThread;
  // The interpreter takes no overridable size.
  const fixed = change(
    code
      .replace('override threads: u32 = 64u;', `const threads: u32 = ${threads}u;`)
      .replace('override cells_per_thread: u32 = 1u;', `const cells_per_thread: u32 = ${cellsPerThread}u;`)
      .replace('override gather_by_exchange', 'const gather_by_exchange')
      .replace('@workgroup_size(threads)', `@workgroup_size(${threads})`),
  );
  const { fanout } = program;
  const words = Math.ceil(CELLS / 32);
  const buffer = (length: number, content: ArrayLike<number>, type: 'f32' | 'u32' = 'u32'): Uint8Array => {
    const values = type === 'f32' ? new Float32Array(length) : new Uint32Array(length);
    values.set(content);
    return new Uint8Array(values.buffer);
  };
  const uniforms = program.populations.flatMap((p) => [
    ...uniformValues(p.uniforms, new Map(p.parameters.map(({ name, value }) => [name, value])), program.dt),
  ]);
  const accumulators = buffer(lengths.ring, []);
  const groups = {
    0: {
      0: { uniform: buffer(7, [CELLS, words, fanout.slots * fanout.width, program.seed, 0, 4 + words, 1]) },
      1: buffer(lengths.state, new Array(CELLS).fill(1), 'f32'),
      2: accumulators,
      3: buffer(lengths.rows, fanout.rows),
      4: buffer(lengths.synapses, fanout.targets),
      5: buffer(16, []),
      6: buffer(4, []),
      7: buffer(lengths.synapses, fanout.weights ?? []),
      9: { uniform: buffer(4, uniforms, 'f32') },
    },
    1: { 0: { uniform: buffer(4, [0, 0, 0, 0]) } },
  };
  const found = detectRaces(fixed, 'step_cells', [1, 1, 1], groups);
  return { ...found, sums: [...new Int32Array(accumulators.buffer).subarray(0, 2 * CELLS)] };
}

describe('threads of a step race for nothing', () => {
  for (const weighted of [false, true])
    for (const cellsPerThread of [1, 2])
      test(`${weighted ? 'with' : 'without'} weights, ${cellsPerThread} cells per thread`, () => {
        const { races, errors, sums } = look(tiny(weighted), cellsPerThread);
        expect(errors).toEqual([]);
        expect(races.map((race) => race.message)).toEqual([]);
        // All six cells spiked onto all six, for the next step: the detector did see the whole step.
        expect(sums).toEqual([...new Array(CELLS).fill(0), ...new Array(CELLS).fill(weighted ? 2 * CELLS : CELLS)]);
      });

  test('and the detector would see it if they did', () => {
    const { races } = look(tiny(false), 1, (code) =>
      code
        .replace('accumulators: array<atomic<i32>, ring_length>', 'accumulators: array<i32, ring_length>')
        .replace(/atomicAdd\(&(accumulators\[[^;]*\]), 1\);/, '$1 = $1 + 1;')
        .replace('atomicLoad(&accumulators[address])', 'accumulators[address]')
        .replace('atomicStore(&accumulators[address], 0)', 'accumulators[address] = 0'),
    );
    expect(races.length).toBeGreaterThan(0);
  });
});
