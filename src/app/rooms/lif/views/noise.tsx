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
import { extent, logEnds, roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import type { Histogram, NoisePart } from '../../../../studies/measure.ts';
import { Choices } from '../../../controls/tabs.tsx';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { type Cell, cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { closedForm, compared, dots, Findings, type PanelView, Plot, thinned } from './plot.tsx';
import { AxisUnit, unit } from './units.ts';

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
          compared('rate at the rheobase', rates?.atRheobase, siegertRate(cell, sigma, rheobase(cell), 0.05), 'Hz', 3),
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
  return (
    <Plot
      title="variance below threshold"
      name="variance of the voltage over 1000 repeats against time, without a threshold"
      x={unit('t (ms)').axis(0, 4 * tau, 1)}
      y={unit('Var V (mV²)').drawn(roundEnds(0, 1.25 * sigma * sigma), 3)}
      curves={[
        dots('measured, 1000 repeats', points && thinned(points, 60)),
        closedForm('σ²(1 − exp(−2t/τ_m))', evenly(0, 4 * tau, 120), (t) => ornsteinUhlenbeckVariance(sigma, tau, t)),
      ]}
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
      x={unit('first spike (ms)', 't').axis(low, high, 2)}
      y={unit('repeats').axis(0, top, 0)}
      curves={[
        { key: 'bars', name: `measured, ${total} repeats`, colour: 'var(--hue-1)', ...bars(edges, width, counts) },
        closedForm('normal, spread ÷ slope', t, density),
      ]}
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

function Jitter({ room, part, against: title, unit: text, name, law }: JitterProps) {
  const { x, y } = part?.points ?? { x: new Float64Array([1, 10]), y: new Float64Array(0) };
  const expected = part?.expected ?? new Float64Array(0);
  const [least, most] = extent([y, expected], true) ?? [0.1, 1];
  return (
    <Plot
      title="jitter of the first spike"
      name={`standard deviation of the first spike time against the ${title}`}
      x={new AxisUnit(title, 'at', text).drawn(logEnds(Math.min(...x), Math.max(...x)), 2, true)}
      y={unit('jitter (ms)').drawn(logEnds(least, most), 3, true)}
      curves={[dots(name, { x, y }), closedForm(law, x, expected)]}
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
      x={unit('I (pA)').axis(0.3 * rh, 2 * rh, 0)}
      y={unit('rate (Hz)').axis(0, high, 2)}
      curves={[
        { key: 'still', name: 'without noise', colour: 'var(--text-2)', width: 1, dash: '4 3', x, y: still },
        dots('measured, 25 × 40 repeats', part?.points),
        closedForm('Siegert', x, noisy),
      ]}
    />
  );
}
