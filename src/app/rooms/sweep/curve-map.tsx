/** One measure over one parameter; a click opens the nearest network. */
import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import { type Measure, pooled } from '../../../presets/sweeps/measures.ts';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { type MapView, titleOf } from './view.ts';

interface CurveMapProps {
  readonly view: MapView;
  readonly measure: Measure;
  readonly log: boolean;
  readonly at: Signal<number | undefined>;
}

export function CurveMap({ view, measure, log, at }: CurveMapProps) {
  const found = view.points
    .map((p, k) => ({ k, x: view.x.values[p.i]!, value: p.outcome && pooled(measure, p.outcome.measures) }))
    .sort((a, b) => a.x - b.x);
  const x = found.map((f) => f.x);
  const y = found.map((f) => f.value?.mean ?? Number.NaN);
  const band = found.filter((f) => f.value?.sd !== undefined);
  const curves: Curve[] = [
    { key: 'mean', name: measure.title, colour: 'var(--text)', x, y, marker: 'circle' },
    ...band.map(
      ({ k, x: at, value }): Curve => ({
        key: `sd ${k}`,
        name: 'standard deviation over seeds',
        colour: 'var(--text-2)',
        x: [at, at],
        y: [value!.mean - value!.sd!, value!.mean + value!.sd!],
        quiet: true,
      }),
    ),
  ];
  const [low, high] = roundEnds(...(extent(curves.map((c) => c.y)) ?? [0, 1]));
  const [left, right] = [Math.min(...x), Math.max(...x)];
  const room = log ? 0 : (right - left) * 0.03 || 1;
  const nearest = (value: number): number => {
    const distance = (v: number) => Math.abs(log ? Math.log(v / value) : v - value);
    return found.reduce((best, f) => (distance(f.x) < distance(best.x) ? f : best), found[0]!).k;
  };
  const pointer = useSignal<number | undefined>(undefined);
  useSignalEffect(() => {
    const value = pointer.value;
    if (value !== undefined) at.value = nearest(value);
  });
  return (
    <Chart
      name={`${measure.title} over ${view.x.title}`}
      label={measure.title}
      x={{
        title: view.x.title,
        low: log ? left * 0.93 : left - room,
        high: log ? right * 1.07 : right + room,
        log,
      }}
      // No measure is ever below 0, though all values may be 0.
      y={{ title: titleOf(measure), low: Math.max(0, low), high }}
      curves={curves}
      pointer={pointer}
      onPick={(value) => {
        const k = nearest(value);
        at.value = k;
        location.hash = view.points[k]!.href;
      }}
    />
  );
}
