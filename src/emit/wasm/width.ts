/** The same code for one cell or for four side by side. */
import type { FunctionBuilder } from './function-builder.ts';
import { op, simd } from './opcodes.ts';

/** One f32, or four. */
export interface Width {
  readonly bytes: number;
  readonly type: 'f32' | 'v128';
  load(f: FunctionBuilder, offset: number): FunctionBuilder;
  store(f: FunctionBuilder, offset: number): FunctionBuilder;
  /** The f32 at an address in all lanes. */
  spread(f: FunctionBuilder, offset: number): FunctionBuilder;
  /** A number in all lanes. */
  constant(f: FunctionBuilder, value: number): FunctionBuilder;
  readonly ops: { readonly add: (f: FunctionBuilder) => FunctionBuilder } & Record<
    'add' | 'sub' | 'mul' | 'div',
    (f: FunctionBuilder) => FunctionBuilder
  >;
}

export const one: Width = {
  bytes: 4,
  type: 'f32',
  load: (f, offset) => f.memory(op.f32_load, offset),
  store: (f, offset) => f.memory(op.f32_store, offset),
  spread: (f, offset) => f.memory(op.f32_load, offset),
  constant: (f, value) => f.f32(value),
  ops: {
    add: (f) => f.op(op.f32_add),
    sub: (f) => f.op(op.f32_sub),
    mul: (f) => f.op(op.f32_mul),
    div: (f) => f.op(op.f32_div),
  },
};

export const four: Width = {
  bytes: 16,
  type: 'v128',
  load: (f, offset) => f.simdMemory(simd.v128_load, offset),
  store: (f, offset) => f.simdMemory(simd.v128_store, offset),
  spread: (f, offset) => f.simdMemory(simd.v128_load32_splat, offset),
  constant: (f, value) => f.f32(value).simd(simd.f32x4_splat),
  ops: {
    add: (f) => f.simd(simd.f32x4_add),
    sub: (f) => f.simd(simd.f32x4_sub),
    mul: (f) => f.simd(simd.f32x4_mul),
    div: (f) => f.simd(simd.f32x4_div),
  },
};
