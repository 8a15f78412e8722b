/** The map in words. */

import { partitionPoint } from '../../../../index.ts';
import { counted } from '../../../../numbers/sentences.ts';
import { recentSpikes } from '../../../plots/map/activity.ts';
import type { MapPainter } from '../../../plots/map/map-painter.ts';
import type { Session } from '../../../run/session.ts';

/** Span in which spikes are counted when a square is looked at, ms. */
const recent = 100;

/** 'cell 120 (E): 3 spikes in 100 ms, picked' */
export function squareText(session: Session, painter: MapPainter, bin: number | undefined): string {
  const record = session.record.peek();
  const { layout } = painter;
  if (record === undefined || layout === undefined || bin === undefined) return '';
  const { from, to } = layout.cellsOf(bin);
  const name = layout.blockOf(bin)?.group?.name;
  const who = `${to - from === 1 ? `cell ${from}` : `cells ${from}–${to - 1}`}${name === undefined ? '' : ` (${name})`}`;
  const spikes = recentSpikes(record, painter.step(record), { from, to }, recent);
  const picked = between(session.chosen.peek(), from, to);
  const mark = picked === 0 ? '' : picked === to - from ? ', picked' : `, ${picked} picked`;
  return `${who}: ${counted(spikes, 'spike')} in ${recent} ms${mark}`;
}

/** How many of the sorted list lie in from ≤ c < to. */
function between(list: readonly number[], from: number, to: number): number {
  return place(list, to) - place(list, from);
}

const place = (list: readonly number[], cell: number): number => partitionPoint(list.length, (k) => list[k]! < cell);

/** The sorted list with the cells from ≤ c < to, or without them if it has them all. */
export function gathered(list: readonly number[], from: number, to: number): number[] {
  const low = place(list, from);
  const high = place(list, to);
  const all = high - low === to - from;
  const own = all ? [] : Array.from({ length: to - from }, (_, k) => from + k);
  return list.slice(0, low).concat(own, list.slice(high));
}

/** How many of the sorted list are in each of the ranges. */
export const countsIn = (
  list: readonly number[],
  ranges: readonly { readonly first: number; readonly count: number }[],
): number[] => ranges.map(({ first, count }) => between(list, first, first + count));
