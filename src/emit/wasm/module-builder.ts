/** A module of the WebAssembly binary format: its sections around functions that are made elsewhere. */
import { ByteWriter } from './bytes.ts';
import type { FunctionBuilder } from './function-builder.ts';
import { type ValueType, valueType } from './opcodes.ts';

/** What the memory that a module imports as `host.memory` must be; sizes in pages of 64 KiB. */
export interface MemoryType {
  readonly minimum: number;
  readonly maximum: number;
  readonly shared: boolean;
}

/** A function that the host gives, imported under `host`. */
export interface HostFunction {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A module of functions over one imported memory. */
export class ModuleBuilder {
  /** Numbered before all others. */
  private readonly imports: readonly HostFunction[];
  private readonly functions: FunctionBuilder[] = [];
  private readonly exports: { name: string; index: number }[] = [];

  /** The number of an imported function is its place in the list. */
  constructor(imports: readonly HostFunction[] = []) {
    this.imports = imports;
  }

  /** The function's number, for calls. */
  add(f: FunctionBuilder, exported?: string): number {
    const index = this.imports.length + this.functions.push(f) - 1;
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
    const typeOf = [...this.imports, ...this.functions].map((f) => {
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
      s.u32(1 + this.imports.length);
      s.name('host');
      s.name('memory');
      s.byte(0x02);
      s.byte(memory.shared ? 0x03 : 0x01);
      s.u32(memory.minimum);
      s.u32(memory.maximum);
      this.imports.forEach(({ name }, i) => {
        s.name('host');
        s.name(name);
        s.byte(0x00);
        s.u32(typeOf[i]!);
      });
    });
    section(out, 3, (s) => {
      const own = typeOf.slice(this.imports.length);
      s.u32(own.length);
      for (const t of own) s.u32(t);
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
