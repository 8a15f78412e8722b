import { expect, test } from 'vitest';
import { detectRaces } from 'wgsl_reflect';
import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { initialState } from '../../src/engine/initial.ts';
import { createReferenceEngine } from '../../src/engine/reference/engine.ts';
import { packPathways } from '../../src/engine/webgpu/delivery/pathway/memory.ts';
import { layoutOf } from '../../src/program/layout.ts';
import { cellsOf, type Program } from '../../src/program/program.ts';
import { pathwaysOf, withGroups } from '../fixtures/programs/parts.ts';
import { dyadicPathways } from '../fixtures/programs/pathways.ts';
import { linked } from './linked.ts';

const bytesOf = (values: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(values.buffer);

/** Only the pathways of dyadicPathways whose target's spikes change weights: two, from one population and from another. */
const plastic = (): Program => {
  const program = dyadicPathways();
  return withGroups(program, 'pathway', pathwaysOf(program).slice(-2));
};

/** Both dispatches after step 0, each by one workgroup of three threads, in the state that the reference has then. */
async function afterFirstStep(program: Program, change: (code: string) => string = (code) => code) {
  const judge = createReferenceEngine(program, emitJavascript(program));
  const { spikes } = await judge.run(1);
  const expected = await judge.checkpoint();
  const { code, lengths } = linked(program);
  const { ring } = program;
  const fixed = change(
    code
      .replace(/override (threads|pathway_threads): u32 = \d+u;/g, 'const $1: u32 = 3u;')
      .replace('override cells_per_thread', 'const cells_per_thread')
      .replace('override always_clear', 'const always_clear')
      .replaceAll(/@workgroup_size\((pathway_)?threads\)/g, '@workgroup_size(3)'),
  );
  const layout = layoutOf(program);
  const state = new Float32Array(lengths.state);
  state.set(initialState(program, layout));
  expected.columns.forEach((columns, p) => {
    columns.forEach((values, c) => {
      state.set(values, layout.columns[p]![c]!);
    });
  });
  const words = Math.ceil(cellsOf(program) / 32);
  const record = new Uint32Array(1 + words);
  spikes.cells.forEach((cell) => {
    record[1 + (cell >> 5)]! |= 1 << (cell & 31);
  });
  const accumulators = new Int32Array(lengths.ring);
  const packed = packPathways(program);
  const groups = {
    0: {
      0: {
        uniform: bytesOf(
          Uint32Array.of(cellsOf(program), words, ring.slots * ring.width, program.seed, 0, 1 + words, 1),
        ),
      },
      1: bytesOf(state),
      2: bytesOf(accumulators),
      5: bytesOf(record),
    },
    1: { 0: { uniform: bytesOf(new Uint32Array(4)) } },
    2: {
      0: bytesOf(packed.pathway_pointers),
      1: bytesOf(packed.pathway_targets),
      2: bytesOf(packed.pathway_weights),
      3: bytesOf(packed.pathway_columns),
    },
  };
  const found = ['pass_0', 'pass_1'].map((kernel) => detectRaces(fixed, kernel, [1, 1, 1], groups));
  return {
    races: found.flatMap(({ races }) => races.map(({ message }) => message)),
    errors: found.flatMap(({ errors }) => errors),
    spiking: spikes.cells.length,
    sums: [...accumulators],
    weights: [...packed.pathway_weights],
  };
}

// Only where threads touch what: the interpreter gives all threads of a workgroup one and the same result of a function, so its numbers
// are of no use here.
test('threads that deliver and change weights race for nothing', async () => {
  const program = plastic();
  const { races, errors, spiking, sums, weights } = await afterFirstStep(program);
  expect(errors).toEqual([]);
  expect(races).toEqual([]);
  // It did see deliveries and changes.
  expect(spiking).toBeGreaterThan(4);
  expect(sums.some((sum) => sum !== 0)).toBe(true);
  const before = packPathways(program).pathway_weights;
  expect(weights.filter((bits, s) => bits !== before[s]).length).toBeGreaterThan(20);
});

test.each([
  ['threads that share a row', (code: string) => code.replaceAll('] + lane;', '];')],
  [
    'sums without atomics',
    (code: string) =>
      code
        .replace('accumulators: array<atomic<i32>, ring_length>', 'accumulators: array<i32, ring_length>')
        .replace(/atomicAdd\(&(accumulators\[[^;]*\]), amount\);/, '$1 = $1 + amount;'),
  ],
])('and the detector would see it if they did: %s', async (_, change) => {
  expect((await afterFirstStep(plastic(), change)).races.length).toBeGreaterThan(0);
});
