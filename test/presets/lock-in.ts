/** Amplitude and phase of each cell's voltage against its own sine, over a whole number of periods at the end of a run. */
import type { TraceBlock } from '../../src/index.ts';

/** `periods`, `dt`, `settle` (left out at the start) and `duration` in ms. */
export function lockIn(periods: Float64Array, dt: number, settle: number, duration: number) {
  const n = periods.length;
  const sums = [new Float64Array(n), new Float64Array(n)];
  const lengths = periods.map((T) => Math.floor((duration - settle) / T) * T);
  const add = ({ firstStep, steps, values }: TraceBlock): void => {
    for (let s = 0; s < steps; s++) {
      const t = (firstStep + s + 1) * dt;
      for (let i = 0; i < n; i++) {
        if (t <= duration - lengths[i]! + dt / 2) continue;
        const angle = (2 * Math.PI * (t % periods[i]!)) / periods[i]!;
        const V = values[s * n + i]!;
        sums[0]![i]! += V * Math.sin(angle);
        sums[1]![i]! += V * Math.cos(angle);
      }
    }
  };
  const results = (): { amplitude: number; phase: number }[] =>
    Array.from(lengths, (length, i) => {
      const scale = (2 * dt) / length;
      const [a, b] = [sums[0]![i]! * scale, sums[1]![i]! * scale];
      return { amplitude: Math.hypot(a, b), phase: (Math.atan2(b, a) * 180) / Math.PI };
    });
  return { add, results };
}
