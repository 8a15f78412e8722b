/** Sets of cells as text: '0-99,120'. */
import { shown, UserError } from '../../errors.ts';
import { text as textField } from '../../options.ts';

/** Most cells that one text names, or all texts of a link together. */
const MOST_CELLS = 1_000_000;

/** '0-99,120'; `cells` in ascending order. */
export function cellsText(cells: readonly number[]): string {
  const parts: string[] = [];
  for (let k = 0; k < cells.length; ) {
    let end = k;
    while (cells[end + 1] === cells[end]! + 1) end++;
    parts.push(end > k ? `${cells[k]}-${cells[end]}` : `${cells[k]}`);
    k = end + 1;
  }
  return parts.join(',');
}

/** A range of cells, both ends included. */
type Range = readonly [from: number, to: number];

/** The ranges that a text names, ascending and apart from one another. Throws a UserError. */
function readRanges(text: string): Range[] {
  const given = text.split(',').map((part): Range => {
    const range = /^\s*(\d{1,10})(?:-(\d{1,10}))?\s*$/.exec(part);
    if (range === null) throw new UserError(`cells read '0-99,120'; ${shown(part)} does not.`);
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (to < from) throw new UserError(`the cells ${part.trim()} are no ascending range.`);
    return [from, to];
  });
  given.sort((a, b) => a[0] - b[0]);
  const apart: [number, number][] = [];
  for (const [from, to] of given) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/**
 * Reads texts that belong together, such as those of one link: all cells that they name, each text on its own, are at most `most`. Ranges
 * are merged and counted before any cell is written out, so that what is refused costs nothing.
 */
export class CellTexts {
  readonly #most: number;
  #named = 0;

  constructor(most = MOST_CELLS) {
    this.#most = most;
  }

  /** In ascending order, each once. Throws a UserError. */
  read(text: string): number[] {
    textField.check(text, 'cells');
    const ranges = readRanges(text);
    const count = ranges.reduce((n, [from, to]) => n + to - from + 1, 0);
    if (this.#named + count > this.#most)
      throw new UserError(
        `the cells ${text.slice(0, 24)} are ${count}${this.#named > 0 ? `, besides ${this.#named} before them` : ''}; at most ${this.#most} are named at once.`,
      );
    this.#named += count;
    const cells = new Array<number>(count);
    let at = 0;
    for (const [from, to] of ranges) for (let c = from; c <= to; c++) cells[at++] = c;
    return cells;
  }
}

/** The cells of one text in ascending order, each once, at most 10⁶. Throws a UserError. */
export const readCells = (text: string): number[] => new CellTexts().read(text);
