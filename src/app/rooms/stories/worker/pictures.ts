/** How the curves of each experiment are drawn: looks of the lines in their order, and axes. */
import { roundEnds } from '../../../../numbers/axis.ts';
import type { Findings } from '../../../../studies/measure.ts';
import type { Axis } from '../../../plots/chart/curve.ts';
import type { LineLook, Picture, PictureLine } from './stories-tasks.ts';

const formula: LineLook = { hue: 0, ground: true };
const dots: LineLook = { hue: 1, points: true };

/** Those of the curves that have a look, in the order of the looks. */
const drawn = ({ lines }: Findings, looks: Readonly<Record<string, LineLook>>): PictureLine[] =>
  Object.entries(looks).flatMap(([name, look]) => (lines[name] ? [{ name, ...lines[name], ...look }] : []));

/** At most about `most` points of a line, evenly. */
function thinned(line: PictureLine, most = 4000): PictureLine {
  const every = Math.max(1, Math.floor(line.x.length / most));
  if (every === 1) return line;
  return { ...line, x: line.x.filter((_, k) => k % every === 0), y: line.y.filter((_, k) => k % every === 0) };
}

/** Values out of all range are left out. */
const bounded = (line: PictureLine): PictureLine => ({
  ...line,
  y: line.y.map((v) => (Math.abs(v) < 200 ? v : Number.NaN)),
});

const time = (low: number, high: number): Axis => ({ title: 't (ms)', low, high });

/** Voltages of an axon. */
const voltages = (lines: readonly PictureLine[], duration: number, from = 0): Picture => ({
  lines,
  x: time(from, duration),
  y: { title: 'V (mV)', low: -90, high: 60 },
});

/** Counts of times in bins of `bin` ms, as steps: every bin from its left to its right edge. */
function histogram(times: Float64Array, name: string, hue: LineLook['hue'], bin: number): PictureLine {
  const counts = new Map<number, number>();
  for (const t of times) counts.set(Math.floor(t / bin), (counts.get(Math.floor(t / bin)) ?? 0) + 1);
  const bins = [...counts.keys()].sort((a, b) => a - b);
  const all = Array.from({ length: bins.at(-1)! - bins[0]! + 3 }, (_, k) => bins[0]! - 1 + k);
  return {
    name,
    x: Float64Array.from(all.flatMap((b) => [b * bin, (b + 1) * bin])),
    y: Float64Array.from(all.flatMap((b) => [counts.get(b) ?? 0, counts.get(b) ?? 0])),
    hue,
  };
}

