/** V(x, t): voltages along the path from the soma to the chosen place, over time, in the colours of the cell. */

import { effect, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fixed } from '../../../numbers/grouped.ts';
import { areaOf } from '../../plots/chart/area.ts';
import { Axes } from '../../plots/chart/axes.tsx';
import { attachGestures } from '../../plots/gestures.ts';
import { followPointer } from '../../plots/hair.ts';
import { usePalette } from '../../plots/palette.ts';
import { useSize } from '../../plots/size.ts';
import { numberText } from '../../quantity-text.ts';
import { ColourScale } from './colour-scale.tsx';
import type { Dendrites } from './dendrites.ts';
import { KymographPainter } from './kymograph-painter.ts';

/** Where the pointer is: ms, and µm along the path. */
interface Spot {
  readonly time: number;
  readonly distance: number;
}

export function Kymograph({ room }: { room: Dendrites }) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const hair = useRef<HTMLDivElement>(null);
  const spot = useSignal<Spot | undefined>(undefined);
  const palette = usePalette();
  const size = useSize(holder);
  const picture = room.picture.value;
  const path = room.path();
  const distances = path.map((node) => picture!.distances[node]!);
  const [low, high] = [distances[0] ?? 0, Math.max(distances.at(-1) ?? 1, (distances[0] ?? 0) + 1e-3)];
  const area = areaOf(size, true, true);
  const now = useRef({ area, low, high });
  now.current = { area, low, high };
  useEffect(() => {
    const element = holder.current!;
    const painter = new KymographPainter(canvas.current!);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const stop = effect(() => {
      const cell = room.picture.value;
      void room.frame.value;
      void palette.value;
      const { coldest, hottest } = room.experiment.value;
      const nodes = room.path();
      const { from, to } = room.view.span.value;
      if (cell === undefined || nodes.length === 0) return;
      const along = nodes.map((node) => cell.distances[node]!);
      painter.show({ film: room.film, nodes, along, from, to, coldest, hottest, dark: dark.matches });
    });
    const resize = new ResizeObserver(() => painter.resize());
    resize.observe(element);
    const stopHair = followPointer(hair, room.view, () => now.current.area);
    const detach = attachGestures({
      element,
      view: room.view,
      area: () => now.current.area,
      hasCells: false,
      onHover: (at) => {
        const { area: a, low: least, high: most } = now.current;
        const { from, to } = room.view.span.peek();
        spot.value =
          at === undefined
            ? undefined
            : {
                time: from + (at.x / a.width) * (to - from),
                distance: least + (1 - at.y / a.height) * (most - least),
              };
      },
    });
    return () => {
      detach();
      stop();
      stopHair();
      resize.disconnect();
      painter.dispose();
    };
  }, [room, palette, spot]);
  const { from, to } = room.view.span.value;
  const end = picture?.labels[path.at(-1) ?? 0] ?? '';
  const start = picture?.regions.includes('soma') ? 'soma' : 'root';
  return (
    <section class="plot-block kymograph" aria-label="voltage along a path">
      <div class="plot-head">
        <p class="kymograph-path" data-figure="path">
          V from the {start} to {end}
        </p>
        <SpotText room={room} spot={spot.value} path={path} distances={distances} />
        <ColourScale room={room} />
      </div>
      <div class="chart kymograph-place" ref={holder}>
        <canvas ref={canvas} class="kymograph-canvas" />
        {size.width > 0 && size.height > 0 ? (
          <svg
            width={size.width}
            height={size.height}
            role="img"
            aria-label={`voltage in colours over time and over distance from the ${start}, ${numberText(Math.round(low))} to ${numberText(Math.round(high))} µm, on the path to ${end}`}
          >
            <Axes
              area={area}
              x={{ title: 't (ms)', low: from, high: to }}
              y={{ title: `µm from ${start}`, low, high }}
              labelled
              time
            />
          </svg>
        ) : null}
        <div ref={hair} class="hair" hidden />
      </div>
    </section>
  );
}

interface SpotProps {
  readonly room: Dendrites;
  readonly spot: Spot | undefined;
  readonly path: readonly number[];
  readonly distances: readonly number[];
}

function SpotText({ room, spot, path, distances }: SpotProps) {
  if (spot === undefined) return null;
  const k = distances.reduce(
    (best, d, i) => (Math.abs(d - spot.distance) < Math.abs(distances[best]! - spot.distance) ? i : best),
    0,
  );
  const row = room.film.rowAt(spot.time);
  const voltage = row < 0 || path.length === 0 ? undefined : room.film.voltage(row, path[k]!);
  return (
    <output class="kymograph-spot">
      {spot.time.toFixed(1)}
      {'\u2009'}ms, {numberText(Math.round(spot.distance))}
      {'\u2009'}µm
      {voltage === undefined ? '' : `, ${fixed(voltage, 1)}\u2009mV`}
    </output>
  );
}
