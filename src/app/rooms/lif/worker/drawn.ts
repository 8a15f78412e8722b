/** Spikes drawn into traces of cells that have none of their own shape. */
import { physicalCells } from '../../../../presets/index.ts';
import type { DimensionlessResult, Points } from '../../../../studies/measure.ts';

/** How far a spike is drawn above the threshold, mV. */
export const SPIKE = 30;

/** A trace with a line up to `top` at each spike. */
export function withSpikes({ x, y }: Points, spikes: Float64Array, top: number): Points {
  const times: number[] = [];
  const values: number[] = [];
  let next = 0;
  for (let k = 0; k < x.length; k++) {
    const t = x[k]!;
    if (next < spikes.length && Math.abs(spikes[next]! - t) < 1e-6 * Math.max(1, t)) {
      times.push(t, t);
      values.push(values.at(-1) ?? top, top);
      next++;
    }
    times.push(t);
    values.push(y[k]!);
  }
  return { x: Float64Array.from(times), y: Float64Array.from(values) };
}

type Drawn = DimensionlessResult['cells'][number];

/** A cell of the dimensionless panel: mV of a physical cell, 2 for the dimensionless one, whose threshold is 1. */
export function dimensionlessDrawn(cell: Drawn, k: number): Drawn {
  const physical = physicalCells[k];
  const top = physical === undefined ? 2 : physical.V_th + SPIKE / 2;
  return { ...cell, trace: withSpikes(cell.trace, cell.spikes, top) };
}

/** To where spikes of a member of the family are drawn, mV. */
export const familyTop = (preset: string): number =>
  preset.startsWith('lif') || preset === 'eif' ? -20 : preset.startsWith('izh') ? 30 : 20;
