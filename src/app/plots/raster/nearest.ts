/** The spike under the pointer. */
import { rowAt } from '../rows.ts';
import type { RunPicture } from '../run-view.ts';
import type { TimeView } from '../time-view.ts';

export interface NearSpike {
  readonly cell: number;
  /** ms */
  readonly time: number;
  /** CSS pixels within the data area. */
  readonly x: number;
  readonly y: number;
}

/** The spike nearest to `at` within `reach` CSS pixels. */
export function nearestSpike(
  record: RunPicture,
  view: TimeView,
  area: { readonly width: number; readonly height: number },
  at: { readonly x: number; readonly y: number },
  reach: number,
): NearSpike | undefined {
  const { from, to } = view.span.peek();
  const cells = view.cells.peek();
  const perMs = area.width / (to - from);
  const time = from + at.x / perMs;
  const first = record.spikes.place(Math.floor((time - reach / perMs) / record.dt));
  const last = record.spikes.place(Math.ceil((time + reach / perMs) / record.dt) + 1);
  const { steps, cells: who } = record.spikes.spikes(first, last);
  let best: NearSpike | undefined;
  let least = reach * reach;
  for (let k = 0; k < steps.length; k++) {
    const x = (steps[k]! * record.dt - from) * perMs;
    const y = rowAt(who[k]! + 0.5, cells, area.height);
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2;
    if (distance <= least) {
      least = distance;
      best = { cell: who[k]!, time: steps[k]! * record.dt, x, y };
    }
  }
  return best;
}
