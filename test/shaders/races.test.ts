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

/** The program's first step, in one workgroup of six threads, looked at by the race detector. */
function look(program: Program, change: (code: string) => string = (code) => code) {
  const { code, lengths } = linked(program);
  // The interpreter takes no overridable size.
  const fixed = change(
    code.replaceAll('@workgroup_size(threads)', `@workgroup_size(${CELLS})`).replaceAll('threads', `${CELLS}u`),
  ).replace(`override ${CELLS}u: u32 = 64u;`, '');
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
  const groups = {
    0: {
      0: { uniform: buffer(6, [CELLS, words, fanout.slots * fanout.width, program.seed, 0, 4 + words]) },
      1: buffer(lengths.state, new Array(CELLS).fill(1), 'f32'),
      2: buffer(lengths.ring, []),
      3: buffer(lengths.rows, fanout.rows),
      4: buffer(lengths.synapses, fanout.targets),
      5: buffer(16, []),
      6: buffer(4, []),
      7: buffer(lengths.synapses, fanout.weights ?? []),
      9: { uniform: buffer(4, uniforms, 'f32') },
    },
    1: { 0: { uniform: buffer(4, [0, 0, 0, 0]) } },
  };
  return detectRaces(fixed, 'step_cells', [1, 1, 1], groups);
}

describe('threads of a step race for nothing', () => {
  for (const weighted of [false, true])
    test(weighted ? 'with weights' : 'without weights', () => {
      const { races, errors } = look(tiny(weighted));
      expect(errors).toEqual([]);
      expect(races.map((race) => race.message)).toEqual([]);
    });

  test('and the detector would see it if they did', () => {
    const { races } = look(tiny(false), (code) =>
      code
        .replace('accumulators: array<atomic<i32>, ring_length>', 'accumulators: array<i32, ring_length>')
        .replace(/atomicAdd\(&(accumulators\[[^;]*\]), 1\);/, '$1 = $1 + 1;')
        .replace('atomicLoad(&accumulators[address])', 'accumulators[address]')
        .replace('atomicStore(&accumulators[address], 0)', 'accumulators[address] = 0'),
    );
    expect(races.length).toBeGreaterThan(0);
  });
});
