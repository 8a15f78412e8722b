import { describe, expect, test } from 'vitest';
import { ByteWriter } from '../../../src/emit/wasm/bytes.ts';
import { FunctionBuilder } from '../../../src/emit/wasm/function-builder.ts';
import { ModuleBuilder } from '../../../src/emit/wasm/module-builder.ts';
import { op } from '../../../src/emit/wasm/opcodes.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';

const written = (fill: (w: ByteWriter) => void): number[] => {
  const w = new ByteWriter();
  fill(w);
  return [...w.result()];
};

describe('bytes', () => {
  test('unsigned LEB128', () => {
    expect(written((w) => w.u32(0))).toEqual([0]);
    expect(written((w) => w.u32(127))).toEqual([0x7f]);
    expect(written((w) => w.u32(128))).toEqual([0x80, 0x01]);
    expect(written((w) => w.u32(624485))).toEqual([0xe5, 0x8e, 0x26]);
    expect(written((w) => w.u32(0xffffffff))).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  test('signed LEB128', () => {
    expect(written((w) => w.i32(0))).toEqual([0]);
    expect(written((w) => w.i32(63))).toEqual([0x3f]);
    expect(written((w) => w.i32(64))).toEqual([0xc0, 0x00]);
    expect(written((w) => w.i32(-1))).toEqual([0x7f]);
    expect(written((w) => w.i32(-64))).toEqual([0x40]);
    expect(written((w) => w.i32(-65))).toEqual([0xbf, 0x7f]);
    expect(written((w) => w.i32(-123456))).toEqual([0xc0, 0xbb, 0x78]);
    expect(written((w) => w.i32(0xffffffff))).toEqual([0x7f]);
  });

  test('floats are little-endian, and the buffer grows', () => {
    expect(written((w) => w.f32(1))).toEqual([0, 0, 0x80, 0x3f]);
    expect(written((w) => w.f64(-2))).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0]);
    expect(written((w) => w.append(new Uint8Array(1000).fill(7)))).toEqual(new Array(1000).fill(7));
    expect(written((w) => w.name('é'))).toEqual([2, 0xc3, 0xa9]);
  });
});

describe('modules', () => {
  test('control flow: the sum of the first n whole numbers, as a loop and as a call', () => {
    const sum = new FunctionBuilder(['i32'], ['i32']);
    const total = sum.local('i32');
    sum
      .while(
        () => sum.get(0),
        () => sum.get(total).get(0).op(op.i32_add).set(total).advance(0, -1),
      )
      .get(total);
    const module = new ModuleBuilder();
    const index = module.add(sum);
    const twice = new FunctionBuilder(['i32'], ['i32']);
    twice.get(0).call(index).get(0).call(index).op(op.i32_add);
    module.add(twice, 'twice');
    const bytes = module.encode({ minimum: 1, maximum: 1, shared: false });
    expect(WebAssembly.validate(bytes)).toBe(true);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
    const f = instance.exports['twice'] as (n: number) => number;
    expect([0, 1, 10, 1000].map((n) => f(n))).toEqual([0, 2, 110, 1001000]);
  });

  test('emitted modules are valid for every choice of threads, sharing and stages', () => {
    const program = cobahh(64, 4);
    for (const threads of [1, 2, 7])
      for (const share of [true, false])
        for (const budget of [20, 100, 1e9]) {
          const image = imageOf(program, { threads, share, budget, relaxed: false });
          expect(WebAssembly.validate(image.bytes)).toBe(true);
        }
  });
});
