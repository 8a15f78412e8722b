/**
 * Lines and points over two axes, as SVG: sharp at any size, in the colours of the style sheet, and a figure that can be saved as it is.
 * With a `time` view its x axis is the page's time axis, and the page's gestures act on it.
 */
import type { Signal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { FigureButton } from '../figure/button.tsx';
import { type Area, attachGestures } from '../gestures.ts';
import { useSize } from '../size.ts';
import type { TimeView } from '../time-view.ts';
import { areaOf } from './area.ts';
import { Axes, scaleOf } from './axes.tsx';
import './chart.css';
import { share, valueAt } from '../../../numbers/scale.ts';
import { chartFigure, hasPoint } from './chart-figure.tsx';
import type { Axis, ChartContent, Curve } from './curve.ts';
import { drawnCurves, frameOf, Marks, Notes, type PlacedAxes } from './marks.tsx';
import { type Frame, linePath } from './path.ts';
import { Readout, type ReadoutForm } from './readout.tsx';

export interface ChartProps extends ChartContent {
  readonly time?: TimeView;
  /** Where the pointer is on x; of a chart under the time axis it is the view's. */
  readonly pointer?: Signal<number | undefined>;
  /** How values at the pointer are written; without it none are. */
  readonly readout?: ReadoutForm;
  /** Default true. */
  readonly labelled?: boolean;
  readonly onPick?: (x: number, y: number) => void;
}

export function Chart(props: ChartProps) {
  const { name, time, curves, y, notes = [], labelled = true, onPick } = props;
  const holder = useRef<HTMLDivElement>(null);
  const size = useSize(holder);
  const span = time?.span.value;
  const x: Axis = span === undefined ? props.x : { ...props.x, low: span.from, high: span.to };
  const area = areaOf(size, labelled, time !== undefined);
  const now = useRef({ area, x, y, onPick });
  now.current = { area, x, y, onPick };
  const pointer = time?.pointer ?? props.pointer;

  useEffect(() => {
    const element = holder.current!;
    const pick = (at: { x: number; y: number }) => {
      const { area: a, x: axis, y: other, onPick: act } = now.current;
      act?.(valueAt(scaleOf(axis), at.x / a.width), valueAt(scaleOf(other), 1 - at.y / a.height));
    };
    if (time !== undefined) {
      return attachGestures({ element, view: time, area: () => now.current.area, hasCells: false, onClick: pick });
    }
    const stop = new AbortController();
    const inside = (event: MouseEvent) => {
      const box = element.getBoundingClientRect();
      const { area: a } = now.current;
      const at = { x: event.clientX - box.left - a.left, y: event.clientY - box.top - a.top };
      return at.x >= 0 && at.y >= 0 && at.x <= a.width && at.y <= a.height ? at : undefined;
    };
    const { signal } = stop;
    const move = (event: PointerEvent) => {
      const at = inside(event);
      const { area: a, x: axis } = now.current;
      if (pointer) pointer.value = at === undefined ? undefined : valueAt(scaleOf(axis), at.x / a.width);
    };
    element.addEventListener('pointermove', move, { signal });
    const leave = () => {
      if (pointer) pointer.value = undefined;
    };
    element.addEventListener('pointerleave', leave, { signal });
    const click = (event: MouseEvent) => {
      const at = inside(event);
      if (at !== undefined) pick(at);
    };
    element.addEventListener('click', click, { signal });
    return () => stop.abort();
  }, [time, pointer]);

  return (
    <div class="chart" ref={holder}>
      {size.width > 0 && size.height > 0 ? (
        <svg width={size.width} height={size.height} role="img" aria-label={name}>
          <Axes area={area} x={x} y={y} labelled={labelled} time={time !== undefined} />
          <Curves area={area} x={x} y={y} curves={curves} />
          <Notes area={area} x={x} y={y} notes={notes} />
          {pointer === undefined ? null : <Hair area={area} x={x} pointer={pointer} />}
        </svg>
      ) : null}
      {pointer === undefined || props.readout === undefined ? null : (
        <Readout curves={curves} pointer={pointer} form={props.readout} />
      )}
      {curves.some(hasPoint) ? (
        <FigureButton label={props.label ?? name} figure={() => chartFigure({ ...props, x })} />
      ) : null}
    </div>
  );
}

function Curves({ area, x, y, curves }: PlacedAxes & { curves: readonly Curve[] }) {
  const clip = useId();
  const key = [area.left, area.top, area.width, area.height, x.low, x.high, x.log, y.low, y.high, y.log].join();
  // `key` stands for the numbers of area and axes, which are new objects at every drawing.
  const drawn = useMemo(
    () => drawnCurves(curves, frameOf({ area, x, y }), (curve, frame) => pathOf(curve, frame, key)),
    [curves, key],
  );
  return <Marks area={area} drawn={drawn} clip={clip} />;
}

/** Paths that were drawn last, by the values they show: a curve that joins others leaves theirs as they are. */
const drawnPaths = new WeakMap<object, { readonly key: string; readonly path: string }>();

function pathOf({ x, y }: Curve, frame: Frame, key: string): string {
  const full = `${key} ${x.length} ${x[0]} ${x[x.length - 1]}`;
  const known = drawnPaths.get(y);
  if (known?.key === full) return known.path;
  const path = linePath(x, y, frame);
  drawnPaths.set(y, { key: full, path });
  return path;
}

function Hair({ area, x, pointer }: { area: Area; x: Axis; pointer: Signal<number | undefined> }) {
  const value = pointer.value;
  if (value === undefined || value < x.low || value > x.high) return null;
  const at = area.left + share(scaleOf(x), value) * area.width;
  return <path class="hairline" d={`M${at} ${area.top}V${area.top + area.height}`} />;
}
