/** One WebAssembly function under construction: locals, structured control, memory access. */
import { ByteWriter } from './bytes.ts';
import { atomic, emptyBlock, op, simd, type ValueType, valueType } from './opcodes.ts';

/** Number of a local variable; parameters come first. */
export type Local = number;

export class FunctionBuilder {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  private readonly locals: ValueType[] = [];
  private readonly start = new ByteWriter();
  private readonly main = new ByteWriter();
  private code = this.main;

  constructor(params: readonly ValueType[], results: readonly ValueType[] = []) {
    this.params = params;
    this.results = results;
  }

  local(type: ValueType): Local {
    return this.params.length + this.locals.push(type) - 1;
  }

  /** Runs what `body` appends once, before everything else. */
  atStart(body: () => void): void {
    const before = this.code;
    this.code = this.start;
    body();
    this.code = before;
  }

  get(local: Local): this {
    this.code.byte(op.local_get);
    this.code.u32(local);
    return this;
  }

  set(local: Local): this {
    this.code.byte(op.local_set);
    this.code.u32(local);
    return this;
  }

  tee(local: Local): this {
    this.code.byte(op.local_tee);
    this.code.u32(local);
    return this;
  }

  i32(value: number): this {
    this.code.byte(op.i32_const);
    this.code.i32(value);
    return this;
  }

  f32(value: number): this {
    this.code.byte(op.f32_const);
    this.code.f32(value);
    return this;
  }

  f64(value: number): this {
    this.code.byte(op.f64_const);
    this.code.f64(value);
    return this;
  }

  /** An instruction without immediates. */
  op(opcode: number): this {
    this.code.byte(opcode);
    return this;
  }

  /** An instruction behind the prefix 0xFC. */
  saturating(opcode: number): this {
    this.code.byte(0xfc);
    this.code.u32(opcode);
    return this;
  }

  /** A vector instruction, with its lane immediates if it has any. */
  simd(opcode: number, ...lanes: readonly number[]): this {
    this.code.byte(0xfd);
    this.code.u32(opcode);
    for (const lane of lanes) this.code.byte(lane);
    return this;
  }

  /** A load or store: address on the stack plus `offset` bytes. */
  memory(opcode: number, offset: number, alignment = 2): this {
    this.code.byte(opcode);
    this.code.u32(alignment);
    this.code.u32(offset);
    return this;
  }

  /** A vector load or store; `lane` for those of one lane. */
  simdMemory(opcode: number, offset: number, lane?: number): this {
    this.code.byte(0xfd);
    this.code.u32(opcode);
    this.code.u32(2);
    this.code.u32(offset);
    if (lane !== undefined) this.code.byte(lane);
    return this;
  }

  atomic(opcode: number, offset: number): this {
    this.code.byte(0xfe);
    this.code.u32(opcode);
    this.code.u32(2);
    this.code.u32(offset);
    return this;
  }

  /** Sleeps while the word at the address on the stack, plus `offset`, equals the i32 on the stack. No time limit. Leaves the outcome. */
  wait(offset: number): this {
    this.code.byte(0x42);
    this.code.minusOne64();
    return this.atomic(atomic.wait32, offset);
  }

  /** A vector literal of four 32-bit words. */
  words(words: readonly [number, number, number, number]): this {
    this.simd(simd.v128_const);
    for (const word of words) for (let b = 0; b < 4; b++) this.code.byte((word >>> (8 * b)) & 0xff);
    return this;
  }

  call(index: number): this {
    this.code.byte(op.call);
    this.code.u32(index);
    return this;
  }

  /** Runs `body` if the i32 on the stack is not 0. */
  if(body: () => void, otherwise?: () => void): this {
    this.code.byte(op.if);
    this.code.byte(emptyBlock);
    body();
    if (otherwise) {
      this.code.byte(op.else);
      otherwise();
    }
    return this.op(op.end);
  }

  /** Runs `body` at least once, and again while the i32 it leaves on the stack is not 0. */
  doWhile(body: () => void): this {
    this.code.byte(op.loop);
    this.code.byte(emptyBlock);
    body();
    this.code.byte(op.br_if);
    this.code.u32(0);
    return this.op(op.end);
  }

  /** Runs `body` while the i32 that `condition` leaves on the stack is not 0. */
  while(condition: () => void, body: () => void): this {
    condition();
    return this.if(() =>
      this.doWhile(() => {
        body();
        condition();
      }),
    );
  }

  /** Leaves the current function's innermost block if the i32 on the stack is not 0; `depth` counts outwards. */
  leaveIf(depth = 0): this {
    this.code.byte(op.br_if);
    this.code.u32(depth);
    return this;
  }

  block(body: () => void): this {
    this.code.byte(op.block);
    this.code.byte(emptyBlock);
    body();
    return this.op(op.end);
  }

  /** local ← local + amount. */
  advance(local: Local, amount: number): this {
    return this.get(local).i32(amount).op(op.i32_add).set(local);
  }

  encode(): Uint8Array {
    const out = new ByteWriter();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    out.u32(runs.length);
    for (const { type, count } of runs) {
      out.u32(count);
      out.byte(valueType[type]);
    }
    out.append(this.start.result());
    out.append(this.main.result());
    out.byte(op.end);
    return out.result();
  }
}
