/** Recorded spikes over the raster: a mark around each, and how far they are from the run, live. */

import { effect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { partitionPoint } from '../../../../index.ts';
import { stepTime } from '../../../../numbers/decimal.ts';
import { grouped } from '../../../../numbers/grouped.ts';
import type { SpikeDistances } from '../../../../recordings/index.ts';
import { Icon } from '../../../controls/icon.tsx';
import { palette } from '../../../plots/palette.ts';
import { rowAt } from '../../../plots/rows.ts';
import { gutter } from '../../../plots/time-axis.ts';
import type { Session } from '../../../run/session.ts';
import { useAsked } from '../views/asked.ts';
import { openViewTasks } from '../views/client.ts';
import { SpikeFeed } from '../views/feed.ts';
import './overlay.css';

/** Marks drawn at once; of more in the window, every so many. */
const most = 50_000;

export function Overlay({ session }: { session: Session }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tasks = useMemo(openViewTasks, []);
  const feed = useMemo(() => new SpikeFeed(tasks), [tasks]);
  useEffect(() => () => tasks.dispose(), [tasks]);
  const recorded = session.overlay.value!;
  useEffect(() => {
    const element = canvas.current!;
    const draw = () => {
      const { width, height } = element.getBoundingClientRect();
      const ratio = devicePixelRatio;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      const context = element.getContext('2d')!;
      context.scale(ratio, ratio);
      const { from, to } = session.view.span.peek();
      const cells = session.view.cells.peek();
      const [left, top] = [gutter.left, gutter.top];
      const [inner, tall] = [width - gutter.left - gutter.right, height - gutter.top - gutter.bottom];
      const first = partitionPoint(recorded.times.length, (k) => recorded.times[k]! < from);
      const last = partitionPoint(recorded.times.length, (k) => recorded.times[k]! <= to);
      const every = Math.ceil(Math.max(1, last - first) / most);
      context.strokeStyle = palette.peek().text;
      context.beginPath();
      for (let k = first; k < last; k += every) {
        const cell = recorded.cells[k]!;
        if (cell < cells.from || cell >= cells.to) continue;
        const x = left + ((recorded.times[k]! - from) / (to - from)) * inner;
        const y = top + rowAt(cell + 0.5, cells, tall);
        context.rect(Math.round(x) - 1.5, Math.round(y) - 1.5, 4, 4);
      }
      context.stroke();
    };
    const resize = new ResizeObserver(draw);
    resize.observe(element);
    const stop = effect(() => {
      void session.view.span.value;
      void session.view.cells.value;
      void palette.value;
      draw();
    });
    return () => {
      resize.disconnect();
      stop();
    };
  }, [session, recorded]);
  const { output, problem } = useAsked<SpikeDistances>(
    () => [session.record.value?.version.value, session.overlay.value],
    async (signal) => {
      const record = session.record.peek();
      if (record === undefined || record.steps === 0) return undefined;
      await feed.send(record);
      const { times, cells } = recorded;
      return tasks.ask(
        'compare',
        { times, cells, steps: record.steps, dt: record.dt, count: record.description.cells },
        { signal },
      );
    },
    [session, tasks, feed, recorded],
  );
  const found = output.value;
  const record = session.record.value;
  const text = (distance: number | null) => (distance === null ? '–' : distance.toFixed(3));
  return (
    <>
      <canvas class="overlay-marks" ref={canvas} />
      <p class="overlay-told" role="status">
        <span title="Kolmogorov–Smirnov distances between the run and what was recorded: 0 the same, 1 nothing in common">
          {recorded.name}: {grouped(`${recorded.times.length}`)} spikes
          {problem.value ??
            (found === undefined
              ? ''
              : `; ${verdict(found, record?.dt ?? 0)}; distance of rates ${text(found.rates)}, CV ${text(found.cvs)}, intervals ${text(found.intervals)}`)}
        </span>
        <button
          type="button"
          class="bare"
          aria-label="take the recorded spikes away"
          onClick={() => (session.overlay.value = undefined)}
        >
          <Icon name="close" />
        </button>
      </p>
    </>
  );
}

/** `dt` in ms. */
function verdict({ parted, last }: SpikeDistances, dt: number): string {
  const ms = (step: number): string => `${stepTime(step, dt)} ms`;
  if (parted === null) return 'equal to what you saw: yes';
  // A file says no more than its last spike: the run that wrote it may have ended there.
  if (last !== null && parted > last) return `equal to what you saw: yes, up to its last spike at ${ms(last)}`;
  return `equal to what you saw: from ${ms(parted)} on not`;
}
