/** The cell map: every cell on a grid by group, bright where it was active of late. Clicks, lassos and keys pick cells for a touch. */
import { effect, type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { MapPainter } from '../../../plots/map/map-painter.ts';
import { attachLasso, inside, type PixelPoint } from '../../../plots/raster/lasso.ts';
import type { Session } from '../../../run/session.ts';
import { attachMapKeys } from './keys.ts';
import { MapWords } from './map-words.tsx';
import './map.css';
import { clickReach } from '../../../plots/gestures.ts';
import { gathered, squareText } from './words.ts';

export function CellMap({ session }: { session: Session }) {
  const hover = useSignal('');
  const told = useSignal('');
  const painter = useSignal<MapPainter | undefined>(undefined);
  return (
    <div class="view map-view" data-view="map" data-ready="true">
      <Canvas session={session} hover={hover} told={told} painter={painter} />
      <MapWords session={session} hover={hover} painter={painter} />
      <p class="spoken" role="status">
        {told.value}
      </p>
    </div>
  );
}

interface CanvasProps {
  readonly session: Session;
  /** What the pointer is on. */
  readonly hover: Signal<string>;
  /** What the keys are on, to be spoken. */
  readonly told: Signal<string>;
  readonly painter: Signal<MapPainter | undefined>;
}

function Canvas({ session, hover, told, painter: shared }: CanvasProps) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const rope = useRef<SVGPolylineElement>(null);

  useEffect(() => {
    const element = holder.current!;
    const painter = new MapPainter(canvas.current!, session);
    shared.value = painter;
    const resize = new ResizeObserver(() => painter.resize());
    resize.observe(element);
    const stopPainting = effect(() => painter.follow());
    const textAt = (bin: number | undefined) => squareText(session, painter, bin);

    const toggle = (bin: number) => {
      painter.cursor = bin;
      const { from, to } = painter.layout!.cellsOf(bin);
      session.choose(gathered(session.chosen.peek(), from, to));
      session.touching.value = true;
    };
    const detachLasso = attachLasso({
      element,
      area: () => painter.area(),
      active: () => true,
      onDraw: (line) => {
        const { left, top } = painter.area();
        const points = line?.map((p) => `${(p.x + left).toFixed(1)},${(p.y + top).toFixed(1)}`).join(' ');
        rope.current!.setAttribute('points', points ?? '');
      },
      onDone: (polygon, shift) => {
        if (reach(polygon) <= clickReach) {
          const bin = painter.at(polygon[0]!);
          if (bin !== undefined) toggle(bin);
          return;
        }
        const cells = painter.within((x, y) => inside(polygon, x, y));
        session.choose(shift ? [...session.chosen.peek(), ...cells] : cells);
        session.touching.value = true;
      },
    });
    const stop = new AbortController();
    const { signal } = stop;
    let pointed: PixelPoint | undefined;
    const point = () => {
      hover.value = pointed === undefined ? '' : textAt(painter.at(pointed));
    };
    element.addEventListener(
      'pointermove',
      (event) => {
        const box = element.getBoundingClientRect();
        const { left, top } = painter.area();
        pointed = { x: event.clientX - box.left - left, y: event.clientY - box.top - top };
        point();
      },
      { signal },
    );
    element.addEventListener(
      'pointerleave',
      () => {
        pointed = undefined;
        point();
      },
      { signal },
    );
    attachMapKeys(element, painter, session, { signal, toggle, onMove: (bin) => (told.value = textAt(bin)) });
    return () => {
      stop.abort();
      detachLasso();
      stopPainting();
      resize.disconnect();
      painter.dispose();
      shared.value = undefined;
    };
  }, [session, hover, told, shared]);

  const lassoing = useComputed(() => session.lassoing.value);
  return (
    <div class="view-plot map-plot">
      <div
        class="plot map"
        // Else a finger that draws downwards would scroll the page.
        style={lassoing.value ? { touchAction: 'none' } : {}}
        ref={holder}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: cells are picked by keys
        tabIndex={0}
        role="application"
        aria-roledescription="cell map"
        aria-label="Cell map: every cell, bright where it was active of late. Arrows move among cells, Enter picks one, Shift + arrows pick those passed, Escape lets all go."
      >
        <canvas ref={canvas} class="layer" />
        <svg class="layer rope" aria-hidden="true">
          <polyline ref={rope} points="" />
        </svg>
      </div>
    </div>
  );
}

/** Extent of a drawn line, CSS pixels. */
function reach(line: readonly PixelPoint[]): number {
  const xs = line.map((p) => p.x);
  const ys = line.map((p) => p.y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}
