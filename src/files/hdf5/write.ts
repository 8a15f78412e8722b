/**
 * Writes HDF5 files: groups, contiguous datasets and attributes, in the layout of HDF5 1.8 (superblock 2, object headers 2, compact
 * links), which every reader since 2008 opens. After "HDF5 File Format Specification Version 2.0".
 *
 * Written here rather than taken from the WebAssembly build of the HDF5 library, which weighs 4 MB and can create no enumerations.
 */

import { InternalError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { byteLength, bytesIn, type NumberArray, type Numbers, typeOf } from '../arrays.ts';
import { Bytes, UNDEFINED, utf8 } from './bytes.ts';
import { lookup3 } from './checksum.ts';
import { dataspace, datatypeOf, enumeration, text } from './datatype.ts';

/** A text; a member of an enumeration; or numbers, of shape [] for a single one, one-dimensional by default. */
export type Hdf5Attribute =
  | string
  | { readonly members: Readonly<Record<string, number>>; readonly value: string }
  | { readonly data: NumberArray; readonly shape?: readonly number[] };

export type Hdf5Attributes = Readonly<Record<string, Hdf5Attribute>>;

export interface Hdf5Dataset {
  readonly data: Numbers;
  /** Default: one dimension. Its product must be the array's length. */
  readonly shape?: readonly number[];
  readonly attributes?: Hdf5Attributes;
}

export interface Hdf5Group {
  readonly children: Readonly<Record<string, Hdf5Group | Hdf5Dataset>>;
  readonly attributes?: Hdf5Attributes;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const SUPERBLOCK = 48;
/** Smallest size of a heap that readers accept. */
const HEAP = 4096;

const kind = { dataspace: 1, linkInfo: 2, datatype: 3, fill: 5, link: 6, layout: 8, groupInfo: 10, attribute: 12 };

type Message = readonly [kind: number, body: Uint8Array];

/** The bytes of a file with this root group. */
export function writeHdf5(root: Hdf5Group, ...more: undefined[]): Uint8Array {
  noMore('writeHdf5', 'a group', more);
  const { parts, length } = written(root);
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts)
    for (const piece of bytesIn(part)) {
      out.set(piece, at);
      at += piece.length;
    }
  return out;
}

/** The same in pieces, for data that are not all in memory. */
export function* hdf5Pieces(root: Hdf5Group, ...more: undefined[]): Generator<Uint8Array> {
  noMore('hdf5Pieces', 'a group', more);
  for (const part of written(root).parts) yield* bytesIn(part);
}

function written(root: Hdf5Group): { readonly parts: readonly Numbers[]; readonly length: number } {
  const file = new Writer();
  file.gatherTexts(root);
  file.heap();
  const address = file.group(root);
  return file.finish(address);
}

class Writer {
  readonly #parts: Numbers[] = [new Uint8Array(SUPERBLOCK)];
  #end = SUPERBLOCK;
  /** Index of each text in the heap, from 1. */
  readonly #texts = new Map<string, number>();
  #heapAddress = UNDEFINED;

  gatherTexts(node: Hdf5Group | Hdf5Dataset): void {
    for (const attribute of Object.values(node.attributes ?? {}))
      if (typeof attribute === 'string' && !this.#texts.has(attribute))
        this.#texts.set(attribute, this.#texts.size + 1);
    if ('children' in node) for (const child of Object.values(node.children)) this.gatherTexts(child);
  }

  /** The global heap: all texts. */
  heap(): void {
    if (this.#texts.size === 0) return;
    const objects = new Bytes();
    for (const [content, index] of this.#texts) {
      const bytes = utf8(content);
      objects.u16(index).u16(1).u32(0).u64(bytes.length).raw(bytes).pad();
    }
    const size = Math.max(HEAP, 16 + objects.length + 16);
    // Object 0 is the free space, its own header included.
    const free = size - 16 - objects.length;
    const collection = new Bytes().raw(utf8('GCOL')).u8(1, 0, 0, 0).u64(size).raw(objects.take());
    collection.u16(0).u16(0).u32(0).u64(free);
    collection.raw(new Uint8Array(size - collection.length));
    this.#heapAddress = this.#place(collection.take());
  }

  group(group: Hdf5Group): number {
    const links = Object.entries(group.children).map(([name, child]): Message => {
      const address = 'children' in child ? this.group(child) : this.#dataset(child);
      const written = utf8(name);
      // Flags: length of the name in 2 bytes, character set given (1: UTF-8); a hard link by default.
      return [kind.link, new Bytes().u8(1, 0x11, 1).u16(written.length).raw(written).u64(address).take()];
    });
    return this.#object([
      [kind.linkInfo, new Bytes().u8(0, 0).u64(UNDEFINED).u64(UNDEFINED).take()],
      [kind.groupInfo, Uint8Array.of(0, 0)],
      ...links,
      ...this.#attributes(group.attributes),
    ]);
  }

  #dataset({ data, shape = [data.length], attributes }: Hdf5Dataset): number {
    checkShape(data, shape);
    const at = data.length === 0 ? UNDEFINED : this.#place(data);
    return this.#object([
      [kind.dataspace, dataspace(shape)],
      [kind.datatype, datatypeOf(typeOf(data))],
      // Space late, fill value written where set, and none is set.
      [kind.fill, Uint8Array.of(3, 0x0a)],
      [kind.layout, new Bytes().u8(3, 1).u64(at).u64(byteLength(data)).take()],
      ...this.#attributes(attributes),
    ]);
  }

  #attributes(attributes: Hdf5Attributes = {}): Message[] {
    return Object.entries(attributes).map(([name, attribute]): Message => {
      const [type, shape, value] = this.#valueOf(attribute);
      const space = dataspace(shape);
      const written = utf8(name);
      const body = new Bytes().u8(3, 0);
      body
        .u16(written.length + 1)
        .u16(type.length)
        .u16(space.length)
        .u8(1);
      return [kind.attribute, body.raw(written).u8(0).raw(type).raw(space).raw(value).take()];
    });
  }

  #valueOf(attribute: Hdf5Attribute): readonly [type: Uint8Array, shape: readonly number[], value: Uint8Array] {
    if (typeof attribute === 'string') {
      const value = new Bytes().u32(utf8(attribute).length).u64(this.#heapAddress).u32(this.#texts.get(attribute)!);
      return [text, [], value.take()];
    }
    if ('members' in attribute) {
      const number = attribute.members[attribute.value];
      if (number === undefined) throw new InternalError(`'${attribute.value}' is no member of the enumeration.`);
      return [enumeration(attribute.members), [], Uint8Array.of(number & 0xff)];
    }
    const { data, shape = [data.length] } = attribute;
    checkShape(data, shape);
    return [datatypeOf(data), shape, bytesOf(data)];
  }

  /** An object header with its messages; answers its address. */
  #object(messages: readonly Message[]): number {
    const body = new Bytes();
    for (const [type, content] of messages) body.u8(type).u16(content.length).u8(0).raw(content);
    // Flags 2: the size of the messages takes 4 bytes.
    const header = new Bytes().raw(utf8('OHDR')).u8(2, 2).u32(body.length).raw(body.take());
    return this.#place(header.u32(lookup3(header.take())).take());
  }

  /** Appends a part at a multiple of 8; answers its address. */
  #place(part: Numbers): number {
    const gap = (8 - (this.#end % 8)) % 8;
    if (gap > 0) this.#parts.push(new Uint8Array(gap));
    const address = this.#end + gap;
    this.#parts.push(part);
    this.#end = address + byteLength(part);
    return address;
  }

  finish(root: number): { readonly parts: readonly Numbers[]; readonly length: number } {
    const head = new Bytes().u8(...SIGNATURE, 2, 8, 8, 0);
    head.u64(0).u64(UNDEFINED).u64(this.#end).u64(root);
    this.#parts[0] = head.u32(lookup3(head.take())).take();
    return { parts: this.#parts, length: this.#end };
  }
}

const bytesOf = (data: NumberArray): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function checkShape(data: Numbers, shape: readonly number[]): void {
  if (shape.reduce((n, d) => n * d, 1) !== data.length)
    throw new InternalError(`Shape [${shape.join(', ')}] does not hold ${data.length} values.`);
}
