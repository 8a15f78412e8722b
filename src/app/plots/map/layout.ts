/**
 * Where the cells stand on the map, in the order of the raster: one block per group, the first at the bottom and each filled row by row
 * from its lower left; or from the top down. Where there are more cells than squares that can be seen and hit, a square stands for several
 * neighbours.
 */
import type { Group } from '../../../index.ts';

export interface Block {
  /** Undefined for cells that are in no group. */
  readonly group: Group | undefined;
  /** Network-wide number of its first cell. */
  readonly first: number;
  readonly count: number;
  /** Number of its first square, and how many it has. */
  readonly bin: number;
  readonly bins: number;
  /** Device pixels from the top; of its uppermost row. */
  readonly top: number;
  readonly rows: number;
}

export interface MapShape {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Whether the first cell stands at the top. */
  readonly down?: boolean;
}

/** CSS pixels: a square is no smaller, unless nothing else fits, and no larger. */
const least = 2;
const largest = 22;
/** CSS pixels between blocks. */
const between = 4;

export class MapLayout {
  readonly cells: number;
  /** Device pixels from one square to the next. */
  readonly side: number;
  /** Most cells that a square stands for. */
  readonly perBin: number;
  readonly columns: number;
  readonly blocks: readonly Block[];
  readonly bins: number;
  /** Square of every cell. */
  readonly table: Uint32Array;
  readonly down: boolean;

  /** `groups` in order of their cells, without overlap; `cells` is how many the network has. */
  constructor(groups: readonly Group[], cells: number, { width, height, ratio, down = false }: MapShape) {
    this.cells = cells;
    this.down = down;
    const ranges = covered(groups, cells);
    const gap = Math.round(between * ratio);
    const fits = (side: number, perBin: number): boolean => {
      const columns = Math.floor(width / side);
      if (columns < 1) return false;
      const rows = ranges.reduce((n, r) => n + Math.ceil(Math.ceil(r.count / perBin) / columns), 0);
      return rows * side + gap * Math.max(0, ranges.length - 1) <= height;
    };
    const small = Math.max(2, Math.round(least * ratio));
    let side = Math.max(small, Math.round(largest * ratio));
    let perBin = 1;
    while (side > small && !fits(side, 1)) side--;
    if (!fits(side, 1)) {
      const room = Math.max(1, Math.floor(width / side) * Math.floor(height / side));
      perBin = Math.max(2, Math.ceil(cells / room));
      while (perBin < cells && !fits(side, perBin)) perBin = Math.ceil(perBin * 1.02);
    }
    this.side = side;
    this.perBin = perBin;
    this.columns = Math.max(1, Math.floor(width / side));
    const rowsOf = (count: number) => Math.ceil(Math.ceil(count / perBin) / this.columns);
    const used = ranges.reduce((n, r) => n + rowsOf(r.count) * side + gap, -gap);
    // The lower end of the next block, or its upper one.
    let edge = down ? 0 : Math.min(height, used);
    let bin = 0;
    this.blocks = ranges.map(({ group, first, count }): Block => {
      const bins = Math.ceil(count / perBin);
      const rows = rowsOf(count);
      const top = down ? edge : edge - rows * side;
      const block = { group, first, count, bin, bins, top, rows };
      edge = down ? top + rows * side + gap : top - gap;
      bin += bins;
      return block;
    });
    this.bins = bin;
    this.table = new Uint32Array(cells);
    for (const block of this.blocks)
      for (let k = 0; k < block.count; k++) this.table[block.first + k] = block.bin + Math.floor(k / perBin);
  }

  blockOf(bin: number): Block | undefined {
    return this.blocks.find((b) => bin >= b.bin && bin < b.bin + b.bins);
  }

  /** Network-wide numbers of a square's cells, from ≤ c < to. */
  cellsOf(bin: number): { readonly from: number; readonly to: number } {
    const block = this.blockOf(bin);
    if (block === undefined) return { from: 0, to: 0 };
    const from = block.first + (bin - block.bin) * this.perBin;
    return { from, to: Math.min(block.first + block.count, from + this.perBin) };
  }

  /** Upper left corner of a square, device pixels. */
  place(bin: number): { readonly x: number; readonly y: number } {
    const block = this.blockOf(bin)!;
    const k = bin - block.bin;
    const row = Math.floor(k / this.columns);
    return { x: (k % this.columns) * this.side, y: block.top + this.#fromTop(block, row) * this.side };
  }

  /** Row from the top of one from the start of the block, and the other way round. */
  #fromTop({ rows }: Block, row: number): number {
    return this.down ? row : rows - 1 - row;
  }

  /** The square at a point, device pixels. */
  at(x: number, y: number): number | undefined {
    const column = Math.floor(x / this.side);
    if (column < 0 || column >= this.columns) return undefined;
    for (const block of this.blocks) {
      const row = this.#fromTop(block, Math.floor((y - block.top) / this.side));
      if (row < 0 || row >= block.rows) continue;
      const k = row * this.columns + column;
      return k < block.bins ? block.bin + k : undefined;
    }
    return undefined;
  }

  /** The square `right` columns to the right and `up` rows up, across blocks; the nearest that is there. */
  move(bin: number, right: number, up: number): number {
    const here = Math.max(0, this.blocks.indexOf(this.blockOf(bin)!));
    const block = this.blocks[here]!;
    const k = bin - block.bin;
    if (right !== 0) return Math.max(0, Math.min(this.bins - 1, bin + right));
    let row = Math.floor(k / this.columns) + (this.down ? -up : up);
    let at = here;
    while (row < 0 && at > 0) row += this.blocks[--at]!.rows;
    while (row >= this.blocks[at]!.rows && at < this.blocks.length - 1) row -= this.blocks[at++]!.rows;
    const { bin: first, bins, rows } = this.blocks[at]!;
    const inside = Math.max(0, Math.min(rows - 1, row)) * this.columns + (k % this.columns);
    return first + Math.min(bins - 1, inside);
  }

  /** Cells of the squares whose middle lies within, in ascending order. `inside` takes device pixels. */
  within(inside: (x: number, y: number) => boolean): number[] {
    const found: number[] = [];
    const half = this.side / 2;
    for (const block of this.blocks)
      for (let bin = block.bin; bin < block.bin + block.bins; bin++) {
        const { x, y } = this.place(bin);
        if (!inside(x + half, y + half)) continue;
        const { from, to } = this.cellsOf(bin);
        for (let cell = from; cell < to; cell++) found.push(cell);
      }
    return found;
  }
}

interface Range {
  readonly group: Group | undefined;
  readonly first: number;
  readonly count: number;
}

/** The groups of cells, and what lies between them. */
function covered(groups: readonly Group[], cells: number): Range[] {
  const ranges: Range[] = [];
  let next = 0;
  const rest = (to: number) => {
    if (to > next) ranges.push({ group: undefined, first: next, count: to - next });
  };
  for (const group of groups) {
    if (group.role !== 'cells' || group.count === 0 || group.first < next) continue;
    rest(group.first);
    ranges.push({ group, first: group.first, count: group.count });
    next = group.first + group.count;
  }
  rest(cells);
  return ranges;
}
