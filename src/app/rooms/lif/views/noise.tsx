/** A thousand repeats: variance, first spikes, jitter and rate, each over its closed form. */
import { useMemo } from 'preact/hooks';
import {
  firstSpikeJitter,
  lifRate,
  ornsteinUhlenbeckVariance,
  rheobase,
  siegertRate,
  timeConstant,
  timeToThreshold,
} from '../../../../index.ts';
import { evenly, extent, logEnds, roundEnds } from '../../../../numbers/scale.ts';
import type { Histogram, NoisePart } from '../../../../studies/measure.ts';
import { Choices } from '../../../controls/tabs.tsx';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { type Cell, cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { Findings, measured, type PanelView, Plot, theory, thinned } from './plot.tsx';

type Part<Kind extends NoisePart['kind']> = Extract<NoisePart, { kind: Kind }>;

/** The newest part of each kind, so that a plot keeps its dots until new ones come. */
class Latest {
  readonly #parts = new Map<string, NoisePart>();

  take(parts: readonly NoisePart[]): this {
    for (const part of parts) this.#parts.set(part.kind, part);
    return this;
  }

  of<Kind extends NoisePart['kind']>(kind: Kind): Part<Kind> | undefined {
    return this.#parts.get(kind) as Part<Kind> | undefined;
  }
}

/** What the jitter is drawn against. */
const against = {
  slope: {
    kind: 'slopes',
    against: 'slope at threshold (mV/ms)',
    unit: 'mV/ms',
    name: 'measured, 10 × 100',
    law: 'spread ÷ slope',
  },
  channels: {
    kind: 'channels',
    against: 'number of leak channels N',
    unit: '',
    name: 'measured, 8 × 125',
    law: '∝ 1/√N',
  },
} as const;

const choices = [
  { name: 'slope', title: 'slope' },
  { name: 'channels', title: 'channels' },
] as const;

export function NoiseView({ room, values }: PanelView) {
  useAsk(room.noise, { values, seed: 1 });
  const latest = useMemo(() => new Latest(), []).take(room.noise.parts.value);
  const cell = cellFrom(values);
  const { I = 200, sigma = 1 } = values;
  const tau = timeConstant(cell);
  const chosen = room.choice.value.against;
  const histogram = latest.of('jitter')?.histogram;
  const expected = firstSpikeJitter(cell, sigma, I);
  const rates = latest.of('rates');
  const variance = latest.of('variance')?.points;
  return (
    <>
      <div class="lif-four">
        <Variance points={variance} sigma={sigma} tau={tau} />
        <FirstSpikes histogram={histogram} cell={cell} I={I} sigma={sigma} />
        <Jitter room={room} part={latest.of(against[chosen].kind)} {...against[chosen]} />
        <Rates part={rates} cell={cell} sigma={sigma} />
      </div>
      <Findings
        list={[
          {
            name: 'variance of V at 4 τ_m',
            measured: quantity(variance?.y.at(-1), 'mV²', 3),
            expected: `${quantity(ornsteinUhlenbeckVariance(sigma, tau, variance?.x.at(-1)), 'mV²', 3)} ± ${quantity((Math.SQRT2 * sigma * sigma) / Math.sqrt(999), '', 2)}`,
          },
          {
            name: 'jitter of the first spike',
            measured: quantity(histogram?.deviation, 'ms', 3),
            expected: `${quantity(expected, 'ms', 3)} to first order`,
          },
          {
            name: 'rate at the rheobase',
            measured: quantity(rates?.atRheobase, 'Hz', 3),
            expected: quantity(siegertRate(cell, sigma, rheobase(cell), 0.05), 'Hz', 3),
          },
        ]}
      />
    </>
  );
}

function Variance({
  points,
  sigma,
  tau,
}: {
  points: Part<'variance'>['points'] | undefined;
  sigma: number;
  tau: number;
}) {
  const t = evenly(0, 4 * tau, 120);
  const [, high] = roundEnds(0, 1.25 * sigma * sigma);
  return (
    <Plot
      title="variance below threshold"
      name="variance of the voltage over 1000 repeats against time, without a threshold"
      x={{ title: 't (ms)', low: 0, high: 4 * tau }}
      y={{ title: 'Var V (mV²)', low: 0, high }}
      curves={[
        {
          key: 'dots',
          name: 'measured, 1000 repeats',
          ...measured,
          ...(points ? thinned(points, 60) : { x: [], y: [] }),
        },
        {
          key: 'theory',
          name: 'σ²(1 − exp(−2t/τ_m))',
          ...theory,
          x: t,
          y: t.map((s) => ornsteinUhlenbeckVariance(sigma, tau, s)),
        },
      ]}
      form={{ x: { name: 't', unit: 'ms', digits: 1 }, unit: 'mV²', digits: 3 }}
    />
  );
}

function FirstSpikes({
  histogram,
  cell,
  I,
  sigma,
}: {
  histogram: Histogram | undefined;
  cell: Cell;
  I: number;
  sigma: number;
}) {
  const time = timeToThreshold(cell, I, cell.E_L);
  if (!histogram || !Number.isFinite(time))
    return (
      <section class="plot-block" aria-label="first spikes">
        <p class="lif-empty">
          Without noise this current makes no spike (rheobase {quantity(rheobase(cell), 'pA')}), so there is no spike
          time for noise to shift.
        </p>
      </section>
    );
  const { edges, width, counts, total } = histogram;
  const s = firstSpikeJitter(cell, sigma, I);
  const [low, high] = [Math.min(edges[0]!, time - 3.5 * s), Math.max(edges.at(-1)! + width, time + 3.5 * s)];
  const t = evenly(low, high, 160);
  const density = t.map(
    (v) => ((total * width) / (s * Math.sqrt(2 * Math.PI))) * Math.exp(-0.5 * ((v - time) / s) ** 2),
  );
  const [, top] = roundEnds(0, 1.05 * Math.max(...counts, ...density));
  return (
    <Plot
      title="first spikes"
      name={`histogram of the first spike times of ${total} repeats; standard deviation ${quantity(histogram.deviation, 'ms', 3)}`}
      x={{ title: 'first spike (ms)', low, high }}
      y={{ title: 'repeats', low: 0, high: top }}
      curves={[
        { key: 'bars', name: `measured, ${total} repeats`, colour: 'var(--hue-1)', ...bars(edges, width, counts) },
        { key: 'theory', name: 'normal, spread ÷ slope', ...theory, x: t, y: density },
      ]}
      form={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: '', digits: 0 }}
    />
  );
}

