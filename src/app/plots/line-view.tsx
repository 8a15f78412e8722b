/** A line plot in the page: holder, gestures, crosshair and repaint at most once per frame. */
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { Session } from '../rooms/network/session.ts';
import { attachGestures } from './gestures.ts';
import { LinePlot, type LinePlotShape } from './line-plot.ts';
import { palette } from './palette.ts';

export interface LinePicture {
  readonly shape: LinePlotShape;
  readonly data: uPlot.AlignedData;
}

interface LineViewProps {
  readonly session: Session;
  readonly name: string;
  readonly class: string;
  /** The picture now; `width` is that of the data area in CSS pixels. */
  readonly picture: (width: number) => LinePicture | undefined;
}

export function LineView({ session, name, class: kind, picture }: LineViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const hair = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = holder.current!;
    const plot = new LinePlot(element);
    plot.resize();
    const { view } = session;
    let frame = 0;
    // Data are gathered when a frame is drawn, not whenever a block arrives.
    const paint = () => {
      frame = 0;
      const now = picture(plot.area().width);
      if (now !== undefined) plot.draw(now.shape, view.span.peek(), now.data);
    };
    const ask = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    const stop = effect(() => {
      void view.span.value;
      void session.record.value?.version.value;
      void session.picked.value;
      void palette.value;
      ask();
    });
    const resize = new ResizeObserver(() => {
      plot.resize();
      ask();
    });
    resize.observe(element);
    const stopHair = effect(() => {
      const time = view.pointer.value;
      const { from, to } = view.span.value;
      const area = plot.area();
      const line = hair.current;
      // Gone already, when another view took the panel in this very turn.
      if (line === null) return;
      line.hidden = time === undefined || time < from || time > to;
      if (time !== undefined) {
        line.style.transform = `translateX(${area.left + ((time - from) / (to - from)) * area.width}px)`;
      }
    });
    const detach = attachGestures({ element, view, area: () => plot.area(), hasCells: false });
    return () => {
      detach();
      stop();
      stopHair();
      resize.disconnect();
      cancelAnimationFrame(frame);
      plot.dispose();
    };
  }, [session, picture]);
  return (
    <div class={`plot ${kind}`} ref={holder} role="img" aria-label={name}>
      <div ref={hair} class="hair" hidden />
    </div>
  );
}
