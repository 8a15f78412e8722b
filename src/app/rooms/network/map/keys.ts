/** The cell map by keyboard: arrows move among squares, Enter and Space pick, Shift + arrows pick what is passed, Escape lets all go. */
import type { MapPainter } from '../../../plots/map/map-painter.ts';
import type { Session } from '../../../run/session.ts';

interface MapKeys {
  readonly signal: AbortSignal;
  /** Picks the cells of a square, or lets them go. */
  readonly toggle: (bin: number) => void;
  /** After every key: the square that the keys are at. */
  readonly onMove: (bin: number) => void;
}

/** Rows of PageUp and PageDown. */
const page = 10;

export function attachMapKeys(
  element: HTMLElement,
  painter: MapPainter,
  session: Session,
  { signal, toggle, onMove }: MapKeys,
): void {
  const moves: Readonly<Record<string, readonly [right: number, up: number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
    PageUp: [0, page],
    PageDown: [0, -page],
  };
  const goTo = (key: string, bin: number): number | undefined => {
    const layout = painter.layout!;
    if (key === 'Home') return 0;
    if (key === 'End') return layout.bins - 1;
    const move = moves[key];
    return move && layout.move(bin, ...move);
  };
  const add = (bins: readonly number[]) => {
    const cells = bins.flatMap((bin) => {
      const { from, to } = painter.layout!.cellsOf(bin);
      return Array.from({ length: to - from }, (_, k) => from + k);
    });
    session.choose([...session.chosen.peek(), ...cells]);
    session.touching.value = true;
  };
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !painter.layout?.bins) return;
      const bin = painter.cursor ?? 0;
      const next = goTo(event.key, bin);
      if (next !== undefined) {
        painter.cursor = next;
        if (event.shiftKey) add([bin, next]);
      } else if (event.key === 'Enter' || event.key === ' ') toggle(bin);
      else if (event.key === 'Escape') session.choose([]);
      else return;
      painter.cursor ??= bin;
      // The room's own keys would pan and run.
      event.preventDefault();
      event.stopPropagation();
      painter.ask();
      onMove(painter.cursor);
    },
    { signal },
  );
  element.addEventListener(
    'focus',
    () => {
      painter.cursor ??= 0;
      painter.ask();
    },
    { signal },
  );
  element.addEventListener('blur', () => painter.ask(), { signal });
}
