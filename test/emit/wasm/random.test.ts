import { expect, test } from 'vitest';
import { FunctionBuilder } from '../../../src/emit/wasm/function-builder.ts';
import { ConstantPool, LaneBuilder } from '../../../src/emit/wasm/lanes.ts';
import { ModuleBuilder } from '../../../src/emit/wasm/module-builder.ts';
import { simd } from '../../../src/emit/wasm/opcodes.ts';
import { philox } from '../../../src/emit/wasm/random.ts';
import * as b from '../../../src/expression/build.ts';
import { drawAddress, normals, philox as onHost, purpose, streamKey } from '../../../src/random/philox.ts';
import { onLanes } from './lanes.ts';

/** The authors' known answers (Random123, kat_vectors, philox4x32 with 10 rounds): counter, key, words. */
const KNOWN: readonly [number[], [number, number], number[]][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

/** Words of four counters at once: `counters[word][lane]`. */
function onFourLanes(counters: readonly (readonly number[])[], key: readonly [number, number]): Uint32Array[] {
  const f = new FunctionBuilder([]);
  const pool = new ConstantPool(1024);
  const lanes = new LaneBuilder(f, pool, false);
  const words = counters.map((_, w) => {
    f.i32(0).simdMemory(simd.v128_load, 16 * w);
    return lanes.pop();
  });
  philox(
    lanes,
    words as [(typeof words)[0], (typeof words)[0], (typeof words)[0], (typeof words)[0]],
    key[0],
    key[1],
  ).forEach((word, w) => {
    f.i32(0);
    lanes.push(word);
    f.simdMemory(simd.v128_store, 64 + 16 * w);
  });
  const module = new ModuleBuilder();
  module.add(f, 'run');
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const u32 = new Uint32Array(memory.buffer);
  u32.set(pool.contents(), 256);
  counters.forEach((word, w) => {
    u32.set(word, 4 * w);
  });
  const bytes = module.encode({ minimum: 1, maximum: 1, shared: false });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  (instance.exports['run'] as () => void)();
  return counters.map((_, w) => u32.slice(16 + 4 * w, 20 + 4 * w));
}

test.each(KNOWN)('Philox4x32-10 of %j with key %j', (counter, key, answer) => {
  // The other three lanes hold other counters, so that lanes cannot be mixed up unseen.
  const counters = counter.map((c, w) => [c, (c + 1) >>> 0, w, 0xdeadbeef]);
  const got = onFourLanes(counters, key);
  expect(got.map((word) => word[0])).toEqual(answer);
  for (let lane = 1; lane < 4; lane++) {
    const [c0, c1, c2, c3] = counters.map((word) => word[lane]!) as [number, number, number, number];
    expect(got.map((word) => word[lane])).toEqual([...onHost(c0, c1, c2, c3, key[0], key[1], new Uint32Array(4))]);
  }
});

test('normal draws are those of the host, to rounding', async () => {
  const cells = 4003;
  for (const index of [0, 1, 2, 3, 5]) {
    const got = await onLanes(b.draw('normal', index), { x: new Float64Array(cells) });
    const { block, word } = drawAddress('normal', index);
    const words = new Uint32Array(4);
    for (let i = 0; i < cells; i++) {
      onHost(i, 0, block, purpose.run, 1, streamKey('lanes'), words);
      const exact = normals(words[word]!, words[word + 1]!)[index & 1]!;
      if (!(Math.abs(got[i]! - exact) < 1e-6)) expect.fail(`draw ${index} of cell ${i}: ${got[i]} instead of ${exact}`);
    }
  }
});
