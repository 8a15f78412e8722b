/** Which dots a raster draws. */
import { eachSpike } from '../../analysis/spikes.ts';
import type { Box, FigureData, FigureGroup } from './types.ts';

/** Dots nearer than this, in points, cannot be told apart in print (a 2400th of an inch is 0.03). */
const GRID = 0.05;

export interface RasterDots {
  /** Per group: 'M12.3 45h.01…', a dot per subpath. */
  readonly paths: readonly string[];
  /** Every how-many-th neuron is drawn; 1: all. */
  readonly every: number;
  /** Spikes of the groups in the window. */
  readonly spikes: number;
}

/** Steps k with from ≤ k·dt < to, but for rounding. */
export function stepWindow({ window, dt }: FigureData): { from: number; to: number } {
  return { from: Math.ceil(window.from / dt - 1e-6), to: Math.ceil(window.to / dt - 1e-6) };
}

/** Dots of all groups. Spikes that fall on one place of the grid share a dot; `most` bounds the number of dots. */
export function rasterDots(data: FigureData, box: Box, most: number): RasterDots {
  const rows = neuronRange(data);
  const spikes = data.groups.reduce((n, g) => n + count(data, g), 0);
  let every = Math.max(1, Math.ceil(spikes / (4 * most)));
  for (;;) {
    const paths = draw(data, box, rows, every, most);
    if (paths) return { paths, every, spikes };
    every = Math.ceil(every * 1.2);
  }
}

function count(data: FigureData, group: FigureGroup): number {
  let n = 0;
  eachSpike(data.spikes, group, stepWindow(data), () => {
    n++;
  });
  return n;
}

/** Undefined where there would be more than `most` dots; a single neuron is always drawn whole. */
function draw(
  data: FigureData,
  box: Box,
  rows: { first: number; count: number },
  every: number,
  most: number,
): string[] | undefined {
  const perMs = box.width / (data.window.to - data.window.from);
  const perRow = box.height / Math.max(1, rows.count);
  const seen = new Set<number>();
  const lines = Math.ceil(box.height / GRID) + 2;
  const paths = data.groups.map((group): string => {
    const parts: string[] = [];
    eachSpike(data.spikes, group, stepWindow(data), (step, offset) => {
      const cell = group.first + offset;
      if ((cell - rows.first) % every !== 0 || seen.size > most) return;
      const x = Math.round(((step * data.dt - data.window.from) * perMs) / GRID);
      const y = Math.round(((rows.count - (cell - rows.first) - 0.5) * perRow) / GRID);
      const key = x * lines + y;
      if (seen.has(key)) return;
      seen.add(key);
      parts.push(`M${coordinate(box.left, x)} ${coordinate(box.top, y)}h.01`);
    });
    return parts.join('');
  });
  return seen.size > most && every < rows.count ? undefined : paths;
}

const coordinate = (origin: number, k: number): string => String(Number((origin + k * GRID).toFixed(2)));

/** From the first neuron of any group to the last. */
export function neuronRange({ groups }: FigureData): { first: number; count: number } {
  const first = Math.min(...groups.map((g) => g.first));
  const end = Math.max(...groups.map((g) => g.first + g.count));
  return groups.length === 0 ? { first: 0, count: 0 } : { first, count: end - first };
}
