/** Four plots over one voltage axis: steady states and time constants, and the rates behind them. */
import { useSignal } from '@preact/signals';
import { extent, logEnds, roundEnds } from '../../../numbers/axis.ts';
import type { ChannelResult, GateCurves } from '../../../studies/measure.ts';
import { Choices } from '../../controls/tabs.tsx';
import { type Axis, type Curve, hues } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { axes, type ChannelSelection } from './selection.ts';

interface CurvesProps {
  readonly selection: ChannelSelection;
  readonly curves: readonly ChannelResult[];
  readonly onChange: (next: Pick<ChannelSelection, 'axis'>) => void;
}

export function Curves({ selection, curves, onChange }: CurvesProps) {
  const pointer = useSignal<number | undefined>(undefined);
  const names = [selection.channel, selection.beside].filter((name) => name !== '');
  const log = selection.axis === 'log';
  const of = (what: 'inf' | 'tau' | 'alpha' | 'beta') => linesOf(curves, names, what);
  const [inf, tau, alpha, beta] = [of('inf'), of('tau'), of('alpha'), of('beta')];
  const ends = curves[0]?.voltages;
  const x: Axis = { title: 'V (mV)', low: ends?.[0] ?? selection.from, high: ends?.at(-1) ?? selection.to };
  const rateEnds = yEnds([...alpha, ...beta], log);
  const instant = curves.flatMap((c) => c.gates.filter((g) => !g.slowest).map((g) => g.gate));
  const alike = (unit: string) => ({
    ...{ x, pointer },
    readout: { x: { name: 'V', unit: 'mV', digits: 1 }, unit, digits: 3 },
  });
  return (
    <div class="channel-grid">
      <ChartPanel
        label="steady states"
        legend="gates"
        name={`steady state of each gate against voltage: ${inf.map((c) => c.name).join(', ')}`}
        y={{ title: 'steady state x_∞', low: 0, high: 1 }}
        curves={inf}
        {...alike('')}
      />
      <ChartPanel
        label="rates of opening"
        head={
          <>
            <span>opening, α</span>
            <Choices
              name="axis of times and rates"
              options={axes}
              chosen={selection.axis}
              onChoose={(axis) => onChange({ axis })}
            />
          </>
        }
        name="rate of opening of each gate against voltage"
        y={{ title: 'α (1/ms)', ...rateEnds }}
        curves={alpha}
        {...alike('/ms')}
      />
      <ChartPanel
        label="time constants"
        head={
          <span>
            time constant
            {instant.length === 0
              ? ''
              : `; ${[...new Set(instant)].join(', ')} ${instant.length > 1 ? 'follow' : 'follows'} at once`}
          </span>
        }
        name="time constant of each gate against voltage"
        y={{ title: 'τ (ms)', ...yEnds(tau, log) }}
        curves={tau}
        {...alike('ms')}
      />
      <ChartPanel
        label="rates of closing"
        head={<span>closing, β</span>}
        name="rate of closing of each gate against voltage"
        y={{ title: 'β (1/ms)', ...rateEnds }}
        curves={beta}
        {...alike('/ms')}
      />
    </div>
  );
}

/** Gates of one name share a hue, so that two channels can be compared; the second channel is dashed. */
function linesOf(
  curves: readonly ChannelResult[],
  names: readonly string[],
  what: keyof Pick<GateCurves, 'inf' | 'tau' | 'alpha' | 'beta'>,
): Curve[] {
  const gates = [...new Set(curves.flatMap((c) => c.gates.map((g) => g.gate)))];
  return curves.flatMap(({ voltages, gates: own }, i) =>
    own
      .filter((gate) => what === 'inf' || gate.slowest !== undefined)
      .map(
        (gate): Curve => ({
          key: `${i} ${gate.gate}`,
          name: curves.length > 1 ? `${gate.gate}, ${names[i] ?? ''}` : gate.gate,
          colour: hues[gates.indexOf(gate.gate) % hues.length]!,
          dash: i === 0 ? 'none' : '6 3',
          width: 2,
          x: voltages,
          y: gate[what],
        }),
      ),
  );
}

/** Ends of an axis of times or rates; at most five decades, since rates fall for ever. */
function yEnds(lines: readonly Curve[], log: boolean): Pick<Axis, 'low' | 'high' | 'log'> {
  const [least, most] = extent(
    lines.map((line) => line.y),
    log,
  ) ?? [0.1, 10];
  if (!log) {
    const [, high] = roundEnds(0, most);
    return { low: 0, high, log };
  }
  const [low, high] = logEnds(Math.max(least, most / 1e5), Math.max(most, least * 2));
  return { low, high, log };
}
