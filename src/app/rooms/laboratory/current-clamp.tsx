/** Current clamp: the voltage, and under it on the same time axis what is injected, what each channel carries, and the gates. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { extent, roundEnds } from '../../../numbers/scale.ts';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import { unitText } from '../../quantity-text.ts';
import { useAsk } from '../../tasks/ask.ts';
import { presetNamed } from './experiment.ts';
import { fixed, rateOf } from './figures.ts';
import { cellInput, type Laboratory } from './laboratory.ts';
import { currentCurves, gateCurves, Traces } from './traces.tsx';
import type { CurrentClampOutput } from './worker/laboratory-tasks.ts';

/** ms */
const timeRange: readonly [number, number] = [0, 2000];

export function CurrentClampView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const current = presetNamed(e.preset).parameters.find((p) => p.name === 'I');
  const before = useSignal({ level: 0, duration: 0 });
  const after = useSignal({ level: 0, duration: 0 });
  const { currentClamp } = laboratory;
  const level = e.values['I'] ?? 0;
  const [first, last] = [before.value, after.value];
  const protocol = [first, { level, duration: e.duration }, last].filter((s) => s.duration > 0);
  const total = protocol.reduce((sum, s) => sum + s.duration, 0);
  useAsk(currentClamp, { cell: cellInput(e), protocol });
  useEffect(() => laboratory.reach(total), [laboratory, total]);
  const picture = useComputed(() => pictureOf(currentClamp.output.value));
  const p = picture.value;
  const unit = current?.unit ?? '';
  const range = current?.range ?? timeRange;
  return (
    <div class="lab-view clamp">
      <fieldset class="protocol" aria-label="protocol">
        <NumberField
          id="before"
          label="first for"
          unit="ms"
          value={first.duration}
          range={timeRange}
          onEnter={(duration) => (before.value = { ...before.peek(), duration })}
        />
        <NumberField
          id="before-level"
          label="at"
          unit={unit}
          value={first.level}
          range={range}
          onEnter={(next) => (before.value = { ...before.peek(), level: next })}
        />
        <NumberField
          id="step-duration"
          label="then for"
          unit="ms"
          value={e.duration}
          range={[1, 2000]}
          onEnter={(duration) => laboratory.change({ duration })}
        />
        <NumberField
          id="step-level"
          label="at"
          unit={unit}
          value={level}
          range={range}
          onEnter={(next) => laboratory.set({ I: next })}
        />
        <NumberField
          id="after"
          label="then back to"
          unit={unit}
          value={last.level}
          range={range}
          onEnter={(next) => (after.value = { ...after.peek(), level: next })}
        />
        <NumberField
          id="after-duration"
          label="for"
          unit="ms"
          value={last.duration}
          range={timeRange}
          onEnter={(duration) => (after.value = { ...after.peek(), duration })}
        />
      </fieldset>
      <FailureText failure={currentClamp.failure.value} />
      <section class="plot-block" aria-label="voltage">
        <div class="plot-head">
          <Legend curves={p.voltage} name="voltage" />
          <span class="head-right">
            <Busy busy={currentClamp.busy} fraction={undefined} onStop={() => currentClamp.stop()} />
            <span data-figure="clamp-rate">{p.summary}</span>
          </span>
        </div>
        <Chart
          name="voltage against time"
          x={{ title: 't (ms)', low: 0, high: 1 }}
          y={{ title: 'V (mV)', low: p.voltageEnds[0], high: p.voltageEnds[1] }}
          curves={p.voltage}
          time={laboratory.view}
          readout={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: 'mV', digits: 1 }}
          labelled={false}
        />
      </section>
      <section class="plot-block stimulus" aria-label="injected current">
        <Chart
          name="injected current against time"
          x={{ title: 't (ms)', low: 0, high: 1 }}
          y={{ title: `I (${p.unit})`, low: p.stimulusEnds[0], high: p.stimulusEnds[1] }}
          curves={p.stimulus}
          time={laboratory.view}
          readout={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: p.unit, digits: 2 }}
          labelled={false}
        />
      </section>
      <Traces
        label="currents"
        name={`currents against time, inward positive: ${p.currents.map((c) => c.name).join(', ')}`}
        title={`inward (${p.unit})`}
        unit={p.unit}
        digits={2}
        ends={p.currentEnds}
        curves={p.currents}
        view={laboratory.view}
      />
      <Traces
        label="gates"
        name={`gates against time: ${p.gates.map((c) => c.name).join(', ')}`}
        title="gate"
        unit=""
        digits={3}
        ends={[0, 1]}
        curves={p.gates}
        view={laboratory.view}
        labelled
      />
    </div>
  );
}

function pictureOf(output: CurrentClampOutput | undefined) {
  if (output === undefined) {
    return {
      voltage: [],
      stimulus: [],
      stimulusEnds: [0, 1] as const,
      currents: [],
      gates: [],
      voltageEnds: [-80, 40] as const,
      currentEnds: [-1, 1] as const,
      unit: '',
      summary: '',
    };
  }
  const { times: x, voltage, stimulus, currents, gates, spikeTimes } = output;
  const unit = unitText(output.currentUnit);
  const lines = currentCurves(currents, x);
  const rate = rateOf(spikeTimes);
  return {
    voltage: [{ key: 'V', name: 'V', colour: 'var(--text)', x, y: voltage }] satisfies Curve[],
    stimulus: [{ key: 'I', name: 'injected', colour: 'var(--text)', x, y: stimulus }] satisfies Curve[],
    stimulusEnds: roundEnds(...withZero(extent([stimulus]) ?? [0, 1]), 2),
    currents: lines,
    gates: gateCurves(
      gates,
      currents.map((c) => c.name),
      x,
    ),
    voltageEnds: roundEnds(...(extent([voltage]) ?? [-80, 40])),
    currentEnds: roundEnds(...(extent(lines.map((c) => c.y)) ?? [-1, 1])),
    unit,
    summary:
      `${spikeTimes.length} spike${spikeTimes.length === 1 ? '' : 's'}` +
      (Number.isFinite(rate) ? `, ${fixed(rate, 1)} Hz` : ''),
  };
}

const withZero = ([low, high]: readonly [number, number]): [number, number] => [Math.min(0, low), Math.max(0, high)];
