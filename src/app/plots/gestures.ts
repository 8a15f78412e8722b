/**
 * The same gestures on every plot: wheel zooms time about the pointer, drag pans, two fingers pinch, double click resets. Where cells are
 * an axis too, dragging pans them and the wheel over the axis, or with Alt, zooms them.
 */
import { cellAt } from './rows.ts';
import type { TimeView } from './time-view.ts';

/** A rectangle in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Surface {
  readonly element: HTMLElement;
  readonly view: TimeView;
  /** The data area within the element, CSS pixels. */
  readonly area: () => Area;
  readonly hasCells: boolean;
  /** Whether dragging draws a lasso instead of panning. */
  readonly lassoing?: () => boolean;
  /** Pointer over the data area, CSS pixels from its top left; undefined when it left. */
  readonly onHover?: (at: { x: number; y: number } | undefined) => void;
  readonly onClick?: (at: { x: number; y: number }) => void;
}

/** Pixels a press may wander and still be a click. */
export const clickReach = 4;

/** Attaches the gestures; the result detaches them. */
export function attachGestures(surface: Surface): () => void {
  const { element, view, hasCells } = surface;
  const fingers = new Map<number, { x: number; y: number }>();
  let moved = 0;
  let pinch: { width: number; height: number } | undefined;
  const stop = new AbortController();
  const { signal } = stop;

  const local = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    const area = surface.area();
    return { x: event.clientX - box.left - area.left, y: event.clientY - box.top - area.top, area };
  };
  const timeAt = (x: number, width: number) => {
    const { from, to } = view.span.peek();
    return from + (x / width) * (to - from);
  };
  const rowUnder = (y: number, height: number) => cellAt(y, view.cells.peek(), height);

  const hover = (x: number, y: number, area: Area) => {
    const inside = x >= 0 && y >= 0 && x <= area.width && y <= area.height;
    view.pointer.value = inside ? timeAt(x, area.width) : undefined;
    surface.onHover?.(inside ? { x, y } : undefined);
  };

  element.addEventListener(
    'wheel',
    (event) => {
      const { x, y, area } = local(event);
      event.preventDefault();
      const amount = event.deltaY * (event.deltaMode === 1 ? 16 : 1) * (event.ctrlKey ? 4 : 1);
      const factor = Math.exp(Math.max(-300, Math.min(300, amount)) * 0.002);
      const overCells = hasCells && (event.altKey || x < 0);
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) view.pan(event.deltaX / area.width);
      else if (overCells) view.zoomCells(factor, rowUnder(y, area.height));
      else view.zoom(factor, timeAt(Math.max(0, x), area.width));
      if (event.ctrlKey && hasCells) view.zoomCells(factor, rowUnder(y, area.height));
      // The pointer stands still, but what lies under it has changed.
      hover(x, y, area);
    },
    { passive: false, signal },
  );

  element.addEventListener(
    'pointerdown',
    (event) => {
      // Shift is the lasso's.
      if (event.button !== 0 || event.shiftKey || surface.lassoing?.()) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      moved = fingers.size > 1 ? clickReach + 1 : 0;
      pinch = undefined;
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );

  element.addEventListener(
    'pointermove',
    (event) => {
      const { x, y, area } = local(event);
      hover(x, y, area);
      const finger = fingers.get(event.pointerId);
      if (finger === undefined) return;
      const dx = event.clientX - finger.x;
      const dy = event.clientY - finger.y;
      moved += Math.hypot(dx, dy);
      finger.x = event.clientX;
      finger.y = event.clientY;
      if (fingers.size === 2) {
        const [a, b] = [...fingers.values()] as [{ x: number; y: number }, { x: number; y: number }];
        const now = { width: Math.max(30, Math.abs(a.x - b.x)), height: Math.max(30, Math.abs(a.y - b.y)) };
        if (pinch !== undefined) {
          view.zoom(pinch.width / now.width, timeAt(x, area.width));
          if (hasCells) view.zoomCells(pinch.height / now.height, rowUnder(y, area.height));
        }
        pinch = now;
      } else if (moved > clickReach) {
        const { from, to } = view.span.peek();
        if (dx !== 0) view.shift((-dx / area.width) * (to - from));
        if (hasCells && dy !== 0) view.shiftCells(rowUnder(0, area.height) - rowUnder(dy, area.height));
      }
    },
    { signal },
  );

  const lift = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    pinch = undefined;
    if (event.type === 'pointerup' && fingers.size === 0 && moved <= clickReach) {
      const { x, y } = local(event);
      surface.onClick?.({ x, y });
    }
  };
  element.addEventListener('pointerup', lift, { signal });
  element.addEventListener('pointercancel', lift, { signal });
  element.addEventListener(
    'pointerleave',
    () => {
      view.pointer.value = undefined;
      surface.onHover?.(undefined);
    },
    { signal },
  );
  element.addEventListener('dblclick', () => view.home(), { signal });
  return () => stop.abort();
}
