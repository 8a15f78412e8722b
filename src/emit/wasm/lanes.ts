/**
 * Arithmetic on four cells at once: every call appends one vector instruction to a function and names its result. All results are
 * locals of their own, so the code is in static single assignment form and the engine's compiler may order it as it likes.
 */
import { InternalError } from '../../errors.ts';
import type { FunctionBuilder, Local } from './function-builder.ts';
import { simd } from './opcodes.ts';

/** A vector: a local, or a 32-bit word of memory that every lane shares. */
export type Lanes = { readonly local: Local } | { readonly address: number };

/** Literals of a module, each stored once as a 32-bit word of memory; vector literals in the code would be rebuilt at each use. */
export class ConstantPool {
  private readonly words = new Map<number, number>();
  private readonly base: number;
  private size = 0;

  /** `base`: byte address of the first word. */
  constructor(base: number) {
    this.base = base;
  }

  bits(word: number): Lanes {
    const key = word >>> 0;
    let at = this.words.get(key);
    if (at === undefined) {
      at = this.size++;
      this.words.set(key, at);
    }
    return { address: this.base + 4 * at };
  }

  f32(value: number): Lanes {
    return this.bits(bitsOf(value));
  }

  /** A new word for the host to fill. */
  reserve(): Lanes & { readonly address: number } {
    const address = this.base + 4 * this.size++;
    return { address };
  }

  /** Address of a new f64 for the host to fill. */
  reserveWide(): number {
    this.size += this.size % 2;
    this.size += 2;
    return this.base + 4 * (this.size - 2);
  }

  /** Number of words. */
  get length(): number {
    return this.size;
  }

  /** Contents, to be written from `base`; zeros where the host fills in. */
  contents(): Uint32Array {
    const all = new Uint32Array(this.size);
    for (const [word, at] of this.words) all[at] = word;
    return all;
  }
}

/** The pattern of a number rounded to f32. */
function bitsOf(value: number): number {
  return new Uint32Array(new Float32Array([value]).buffer)[0]!;
}

export class LaneBuilder {
  readonly f: FunctionBuilder;
  readonly pool: ConstantPool;
  /** Whether fused multiply-add may be used. */
  readonly relaxed: boolean;
  private readonly words = new Map<number, Local>();
  private readonly doubles = new Map<number, Local>();

  constructor(f: FunctionBuilder, pool: ConstantPool, relaxed: boolean) {
    this.f = f;
    this.pool = pool;
    this.relaxed = relaxed;
  }

  /**
   * Shared words are loaded once at the start of the function. (An optimising engine keeps them in registers or on its stack; loads
   * inside the loop it would all gather at the loop's head and spill from there.)
   */
  push(x: Lanes): void {
    if ('local' in x) {
      this.f.get(x.local);
      return;
    }
    let local = this.words.get(x.address);
    if (local === undefined) {
      local = this.f.local('v128');
      this.words.set(x.address, local);
      const target = local;
      this.f.atStart(() => this.f.i32(0).simdMemory(simd.v128_load32_splat, x.address).set(target));
    }
    this.f.get(local);
  }

  /** Names the vector on the stack. */
  pop(): Lanes {
    const local = this.f.local('v128');
    this.f.set(local);
    return { local };
  }

  /** The same vector as a local. */
  held(x: Lanes): Lanes & { readonly local: Local } {
    if ('local' in x) return x;
    this.push(x);
    return this.pop() as { local: Local };
  }

  /** A local of its own with the same vector, to be assigned to. */
  copy(x: Lanes): Lanes {
    this.push(x);
    return this.pop();
  }

  /** An f64 in both halves, loaded once. */
  double(value: number): Lanes {
    let local = this.doubles.get(value);
    if (local === undefined) {
      const target = this.f.local('v128');
      local = target;
      this.doubles.set(value, local);
      const [low, high] = new Uint32Array(Float64Array.of(value).buffer) as unknown as [number, number];
      this.f.atStart(() => this.f.words([low, high, low, high]).set(target));
    }
    return { local };
  }

  /** Assigns to a local that was made before, as loops need. */
  assign(target: Lanes, x: Lanes): void {
    if (!('local' in target)) throw new InternalError('Only locals can be assigned.');
    this.push(x);
    this.f.set(target.local);
  }

  apply(opcode: number, ...args: readonly Lanes[]): Lanes {
    for (const a of args) this.push(a);
    this.f.simd(opcode);
    return this.pop();
  }

  number(value: number): Lanes {
    return this.pool.f32(value);
  }

  bits(word: number): Lanes {
    return this.pool.bits(word);
  }

  add(a: Lanes, b: Lanes): Lanes {
    return this.apply(simd.f32x4_add, a, b);
  }

  sub(a: Lanes, b: Lanes): Lanes {
    return this.apply(simd.f32x4_sub, a, b);
  }

  mul(a: Lanes, b: Lanes): Lanes {
    return this.apply(simd.f32x4_mul, a, b);
  }

  div(a: Lanes, b: Lanes): Lanes {
    return this.apply(simd.f32x4_div, a, b);
  }

  /** Clears the sign; engines spell the instruction of that name with two more. */
  abs(x: Lanes): Lanes {
    return this.apply(simd.v128_and, x, this.bits(0x7fffffff));
  }

  neg(x: Lanes): Lanes {
    return this.apply(simd.v128_xor, x, this.bits(0x80000000));
  }

  /** a·b + c. */
  madd(a: Lanes, b: Lanes, c: Lanes): Lanes {
    return this.relaxed ? this.apply(simd.f32x4_relaxed_madd, a, b, c) : this.add(this.mul(a, b), c);
  }

  /** c − a·b. */
  nmadd(a: Lanes, b: Lanes, c: Lanes): Lanes {
    return this.relaxed ? this.apply(simd.f32x4_relaxed_nmadd, a, b, c) : this.sub(c, this.mul(a, b));
  }

  /** Coefficients from the highest power down, by Horner's rule. */
  polynomial(x: Lanes, coefficients: readonly number[]): Lanes {
    const [head, ...tail] = coefficients;
    return tail.reduce<Lanes>((sum, c) => this.madd(sum, x, this.number(c)), this.number(head!));
  }

  /** The lesser; a NaN in `x` stays. */
  atMost(x: Lanes, bound: Lanes): Lanes {
    return this.apply(simd.f32x4_pmin, x, bound);
  }

  /** The greater; a NaN in `x` stays. */
  atLeast(x: Lanes, bound: Lanes): Lanes {
    return this.apply(simd.f32x4_pmax, x, bound);
  }

  /** Bits of `a` where the mask has ones, else those of `b`. */
  choose(mask: Lanes, a: Lanes, b: Lanes): Lanes {
    return this.apply(simd.v128_bitselect, a, b, mask);
  }

  shift(opcode: number, x: Lanes, count: number): Lanes {
    this.push(x);
    this.f.i32(count).simd(opcode);
    return this.pop();
  }

  shuffle(a: Lanes, b: Lanes, words: readonly [number, number, number, number]): Lanes {
    this.push(a);
    this.push(b);
    this.f.simd(simd.i8x16_shuffle, ...words.flatMap((w) => [4 * w, 4 * w + 1, 4 * w + 2, 4 * w + 3]));
    return this.pop();
  }
}
