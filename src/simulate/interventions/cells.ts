/** Sets of cells as text: '0-99,120'. */
import { UserError } from '../../errors.ts';

/** Most cells that one text names. */
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

/** In ascending order, each once. Throws a UserError. */
export function readCells(text: string): number[] {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^\s*(\d{1,10})(?:-(\d{1,10}))?\s*$/.exec(part);
    if (range === null) throw new UserError(`cells read '0-99,120'; '${part.slice(0, 20)}' does not.`);
    const from = Number(range[1]);
    const to = Number(range[2] ?? range[1]);
    if (to < from || found.size + to - from >= MOST_CELLS)
      throw new UserError(`the cells ${part.slice(0, 24)} are no ascending range of at most ${MOST_CELLS}.`);
    for (let c = from; c <= to; c++) found.add(c);
  }
  return [...found].sort((a, b) => a - b);
}
