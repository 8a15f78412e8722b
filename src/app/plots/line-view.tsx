/** A line plot in the page: holder, gestures, crosshair and repaint at most once per frame. */
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { attachGestures } from './gestures.ts';
import { followPointer } from './hair.ts';
import { LinePlot, type LinePlotShape, type Overdrawing } from './line-plot.ts';
import { usePalette } from './palette.ts';
import type { RunView } from './run-view.ts';

export interface LinePicture {
  readonly shape: LinePlotShape;
  readonly data: uPlot.AlignedData;
  readonly over?: Overdrawing | undefined;
}

/** Rates are smoothed over some milliseconds. */
const margin = 5;

interface LineViewProps {
  readonly session: RunView;
  readonly name: string;
  readonly class: string;
  /** The picture now; `width` is that of the data area in CSS pixels. */
  readonly picture: (width: number) => LinePicture | undefined;
}

export function LineView({ session, name, class: kind, picture }: LineViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const hair = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  useEffect(() => {
    const element = holder.current!;
    const plot = new LinePlot(element);
    plot.resize();
    const { view } = session;
    let frame = 0;
    /** What was drawn last, where nothing that comes can change it. */
    let painted: string | undefined;
    /** A window that lies in the past stays as it is however the run continues. */
    const past = (): string | undefined => {
      const record = session.record.peek();
      const { from, to } = view.span.peek();
      if (record === undefined || record.steps * record.dt < to + margin) return undefined;
      const { variable } = session.populationOf(0) ?? {};
      const { name = '' } = session.courses.peek() ?? {};
      return [from, to, record.epoch, session.picked.peek().join(), palette.peek().text, variable, name].join(' ');
    };
    // Data are gathered when a frame is drawn, not whenever a block arrives.
    const paint = () => {
      frame = 0;
      painted = past();
      const now = picture(plot.area().width);
      if (now !== undefined) plot.draw(now.shape, view.span.peek(), now.data, now.over);
    };
    const ask = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    const stop = effect(() => {
      void view.span.value;
      void session.record.value?.version.value;
      void session.picked.value;
      void session.courses.value;
      void palette.value;
      if (painted === undefined || painted !== past()) ask();
    });
    const resize = new ResizeObserver(() => {
      plot.resize();
      ask();
    });
    resize.observe(element);
    const stopHair = followPointer(hair, view, () => plot.area());
    const detach = attachGestures({ element, view, area: () => plot.area(), hasCells: false });
    return () => {
      detach();
      stop();
      stopHair();
      resize.disconnect();
      cancelAnimationFrame(frame);
      plot.dispose();
    };
  }, [session, picture, palette]);
  return (
    <div class={`plot ${kind}`} ref={holder} role="img" aria-label={name}>
      <div ref={hair} class="hair" hidden />
    </div>
  );
}