function bars(edges: Float64Array, width: number, counts: Float64Array): Pick<Curve, 'x' | 'y'> {
  const x: number[] = [];
  const y: number[] = [];
  counts.forEach((count, k) => {
    x.push(edges[k]!, edges[k]!, edges[k]! + width, edges[k]! + width);
    y.push(0, count, count, 0);
  });
  return { x, y };
}

type Room = PanelView['room'];

const chooser = (room: Room) => (
  <span class="head-right">
    against
    <Choices
      name="jitter against"
      options={choices}
      chosen={room.choice.value.against}
      onChoose={(name) => room.change({ against: name })}
    />
  </span>
);

interface JitterProps {
  readonly room: Room;
  readonly part: Part<'slopes' | 'channels'> | undefined;
  /** Of the axis. */
  readonly against: string;
  readonly unit: string;
  readonly name: string;
  readonly law: string;
}

function Jitter({ room, part, against: title, unit, name, law }: JitterProps) {
  const { x, y } = part?.points ?? { x: new Float64Array([1, 10]), y: new Float64Array(0) };
  const expected = part?.expected ?? new Float64Array(0);
  const [least, most] = extent([y, expected], true) ?? [0.1, 1];
  const [low, high] = logEnds(least, most);
  const [left, right] = logEnds(Math.min(...x), Math.max(...x));
  return (
    <Plot
      title="jitter of the first spike"
      name={`standard deviation of the first spike time against the ${title}`}
      x={{ title, low: left, high: right, log: true }}
      y={{ title: 'jitter (ms)', low, high, log: true }}
      curves={[
        { key: 'dots', name, ...measured, x, y },
        { key: 'theory', name: law, ...theory, x, y: expected },
      ]}
      form={{ x: { name: 'at', unit, digits: 2 }, unit: 'ms', digits: 3 }}
      right={chooser(room)}
    />
  );
}

function Rates({ part, cell, sigma }: { part: Part<'rates'> | undefined; cell: Cell; sigma: number }) {
  const rh = rheobase(cell);
  const x = evenly(0.3 * rh, 2 * rh, 60);
  const noisy = useMemo(() => x.map((I) => siegertRate(cell, sigma, I, 0.05)), [JSON.stringify(cell), sigma]);
  const still = x.map((I) => lifRate(cell, I));
  const [, high] = roundEnds(0, 1.1 * Math.max(...noisy, ...still));
  return (
    <Plot
      title="noisy rate"
      name="firing rate against current with noise, over the Siegert formula"
      x={{ title: 'I (pA)', low: 0.3 * rh, high: 2 * rh }}
      y={{ title: 'rate (Hz)', low: 0, high }}
      curves={[
        { key: 'still', name: 'without noise', colour: 'var(--text-2)', width: 1, dash: '4 3', x, y: still },
        {
          key: 'dots',
          name: 'measured, 25 × 40 repeats',
          ...measured,
          x: part?.points.x ?? [],
          y: part?.points.y ?? [],
        },
        { key: 'theory', name: 'Siegert', ...theory, x, y: noisy },
      ]}
      form={{ x: { name: 'I', unit: 'pA', digits: 0 }, unit: 'Hz', digits: 2 }}
    />
  );
}
