/**
 * Reads numbers out of HDF5 files as libraries write them by default (superblocks 0 to 3; groups with symbol tables or links in their
 * header; data contiguous, compact or in chunks, deflated and shuffled), after "HDF5 File Format Specification Version 3.0".
 */
import { unzlibSync } from 'fflate';
import { UserError } from '../../errors.ts';
import type { NumberArray } from '../arrays.ts';

export interface Hdf5File {
  /** Names in a group, '/spikes'; undefined where there is no such group. */
  children(path: string): string[] | undefined;
  /** All numbers of a dataset, row by row; undefined where there is none. Throws a UserError where it holds something else. */
  numbers(path: string): NumberArray | undefined;
  /**
   * The text that is an attribute of a group or dataset; undefined where there is none. Throws a UserError where it holds something else.
   */
  textAttribute(path: string, name: string): string | undefined;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const UNDEFINED = 2n ** 64n - 1n;
const kind = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbols: 0x11,
};
/** Nodes of trees and pieces of headers that are looked at; a file that is no file may go round in circles. */
const MOST_NODES = 1_000_000;
/** Numbers of one dataset. */
const MOST_NUMBERS = 2 ** 30;

interface Message {
  readonly kind: number;
  readonly at: number;
  readonly size: number;
}

/** `name` names the file in errors. Throws a UserError where the bytes are no such file. */
export function readHdf5(bytes: Uint8Array, name: string): Hdf5File {
  const reader = told(name, () => new Reader(bytes, name));
  return {
    children: (path) => told(name, () => reader.children(path)),
    numbers: (path) => told(name, () => reader.numbers(path)),
    textAttribute: (path, attribute) => told(name, () => reader.textAttribute(path, attribute)),
  };
}

