/** Population rates and voltages as paths. */
import { rateHistogram } from '../../analysis/rates.ts';
import { stepTime } from '../../numbers/decimal.ts';
import { roundUp } from '../../numbers/ticks.ts';
import { point } from './draw.ts';
import { stepWindow } from './raster.ts';
import type { Box, FigureData, FigureTrace } from './types.ts';

/** Bins of the population rate in a window, about. */
const BINS = 200;
/** Width of a column of a voltage trace, points: within it the least and the greatest value are drawn. */
const COLUMN = 0.25;

/** Width of the bins in ms: as asked, else a round number; always whole steps. */
export function binWidth({ window, dt }: FigureData, asked: number | undefined): number {
  const wanted = asked ?? roundUp((window.to - window.from) / BINS);
  return stepTime(Math.max(1, Math.round(wanted / dt)), dt);
}

export interface RateCurves {
  /** Per group, Hz in each bin. */
  readonly rates: readonly Float64Array[];
  /** Highest of all, Hz. */
  readonly highest: number;
}

export function rateCurves(data: FigureData, bin: number): RateCurves {
  const rates = data.groups.map((group) => rateHistogram(data.spikes, group, stepWindow(data), data.dt, bin).rates);
  return { rates, highest: rates.reduce((most, r) => r.reduce((a, x) => Math.max(a, x), most), 0) };
}

/** A stair per bin. */
export function ratePath(rates: Float64Array, bin: number, top: number, box: Box, data: FigureData): string {
  const perMs = box.width / (data.window.to - data.window.from);
  const y = (rate: number): string => point(box.top + box.height * (1 - rate / top));
  const parts = Array.from(
    rates,
    (rate, k) => `${k === 0 ? `M${point(box.left)} ` : 'V'}${y(rate)}H${point(box.left + (k + 1) * bin * perMs)}`,
  );
  return parts.join('');
}

/** Least and greatest value of all traces in the window; [0, 1] where there is none. */
export function valueRange(data: FigureData): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const trace of data.traces?.lines ?? [])
    eachValue(trace, data, (_, value) => {
      low = Math.min(low, value);
      high = Math.max(high, value);
    });
  if (!(low <= high)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** One line through all values; where several share a column, through its least and greatest. */
export function tracePath(
  trace: FigureTrace,
  [low, high]: readonly [number, number],
  box: Box,
  data: FigureData,
): string {
  const perMs = box.width / (data.window.to - data.window.from);
  const place = (x: number, value: number): string =>
    `${point(x)} ${point(box.top + box.height * (1 - (value - low) / (high - low)))}`;
  const parts: string[] = [];
  let column = -1;
  let values: { x: number; value: number }[] = [];
  const flush = (): void => {
    if (values.length > 2) {
      let least = 0;
      let most = 0;
      values.forEach(({ value }, k) => {
        if (value < values[least]!.value) least = k;
        if (value > values[most]!.value) most = k;
      });
      values = [...new Set([0, Math.min(least, most), Math.max(least, most), values.length - 1])].map(
        (k) => values[k]!,
      );
    }
    for (const { x, value } of values) parts.push(`${parts.length === 0 ? 'M' : 'L'}${place(x, value)}`);
    values = [];
  };
  eachValue(trace, data, (time, value) => {
    const x = box.left + (time - data.window.from) * perMs;
    const own = Math.floor(x / COLUMN);
    if (own !== column) flush();
    column = own;
    values.push({ x, value });
  });
  flush();
  return parts.join('');
}

function eachValue(trace: FigureTrace, { window, dt }: FigureData, visit: (time: number, value: number) => void): void {
  const from = Math.max(trace.firstStep, Math.ceil(window.from / dt - 1e-6));
  const to = Math.min(trace.firstStep + trace.values.length - 1, Math.floor(window.to / dt + 1e-6));
  for (let step = from; step <= to; step++) visit(step * dt, trace.values[step - trace.firstStep]!);
}
