/** Axis lines, ticks, numbers and titles of a chart. */

import { scaleTicks } from '../../../numbers/axis.ts';
import { type Scale, share } from '../../../numbers/scale.ts';
import { PlotWords } from '../../symbols/words.tsx';
import type { Area } from '../gestures.ts';
import { timeLabel } from '../time-axis.ts';
import type { Axis } from './curve.ts';

interface AxesProps {
  readonly area: Area;
  readonly x: Axis;
  readonly y: Axis;
  /** Numbers below; a plot above another one on the same axis goes without. */
  readonly labelled: boolean;
  /** Whether x is the page's time axis, whose last number carries the unit. */
  readonly time: boolean;
}

export const scaleOf = (axis: Axis): Scale => ({ low: axis.low, high: axis.high, log: axis.log ?? false });

export function Axes({ area, x, y, labelled, time }: AxesProps) {
  const { left, top, width, height } = area;
  const [bottom, right] = [top + height, left + width];
  const [sx, sy] = [scaleOf(x), scaleOf(y)];
  // Narrow charts still get some four numbers.
  const room = sx.log ? 60 : time ? 90 : Math.min(90, Math.max(56, width / 5));
  const below = scaleTicks(sx, width / room);
  const beside = y.bare ? [] : scaleTicks(sy, Math.min(8, height / 34));
  const step = (below[1]?.value ?? 1) - (below[0]?.value ?? 0);
  const zero = !sy.log && sy.low < 0 && sy.high > 0 ? bottom - share(sy, 0) * height : undefined;
  return (
    <g class="axes">
      {zero === undefined ? null : <path class="zero" d={`M${left} ${pixel(zero)}H${right}`} />}
      <path d={`M${left - 0.5} ${top}V${bottom + 0.5}H${right}`} />
      {below.map(({ value, label }, i) => {
        const at = left + share(sx, value) * width;
        return (
          <g key={value}>
            <path d={`M${pixel(at)} ${bottom}v${label === '' ? 2.5 : 4}`} />
            {labelled && label !== '' ? (
              <text x={at} y={bottom + 16} text-anchor="middle">
                {time ? timeLabel(value, step, i === below.length - 1) : label}
              </text>
            ) : null}
          </g>
        );
      })}
      {beside.map(({ value, label }) => {
        const at = bottom - share(sy, value) * height;
        return (
          <g key={value}>
            <path d={`M${left} ${pixel(at)}h${label === '' ? -2.5 : -4}`} />
            <text x={left - 7} y={at + 4} text-anchor="end">
              {label}
            </text>
          </g>
        );
      })}
      <text class="axis-title" transform={`translate(12 ${top + height / 2}) rotate(-90)`} text-anchor="middle">
        <PlotWords text={y.title} />
      </text>
      {labelled && !time ? (
        <text class="axis-title" x={right} y={bottom + 32} text-anchor="end">
          <PlotWords text={x.title} />
        </text>
      ) : null}
    </g>
  );
}

/** On the middle of a pixel, where a line of one pixel is sharp. */
const pixel = (at: number): number => Math.round(at) - 0.5;