/** What lies beyond the end of the bytes is no file either. */
function told<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} cannot be read as HDF5: it is cut off or damaged (${(error as Error).message}).`);
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #name: string;
  readonly #base: number;
  readonly #root: number;
  #nodes = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#name = name;
    if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) throw this.#wrong('it does not begin as such files do');
    const version = this.#u8(8);
    const isOld = version < 2;
    const sizes = isOld ? 13 : 9;
    if (version > 3 || this.#u8(sizes) !== 8 || this.#u8(sizes + 1) !== 8)
      throw this.#wrong('its addresses have another size than 8 bytes, or it is of a version to come');
    const addresses = isOld ? (version === 0 ? 24 : 28) : 12;
    this.#base = Number(this.#u64(addresses));
    // The root's entry in a symbol table: the offset of its name, then the address of its header.
    this.#root = this.#address(isOld ? addresses + 40 : addresses + 24);
  }

  children(path: string): string[] | undefined {
    const header = this.#find(path);
    return header === undefined ? undefined : [...this.#links(header).keys()];
  }

  numbers(path: string): NumberArray | undefined {
    const header = this.#find(path);
    if (header === undefined) return undefined;
    const messages = this.#messages(header);
    const of = (wanted: number): Message => {
      const message = messages.find((m) => m.kind === wanted);
      if (!message) throw this.#wrong(`'${path}' is no dataset`);
      return message;
    };
    const shape = this.#shape(of(kind.dataspace));
    const count = shape.reduce((n, d) => n * d, 1);
    if (!(count <= MOST_NUMBERS)) throw this.#wrong(`'${path}' has ${count} numbers`);
    const type = this.#type(of(kind.datatype), path);
    const filters = messages.find((m) => m.kind === kind.filters);
    const data = this.#data(of(kind.layout), filters, shape, type.size, path);
    // A copy: the numbers may lie anywhere in the file. (The `slice` of a Buffer copies nothing.)
    return type.make(new Uint8Array(data.subarray(0, count * type.size)).buffer);
  }

  textAttribute(path: string, name: string): string | undefined {
    const header = this.#find(path);
    if (header === undefined) return undefined;
    for (const { kind: is, at } of this.#messages(header)) {
      if (is !== kind.attribute) continue;
      const version = this.#u8(at);
      const [nameSize, typeSize, spaceSize] = [this.#u16(at + 2), this.#u16(at + 4), this.#u16(at + 6)];
      // Version 1 fills each part up to a multiple of 8; version 3 has a byte for the character set.
      const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
      const nameAt = at + (version === 3 ? 9 : 8);
      if (this.#terminated(nameAt, nameSize) !== name) continue;
      const typeAt = nameAt + padded(nameSize);
      return this.#textValue(typeAt, typeAt + padded(typeSize) + padded(spaceSize), `${path}, ${name}`);
    }
    return undefined;
  }

  /** A text of fixed length, or one that lies in a global heap. */
  #textValue(type: number, at: number, what: string): string {
    const is = this.#u8(type) & 15;
    if (is === 3) return this.#terminated(at, this.#u32(type + 4));
    if (is !== 9 || (this.#u8(type + 1) & 15) !== 1) throw this.#wrong(`'${what}' is no text`);
    const length = this.#u32(at);
    const heap = this.#address(at + 4);
    const wanted = this.#u32(at + 12);
    this.#expect(heap, 'GCOL');
    const end = heap + Number(this.#u64(heap + 8));
    for (let place = heap + 16; place + 16 <= end; ) {
      const index = this.#u16(place);
      if (index === wanted) return this.#terminated(place + 16, length);
      if (index === 0) break;
      this.#visit();
      place += 16 + Math.ceil(Number(this.#u64(place + 8)) / 8) * 8;
    }
    throw this.#wrong(`'${what}' is not in its heap`);
  }

  /** A text of at most `length` bytes that a zero may end. */
  #terminated(at: number, length: number): string {
    return this.#text(at, length).split('\0')[0]!;
  }

  #find(path: string): number | undefined {
    let header: number | undefined = this.#root;
    for (const part of path.split('/').filter((p) => p !== '')) {
      header = this.#links(header).get(part);
      if (header === undefined) return undefined;
    }
    return header;
  }

  /** Addresses of the headers of what a group holds; empty for a dataset. */
  #links(header: number): Map<string, number> {
    const found = new Map<string, number>();
    for (const { kind: is, at } of this.#messages(header)) {
      if (is === kind.symbols) this.#symbols(this.#address(at), this.#heapData(this.#address(at + 8)), found);
      else if (is === kind.link) this.#link(at, found);
      else if (is === kind.linkInfo) {
        // Version, flags, perhaps the largest creation order, then the heap of links that do not fit into the header.
        const heap = this.#u64(at + 2 + (this.#u8(at + 1) & 1 ? 8 : 0));
        if (heap !== UNDEFINED) throw this.#wrong('a group keeps its links in a heap, which is not read here');
      }
    }
    return found;
  }

  #link(at: number, found: Map<string, number>): void {
    const flags = this.#u8(at + 1);
    let place = at + 2;
    const type = flags & 8 ? this.#u8(place++) : 0;
    if (flags & 4) place += 8;
    if (flags & 0x10) place++;
    const bytes = 1 << (flags & 3);
    const length = this.#uint(place, bytes);
    place += bytes;
    const name = this.#text(place, length);
    if (type === 0) found.set(name, this.#address(place + length));
  }

  /** A tree of a group's names, version 1. */
  #symbols(tree: number, heap: number, found: Map<string, number>): void {
    this.#visit();
    if (this.#text(tree, 4) === 'SNOD') {
      const count = this.#u16(tree + 6);
      for (let i = 0; i < count; i++) {
        const entry = tree + 8 + 40 * i;
        const name = heap + Number(this.#u64(entry));
        let end = name;
        while (this.#u8(end) !== 0) end++;
        found.set(this.#text(name, end - name), this.#address(entry + 8));
      }
      return;
    }
    this.#expect(tree, 'TREE');
    const used = this.#u16(tree + 6);
    for (let i = 0; i < used; i++) this.#symbols(this.#address(tree + 32 + 16 * i), heap, found);
  }

  #heapData(heap: number): number {
    this.#expect(heap, 'HEAP');
    return this.#address(heap + 24);
  }

  #messages(header: number): Message[] {
    return this.#text(header, 4) === 'OHDR' ? this.#newMessages(header) : this.#oldMessages(header);
  }

  #oldMessages(header: number): Message[] {
    if (this.#u8(header) !== 1) throw this.#wrong('an object has a header of another version');
    const found: Message[] = [];
    const pieces: [number, number][] = [[header + 16, this.#u32(header + 8)]];
    for (const [start, length] of pieces) {
      this.#visit();
      for (let at = start; at + 8 <= start + length; ) {
        const message = { kind: this.#u16(at), size: this.#u16(at + 2), at: at + 8 };
        if (message.kind === kind.continuation) pieces.push(this.#piece(message.at));
        else found.push(message);
        at += 8 + message.size;
      }
    }
    return found;
  }

  #newMessages(header: number): Message[] {
    const flags = this.#u8(header + 5);
    let at = header + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const bytes = 1 << (flags & 3);
    const length = this.#uint(at, bytes);
    at += bytes;
    const found: Message[] = [];
    const head = 4 + (flags & 4 ? 2 : 0);
    const pieces: [number, number][] = [[at, length]];
    for (const [start, size] of pieces) {
      this.#visit();
      for (let place = start; place + head <= start + size; ) {
        const message = { kind: this.#u8(place), size: this.#u16(place + 1), at: place + head };
        if (message.kind === kind.continuation) {
          const [from, whole] = this.#piece(message.at);
          this.#expect(from, 'OCHK');
          pieces.push([from + 4, whole - 8]);
        } else found.push(message);
        place += head + message.size;
      }
    }
    return found;
  }

  #piece(at: number): [number, number] {
    return [this.#address(at), Number(this.#u64(at + 8))];
  }

  #shape({ at }: Message): number[] {
    const rank = this.#u8(at + 1);
    const first = at + (this.#u8(at) === 1 ? 8 : 4);
    return Array.from({ length: rank }, (_, i) => Number(this.#u64(first + 8 * i)));
  }

  #type({ at }: Message, path: string): { readonly size: number; readonly make: (b: ArrayBuffer) => NumberArray } {
    const type = this.#u8(at) & 15;
    const bits = this.#u8(at + 1);
    const size = this.#u32(at + 4);
    const makes: Readonly<Record<string, (b: ArrayBuffer) => NumberArray>> = {
      f8: (b) => new Float64Array(b),
      f4: (b) => new Float32Array(b),
      i8: (b) => new BigInt64Array(b),
      i4: (b) => new Int32Array(b),
      i2: (b) => new Int16Array(b),
      i1: (b) => new Int8Array(b),
      u8: (b) => new BigUint64Array(b),
      u4: (b) => new Uint32Array(b),
      u2: (b) => new Uint16Array(b),
      u1: (b) => new Uint8Array(b),
    };
    const make = makes[`${type === 1 ? 'f' : bits & 8 ? 'i' : 'u'}${size}`];
    if (type > 1 || (bits & 1) !== 0 || !make)
      throw this.#wrong(`'${path}' holds something else than little-endian numbers of 8 to 64 bits`);
    return { size, make };
  }

  #data(
    { at }: Message,
    filters: Message | undefined,
    shape: readonly number[],
    size: number,
    path: string,
  ): Uint8Array {
    const version = this.#u8(at);
    const layout = this.#u8(at + 1);
    const count = shape.reduce((n, d) => n * d, 1);
    if (version < 3 || (version > 3 && layout === 2))
      throw this.#wrong(`'${path}' is laid out in a way that is not read here`);
    if (layout === 0) return this.#slice(at + 4, this.#u16(at + 2));
    if (layout === 1)
      return this.#u64(at + 2) === UNDEFINED
        ? new Uint8Array(count * size)
        : this.#slice(this.#address(at + 2), count * size);
    if (layout !== 2) throw this.#wrong(`'${path}' is laid out in a way that is not read here`);
    const rank = this.#u8(at + 2) - 1;
    if (rank !== shape.length) throw this.#wrong(`'${path}' has chunks of another shape`);
    const chunk = Array.from({ length: rank }, (_, i) => this.#u32(at + 11 + 4 * i));
    const out = new Uint8Array(count * size);
    if (this.#u64(at + 3) !== UNDEFINED)
      this.#chunks(this.#address(at + 3), rank, (place, offset, length) => {
        put(out, this.#unfiltered(this.#slice(place, length), filters, size), shape, chunk, offset, size);
      });
    return out;
  }

  #chunks(tree: number, rank: number, visit: (place: number, offset: readonly number[], length: number) => void): void {
    this.#visit();
    this.#expect(tree, 'TREE');
    const level = this.#u8(tree + 5);
    const used = this.#u16(tree + 6);
    const key = 8 + 8 * (rank + 1);
    for (let i = 0; i < used; i++) {
      const at = tree + 24 + i * (key + 8);
      const child = this.#address(at + key);
      if (level > 0) this.#chunks(child, rank, visit);
      else {
        const offset = Array.from({ length: rank }, (_, d) => Number(this.#u64(at + 8 + 8 * d)));
        visit(child, offset, this.#u32(at));
      }
    }
  }

  #unfiltered(data: Uint8Array, filters: Message | undefined, size: number): Uint8Array {
    if (!filters) return data;
    const version = this.#u8(filters.at);
    const ids: number[] = [];
    let at = filters.at + (version === 1 ? 8 : 2);
    for (let k = this.#u8(filters.at + 1); k > 0; k--) {
      const id = this.#u16(at);
      const named = version === 1 || id >= 256;
      const length = named ? this.#u16(at + 2) : 0;
      const values = this.#u16(at + (named ? 6 : 4));
      ids.push(id);
      at += (named ? 8 : 6) + (version === 1 ? Math.ceil(length / 8) * 8 : length) + 4 * values;
      if (version === 1 && values % 2 === 1) at += 4;
    }
    let plain = data;
    for (const id of ids.reverse()) {
      if (id === 1) plain = unzlibSync(plain);
      else if (id === 2) plain = unshuffled(plain, size);
      else if (id === 3) plain = plain.subarray(0, plain.length - 4);
      else throw this.#wrong(`its data are packed by filter ${id}, which is not read here`);
    }
    return plain;
  }

  #visit(): void {
    if (++this.#nodes > MOST_NODES) throw this.#wrong('it goes round in circles');
  }

  #expect(at: number, word: string): void {
    if (this.#text(at, 4) !== word) throw this.#wrong(`there is no ${word} where one must be`);
  }

  #slice(at: number, length: number): Uint8Array {
    if (at + length > this.#bytes.length) throw this.#wrong('it is cut off');
    return this.#bytes.subarray(at, at + length);
  }

  #wrong(what: string): UserError {
    return new UserError(`${this.#name} cannot be read as HDF5: ${what}.`);
  }

  #address(at: number): number {
    return this.#base + Number(this.#u64(at));
  }

  #text(at: number, length: number): string {
    return new TextDecoder().decode(this.#slice(at, length));
  }

  #uint(at: number, bytes: number): number {
    return bytes === 1
      ? this.#u8(at)
      : bytes === 2
        ? this.#u16(at)
        : bytes === 4
          ? this.#u32(at)
          : Number(this.#u64(at));
  }

  #u8 = (at: number): number => this.#view.getUint8(at);
  #u16 = (at: number): number => this.#view.getUint16(at, true);
  #u32 = (at: number): number => this.#view.getUint32(at, true);
  #u64 = (at: number): bigint => this.#view.getBigUint64(at, true);
}

