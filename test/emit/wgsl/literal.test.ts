import { describe, expect, test } from 'vitest';
import { f32Bits, f32Literal, u32Literal } from '../../../src/emit/wgsl/literal.ts';
import { InternalError } from '../../../src/errors.ts';

describe('f32 literals', () => {
  test('denote exactly the nearest f32', () => {
    for (const value of [0.1, 1 / 3, 16777217, 1e-30, 6.02e23, 123456.789, 1, 0.5, 2 ** -126]) {
      const text = f32Literal(value);
      expect(text.endsWith('f')).toBe(true);
      expect(Number(text.slice(0, -1))).toBe(Math.fround(value));
    }
  });
  test('are in brackets when negative', () => {
    expect(f32Literal(-2.5)).toBe('(-2.5f)');
  });
  test('stay within the finite and normal numbers', () => {
    expect(f32Literal(1e300)).toBe('3.4028234663852886e+38f');
    expect(f32Literal(-Infinity)).toBe('(-3.4028234663852886e+38f)');
    expect(f32Literal(1e-40)).toBe('0f');
    expect(f32Literal(-1e-40)).toBe('0f');
    expect(f32Literal(-0)).toBe('0f');
  });
  test('of NaN there are none', () => {
    expect(() => f32Literal(Number.NaN)).toThrow(InternalError);
  });
});

describe('u32 literals', () => {
  test('denote whole numbers of 32 bits and nothing else', () => {
    expect(u32Literal(0xffffffff)).toBe('4294967295u');
    for (const value of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => u32Literal(value)).toThrow(InternalError);
  });
});

describe('bit patterns of limits', () => {
  test('are those of the nearest f32', () => {
    expect(f32Bits(1)).toBe(0x3f800000);
    expect(f32Bits(1000)).toBe(0x447a0000);
  });
  test('of finite limits are below infinity, so that infinite values exceed them', () => {
    expect(f32Bits(1e300)).toBe(0x7f7fffff);
    expect(f32Bits(Infinity)).toBe(0x7f800000);
  });
});
