/** Read-only arrays that are bound in pieces where one binding cannot hold them. */
import { type ArrayName, type Binding, pieceBinding } from './bindings.ts';
import { bindingLimit, type Limits } from './limits.ts';
import { LEAST, rounded } from './rounding.ts';

export interface PiecedArray {
  readonly name: ArrayName;
  readonly type: 'u32' | 'i32';
  /** Values of 4 bytes that it has. */
  readonly length: number;
  /** Values that each piece has room for; all but the last are of one length. */
  readonly pieces: readonly number[];
}

/** As few pieces as the limits allow, and at least one. */
export function inPieces(name: ArrayName, type: PiecedArray['type'], length: number, limits: Limits): PiecedArray {
  const most = Math.max(LEAST, Math.floor(bindingLimit(limits) / 16) * 4);
  const pieces: number[] = [];
  let left = length;
  for (; left > most; left -= most) pieces.push(most);
  pieces.push(Math.min(most, Math.max(LEAST, rounded(left))));
  return { name, type, length, pieces };
}

export const bindingsOfArray = ({ name, pieces }: PiecedArray): Binding[] =>
  pieces.map((_, piece) => pieceBinding(name, piece));

const readers: Readonly<Record<ArrayName, string>> = { rows: 'row_at', targets: 'target_at', weights: 'weight_at' };

/** WGSL: the pieces, and the function that reads a value by its number: `row_at`, `target_at` or `weight_at`. */
export function declareArray(array: PiecedArray): string {
  const { type, pieces } = array;
  const own = bindingsOfArray(array);
  const declared = own.map(
    (b, p) => `@group(0) @binding(${b.binding}) var<storage, read> ${b.name}: array<${type}, ${pieces[p]}>;`,
  );
  const reads = own.map((b, p) => {
    const first = p * pieces[0]!;
    const value = `${b.name}[i${first > 0 ? ` - ${first}u` : ''}]`;
    return p === own.length - 1 ? `return ${value};` : `if (i < ${first + pieces[p]!}u) { return ${value}; }`;
  });
  return [...declared, `fn ${readers[array.name]}(i: u32) -> ${type} {`, ...reads.map((r) => `  ${r}`), '}\n'].join(
    '\n',
  );
}

/** Its buffers, filled. */
export function createPieces(
  device: GPUDevice,
  array: PiecedArray,
  content: Uint32Array | Int32Array,
): [Binding, GPUBuffer][] {
  return bindingsOfArray(array).map((binding, p) => {
    const size = array.pieces[p]!;
    const first = p * array.pieces[0]!;
    const buffer = device.createBuffer({
      label: binding.name,
      size: size * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
      mappedAtCreation: true,
    });
    const part = content.subarray(first, first + size);
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    buffer.unmap();
    return [binding, buffer];
  });
}
