/** Writes the WebAssembly binary format: LEB128 integers, floats, sections. */
import type { FunctionBuilder } from './function-builder.ts';
import { type ValueType, valueType } from './opcodes.ts';

/** A growing array of bytes. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  length = 0;

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Unsigned LEB128 of a u32. */
  u32(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Signed LEB128 of an i32; u32 values beyond 2^31 are taken as their two's complement. */
  i32(value: number): void {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) {
        this.byte(low);
        return;
      }
      this.byte(low | 0x80);
    }
  }

  /** -1 as signed LEB128 of an i64. */
  minusOne64(): void {
    this.byte(0x7f);
  }

  f32(value: number): void {
    this.reserve(4);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  name(text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.u32(encoded.length);
    this.append(encoded);
  }

  append(more: Uint8Array): void {
    this.reserve(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  /** The bytes written so far, without copying. */
  result(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** What the memory that a module imports as `host.memory` must be; sizes in pages of 64 KiB. */
export interface MemoryType {
  readonly minimum: number;
  readonly maximum: number;
  readonly shared: boolean;
}

/** A module of functions over one imported memory. */
export class ModuleBuilder {
  private readonly functions: FunctionBuilder[] = [];
  private readonly exports: { name: string; index: number }[] = [];

  /** The function's number, for calls. */
  add(f: FunctionBuilder, exported?: string): number {
    const index = this.functions.push(f) - 1;
    if (exported !== undefined) this.exports.push({ name: exported, index });
    return index;
  }

  encode(memory: MemoryType): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter();
    for (const b of [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]) out.byte(b);
    const signatures = new Map<
      string,
      { index: number; params: readonly ValueType[]; results: readonly ValueType[] }
    >();
    const typeOf = this.functions.map((f) => {
      const key = `${f.params.join()}>${f.results.join()}`;
      let known = signatures.get(key);
      if (!known) {
        known = { index: signatures.size, params: f.params, results: f.results };
        signatures.set(key, known);
      }
      return known.index;
    });
    section(out, 1, (s) => {
      s.u32(signatures.size);
      for (const { params, results } of signatures.values()) {
        s.byte(0x60);
        for (const list of [params, results]) {
          s.u32(list.length);
          for (const t of list) s.byte(valueType[t]);
        }
      }
    });
    section(out, 2, (s) => {
      s.u32(1);
      s.name('host');
      s.name('memory');
      s.byte(0x02);
      s.byte(memory.shared ? 0x03 : 0x01);
      s.u32(memory.minimum);
      s.u32(memory.maximum);
    });
    section(out, 3, (s) => {
      s.u32(typeOf.length);
      for (const t of typeOf) s.u32(t);
    });
    section(out, 7, (s) => {
      s.u32(this.exports.length);
      for (const { name, index } of this.exports) {
        s.name(name);
        s.byte(0x00);
        s.u32(index);
      }
    });
    section(out, 10, (s) => {
      s.u32(this.functions.length);
      for (const f of this.functions) {
        const body = f.encode();
        s.u32(body.length);
        s.append(body);
      }
    });
    return out.result().slice();
  }
}

function section(out: ByteWriter, id: number, fill: (content: ByteWriter) => void): void {
  const content = new ByteWriter();
  fill(content);
  out.byte(id);
  out.u32(content.length);
  out.append(content.result());
}
