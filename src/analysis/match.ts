/** How far two runs gave the same spikes. */
import { noMore } from '../no-more.ts';
import { byCell, type Spikes, type StepWindow } from './spikes.ts';

export interface SpikeMatch {
  readonly matched: number;
  /** Spikes of each run in the window. */
  readonly a: number;
  readonly b: number;
  /** Matched spikes ÷ the larger of the two numbers; 1 where neither has any. */
  readonly fraction: number;
}

/**
 * Pairs spikes of the same cell that lie at most `tolerance` steps apart, each spike at most once: cell by cell in order of time, which
 * makes the most pairs.
 */
export function matchSpikes(
  a: Spikes,
  b: Spikes,
  cells: number,
  window: StepWindow,
  tolerance = 1,
  ...more: undefined[]
): SpikeMatch {
  noMore('matchSpikes', 'two records, a number of cells, a window and a tolerance', more);
  const range = { first: 0, count: cells };
  const x = byCell(a, range, window);
  const y = byCell(b, range, window);
  let matched = 0;
  for (let cell = 0; cell < cells; cell++) {
    let j = y.rows[cell]!;
    const end = y.rows[cell + 1]!;
    for (let i = x.rows[cell]!; i < x.rows[cell + 1]! && j < end; ) {
      const apart = x.steps[i]! - y.steps[j]!;
      if (apart < -tolerance) i++;
      else if (apart > tolerance) j++;
      else {
        matched++;
        i++;
        j++;
      }
    }
  }
  const larger = Math.max(x.steps.length, y.steps.length);
  return { matched, a: x.steps.length, b: y.steps.length, fraction: larger > 0 ? matched / larger : 1 };
}

/** Whether both have exactly the same spikes in the window. */
export function sameSpikes(a: Spikes, b: Spikes, cells: number, window: StepWindow, ...more: undefined[]): boolean {
  noMore('sameSpikes', 'two records, a number of cells and a window', more);
  const { matched, a: n, b: m } = matchSpikes(a, b, cells, window, 0);
  return matched === n && matched === m;
}