export const pictures: Readonly<Record<string, (found: Findings) => readonly Picture[]>> = {
  leak: (found) => [
    {
      lines: drawn(found, { paper: { hue: 1 }, printed: { hue: 2, dash: '5 3' } }).map((line) => thinned(line)),
      x: time(0, 500),
      y: { title: 'V (mV)', low: -100, high: 60 },
    },
  ],
  cell: (found) => [
    voltages(drawn(found, { driven: formula, alone: { hue: 1 }, classic: { hue: 2, dash: '5 3' } }), 100),
  ],
  pair(found) {
    const lines = drawn(found, { exact: formula, exp_euler: { hue: 1 }, ind_exp_euler: { hue: 2, dash: '6 3' } });
    const third = found.facts['third']!;
    const near = Number.isNaN(third) ? 100 : third;
    return [voltages(lines, 100), voltages(lines, near + 4, near - 2)];
  },
  starts: (found) => [voltages(drawn(found, { exp_euler: { hue: 1 }, ind_exp_euler: { hue: 2, dash: '6 3' } }), 100)],
  cost: (found) => [
    {
      lines: drawn(found, { ind_exp_euler: { hue: 2 }, staggered: { hue: 3 }, exp_euler: { hue: 1 } }),
      x: { title: 'dt (ms)', low: 0.011, high: 0.115, log: true },
      y: { title: '|Δt₃| (ms)', low: 1e-6, high: 10, log: true },
    },
  ],
  rk4: (found) => [
    voltages(
      [
        ...drawn(found, { exact: formula }),
        ...drawn(found, { rk4fine: { hue: 1 }, rk4coarse: { hue: 2 } }).map(bounded),
      ],
      100,
    ),
  ],
  currents: (found) => [
    voltages(
      drawn(found, { meant5: { hue: 3 }, meant10: { hue: 1, dash: '6 3' }, meant15: { hue: 2, dash: '2 2' } }),
      100,
    ),
  ],
  long(found) {
    const lines = drawn(found, { ind_exp_euler: { hue: 2 }, staggered: { hue: 3 }, exp_euler: { hue: 1 } });
    const top = Math.ceil(Math.max(...lines[0]!.y));
    return [{ lines, x: time(0, 500), y: { title: 'Δt (ms)', low: -1, high: top } }];
  },
  bucket: (found) => [
    {
      lines: drawn(found, { formula, simulated: { hue: 1 } }),
      x: time(0, 120),
      y: { title: 'V (mV)', low: -82, high: -50 },
    },
  ],
  fire(found) {
    const spikes = [...(found.trains?.['spikes'] ?? [])];
    const threshold = { x: Float64Array.of(0, 150), y: Float64Array.of(-50, -50) };
    return [
      {
        lines: [
          { name: 'threshold', ...threshold, hue: 0, dash: '4 3' },
          ...drawn(found, { simulated: { hue: 1 } }),
          {
            name: 'spikes',
            x: Float64Array.from(spikes.flatMap((t) => [t, t, t])),
            y: Float64Array.from(spikes.flatMap(() => [-50, -38, Number.NaN])),
            hue: 2,
          },
        ],
        x: time(0, 150),
        y: { title: 'V (mV)', low: -70, high: -35 },
      },
    ];
  },
  fi: (found) => [
    {
      lines: drawn(found, { formula, measured: dots }),
      x: { title: 'I (pA)', low: 0, high: 2000 },
      y: { title: 'r (Hz)', low: 0, high: 300 },
    },
  ],
  dimensionless(found) {
    const hues = { physical1: 1, physical2: 2, physical3: 3, dimensionless: 0 } as const;
    const looks = Object.entries(hues).map(([name, hue]) => [name, { hue, points: true }] as const);
    const lines = drawn(found, Object.fromEntries(looks));
    return [
      {
        lines,
        // As long as the slowest of them runs.
        x: { title: 't/τ', low: 0, high: Math.ceil(Math.min(...lines.map((line) => line.x.at(-1) ?? 1))) },
        y: { title: '', low: 0.5, high: 4.5, bare: true },
      },
    ];
  },
  filter: (found) => [
    {
      lines: drawn(found, { formula, measured: dots }),
      x: { title: 'f (Hz)', low: 0.9, high: 1100, log: true },
      y: { title: '|Z| (MΩ)', low: 0.5, high: 150, log: true },
    },
  ],
  adaptation: (found) => [
    {
      lines: drawn(found, { threshold: { hue: 2, dash: '5 3' }, simulated: { hue: 1 } }).map((line) => thinned(line)),
      x: time(0, 600),
      y: { title: 'V, θ (mV)', low: -70, high: -40 },
    },
  ],
  noise({ trains = {} }) {
    const bin = 0.25;
    const lines = [histogram(trains['steep']!, 'steep', 1, bin), histogram(trains['shallow']!, 'shallow', 2, bin)];
    const top = Math.max(...lines.flatMap(({ y }) => [...y]));
    return [
      {
        lines,
        x: { title: 't₁ (ms)', low: 0, high: 50 },
        y: { title: `n / ${bin} ms`, low: 0, high: roundEnds(0, 1.05 * top)[1] },
      },
    ];
  },
  linear(found) {
    const top = Math.max(...found.lines['axon']!.y);
    return [
      {
        lines: drawn(found, { leaky: { hue: 2, dash: '5 3' }, axon: { hue: 1 } }),
        x: time(0, 60),
        y: { title: 'ΔV (mV)', low: 0, high: roundEnds(0, 1.05 * top)[1] },
      },
    ];
  },
  zeno: (found) => [
    {
      lines: drawn(found, { bound: formula, measured: dots }),
      x: { title: 'I (pA)', low: 200, high: 150_000, log: true },
      y: { title: 'T (ms)', low: 0.01, high: 50, log: true },
    },
  ],
};