/** Bytes of equal weight lie together: first all lowest, … */
function unshuffled(data: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(data.length / size);
  const out = new Uint8Array(data.length);
  for (let byte = 0; byte < size; byte++)
    for (let i = 0; i < count; i++) out[i * size + byte] = data[byte * count + i]!;
  out.set(data.subarray(count * size), count * size);
  return out;
}

/** Copies what of a chunk lies inside the dataset, run by run of its last dimension. */
function put(
  out: Uint8Array,
  chunk: Uint8Array,
  shape: readonly number[],
  size: readonly number[],
  offset: readonly number[],
  bytes: number,
): void {
  const rank = shape.length;
  const index = new Array<number>(rank).fill(0);
  const last = rank - 1;
  const run = Math.min(size[last]!, shape[last]! - offset[last]!);
  for (;;) {
    let from = 0;
    let to = 0;
    for (let d = 0; d < rank; d++) {
      from = from * size[d]! + index[d]!;
      to = to * shape[d]! + offset[d]! + index[d]!;
    }
    out.set(chunk.subarray(from * bytes, (from + run) * bytes), to * bytes);
    let d = last - 1;
    while (d >= 0 && (index[d]! + 1 >= size[d]! || offset[d]! + index[d]! + 1 >= shape[d]!)) index[d--] = 0;
    if (d < 0) return;
    index[d]!++;
  }
}
