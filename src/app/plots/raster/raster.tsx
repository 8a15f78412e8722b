/** The raster: dots of every spike over time and cell, painted by appending; at rest WebGL draws it. A lasso chooses cells. */
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../../language.ts';
import { attachGestures } from '../gestures.ts';
import { followPointer } from '../hair.ts';
import { usePalette } from '../palette.ts';
import { cellAt } from '../rows.ts';
import type { RunView } from '../run-view.ts';
import { plotWords } from '../words.ts';
import { Inspector } from './inspector.ts';
import { attachLasso, cellsWithin } from './lasso.ts';
import { nearestSpike } from './nearest.ts';
import { RasterPainter } from './raster-painter.ts';

interface RasterProps {
  readonly session: RunView;
  readonly onHover: (text: string) => void;
  /** Whether a click traces or chooses a cell; default true. */
  readonly picking?: boolean;
  /** Whether WebGL draws it at rest, in a frame of the page's; default true. */
  readonly inspecting?: boolean;
}

export function Raster({ session, onHover, picking = true, inspecting = true }: RasterProps) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const rope = useRef<SVGPolylineElement>(null);
  const hair = useRef<HTMLDivElement>(null);
  const spot = useRef<HTMLDivElement>(null);
  const words = plotWords[useLanguage()];
  const palette = usePalette();

  useEffect(() => {
    const element = holder.current!;
    const { view } = session;
    const painter = new RasterPainter(canvas.current!, session, palette, words.cell, picking);
    const resize = new ResizeObserver(() => painter.resize());
    resize.observe(element);

    const inspector = inspecting ? new Inspector(element, session, () => painter.area()) : undefined;
    const stopPainting = effect(() => painter.follow());
    const stopInspecting = effect(() => inspector?.follow());
    const stopHair = followPointer(hair, view, () => painter.area());

    const stopSpot = effect(() => {
      void view.span.value;
      void view.cells.value;
      if (spot.current !== null) spot.current.hidden = true;
    });

    const find = (at: { x: number; y: number }) => {
      const record = session.record.peek();
      return record === undefined ? undefined : nearestSpike(record, view, painter.area(), at, 8);
    };
    const detach = attachGestures({
      element,
      view,
      area: () => painter.area(),
      hasCells: true,
      lassoing: () => session.lassoing.peek(),
      onHover: (at) => {
        inspector?.wake();
        const record = session.record.peek();
        const ring = spot.current;
        if (ring === null) return;
        if (at === undefined || record === undefined) {
          ring.hidden = true;
          return onHover('');
        }
        const near = find(at);
        const area = painter.area();
        const { from, to } = view.span.peek();
        const cell = near?.cell ?? Math.floor(cellAt(at.y, view.cells.peek(), area.height));
        const time = near?.time ?? from + (at.x / area.width) * (to - from);
        const group = record.groups[record.table[cell] ?? record.groups.length];
        ring.hidden = near === undefined;
        if (near !== undefined) {
          ring.style.transform = `translate(${area.left + near.x}px, ${area.top + near.y}px)`;
        }
        const digits = near === undefined ? 1 : Math.max(1, Math.ceil(-Math.log10(record.dt)));
        const name = group === undefined ? '' : ` (${group.name})`;
        onHover(
          `${near === undefined ? '' : `${words.spike} · `}${time.toFixed(digits)} ms · ${words.cell} ${cell}${name}`,
        );
      },
      onClick: (at) => {
        const near = picking ? find(at) : undefined;
        const record = session.record.peek();
        if (near === undefined || record === undefined || near.cell >= record.description.cells) return;
        // While cells are being chosen, a click chooses; else it traces.
        if (session.touching.peek()) session.chooseOne(near.cell);
        else session.pickOne(near.cell);
      },
    });
    const detachLasso = attachLasso({
      element,
      area: () => painter.area(),
      active: () => session.lassoing.peek(),
      onDraw: (line) => {
        const { left, top } = painter.area();
        const points = line?.map((p) => `${(p.x + left).toFixed(1)},${(p.y + top).toFixed(1)}`).join(' ');
        rope.current!.setAttribute('points', points ?? '');
      },
      onDone: (polygon) => {
        const record = session.record.peek();
        if (record === undefined) return;
        session.choose(cellsWithin(record, view, painter.area(), polygon));
        session.touching.value = true;
      },
    });
    return () => {
      detach();
      detachLasso();
      stopPainting();
      stopInspecting();
      inspector?.dispose();
      stopHair();
      stopSpot();
      resize.disconnect();
      painter.dispose();
    };
  }, [session, onHover, picking, inspecting, words, palette]);

  return (
    <div
      class="plot raster"
      // Else a finger that draws downwards would scroll the page.
      style={session.lassoing.value ? { touchAction: 'none' } : {}}
      ref={holder}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot pans and zooms by keys
      tabIndex={0}
      role="application"
      aria-roledescription={words.rasterKind}
      aria-label={words.raster}
    >
      <canvas ref={canvas} class="layer" />
      <svg class="layer rope" aria-hidden="true">
        <polyline ref={rope} points="" />
      </svg>
      <div ref={hair} class="hair" hidden />
      <div ref={spot} class="spot" hidden />
    </div>
  );
}
