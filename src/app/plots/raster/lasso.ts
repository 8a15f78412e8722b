/** Choosing cells by drawing around their spikes: Shift + drag, or any drag while the lasso is switched on. */

import type { Area } from '../gestures.ts';
import { rowAt } from '../rows.ts';
import type { RunPicture } from '../run-view.ts';
import type { TimeView } from '../time-view.ts';

/** CSS pixels from the top left of the data area. */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

/** Spikes looked at for one lasso; beyond them every second, third, … is. About 20 ms. */
const most = 1_000_000;

/** Cells with a spike inside the polygon, in ascending order; stimulus sources are left out. */
export function cellsWithin(
  record: RunPicture,
  view: TimeView,
  area: { readonly width: number; readonly height: number },
  polygon: readonly PixelPoint[],
): number[] {
  if (polygon.length < 3) return [];
  const { from, to } = view.span.peek();
  const rows = view.cells.peek();
  const perMs = area.width / (to - from);
  const xs = polygon.map((p) => p.x);
  const first = record.spikes.place(Math.floor((from + Math.min(...xs) / perMs) / record.dt));
  const last = record.spikes.place(Math.ceil((from + Math.max(...xs) / perMs) / record.dt) + 1);
  const { steps, cells } = record.spikes.spikes(first, last);
  const stride = Math.ceil(steps.length / most);
  const limit = record.description.cells;
  const found = new Set<number>();
  for (let k = 0; k < steps.length; k += Math.max(1, stride)) {
    const cell = cells[k]!;
    if (cell >= limit || found.has(cell)) continue;
    const x = (steps[k]! * record.dt - from) * perMs;
    const y = rowAt(cell + 0.5, rows, area.height);
    if (inside(polygon, x, y)) found.add(cell);
  }
  return [...found].sort((a, b) => a - b);
}

/** Even–odd rule. */
export function inside(polygon: readonly PixelPoint[], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!;
    const b = polygon[j]!;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
  }
  return odd;
}

export interface LassoSurface {
  readonly element: HTMLElement;
  readonly area: () => Area;
  /** Whether a drag without Shift draws too. */
  readonly active: () => boolean;
  /** The line so far; undefined when it is done. */
  readonly onDraw: (line: readonly PixelPoint[] | undefined) => void;
  /** `shift`: whether Shift was held when it began. */
  readonly onDone: (polygon: readonly PixelPoint[], shift: boolean) => void;
}

/** Attaches the lasso; the result detaches it. */
export function attachLasso(surface: LassoSurface): () => void {
  const { element } = surface;
  let line: PixelPoint[] | undefined;
  let finger = -1;
  let shift = false;
  const stop = new AbortController();
  const { signal } = stop;
  const local = (event: PointerEvent): PixelPoint => {
    const box = element.getBoundingClientRect();
    const area = surface.area();
    return { x: event.clientX - box.left - area.left, y: event.clientY - box.top - area.top };
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || line !== undefined || !(event.shiftKey || surface.active())) return;
      finger = event.pointerId;
      shift = event.shiftKey;
      line = [local(event)];
      element.setPointerCapture(finger);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (line === undefined || event.pointerId !== finger) return;
      line.push(local(event));
      surface.onDraw(line);
    },
    { signal },
  );
  const lift = (event: PointerEvent) => {
    if (line === undefined || event.pointerId !== finger) return;
    const done = line;
    line = undefined;
    surface.onDraw(undefined);
    if (event.type === 'pointerup') surface.onDone(done, shift);
  };
  element.addEventListener('pointerup', lift, { signal });
  element.addEventListener('pointercancel', lift, { signal });
  return () => stop.abort();
}
