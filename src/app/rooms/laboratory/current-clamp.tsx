/** Current clamp: the voltage, and under it on the same time axis what is injected, what each channel carries, and the gates. */

import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import { counted } from '../../../numbers/sentences.ts';
import { type CurrentClampResult, comparedDurations } from '../../../studies/measure.ts';
import { Busy } from '../../controls/busy.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { unitText } from '../../quantity-text.ts';
import { useAsk } from '../../tasks/ask.ts';
import { rateText } from './figures.ts';
import { cellOf, type Laboratory } from './laboratory.ts';
import { Protocol } from './protocol.tsx';
import { protocolsOf } from './protocols.ts';
import { anyTime, atTime, currentCurves, gateCurves, Traces } from './traces.tsx';

export function CurrentClampView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { currentClamp } = laboratory;
  const { before, levelBefore, levelAfter, after } = protocolsOf(e).currentClamp;
  const { duration } = e;
  const level = e.values['I'] ?? 0;
  const protocol = [
    { level: levelBefore.value, duration: before.value },
    { level, duration },
    { level: levelAfter.value, duration: after.value },
  ].filter((s) => s.duration > 0);
  const total = protocol.reduce((sum, s) => sum + s.duration, 0);
  useAsk(currentClamp, { ...cellOf(e), protocol });
  useEffect(() => laboratory.reach(total), [laboratory, total]);
  const picture = useComputed(() => pictureOf(currentClamp.output.value));
  const p = picture.value;
  return (
    <div class="lab-view clamp">
      <Protocol
        laboratory={laboratory}
        label="protocol"
        fields={[
          before,
          levelBefore,
          {
            ...{ ...before, name: 'step-duration', label: 'then for', range: comparedDurations, value: duration },
            onEnter: (lasts) => laboratory.change({ duration: lasts }),
          },
          { ...levelBefore, name: 'step-level', value: level, onEnter: (I) => laboratory.set({ I }) },
          levelAfter,
          after,
        ]}
        job={currentClamp}
        busyApart
      />
      <ChartPanel
        label="voltage"
        legend="voltage"
        head={
          <span class="head-right">
            <Busy busy={currentClamp.busy} fraction={undefined} onStop={() => currentClamp.stop()} />
            <span data-figure="clamp-rate">{p.summary}</span>
          </span>
        }
        name="voltage against time"
        x={anyTime}
        y={{ title: 'V (mV)', low: p.voltageEnds[0], high: p.voltageEnds[1] }}
        curves={p.voltage}
        time={laboratory.view}
        readout={atTime('mV', 1)}
        labelled={false}
      />
      <ChartPanel
        label="injected current"
        class="stimulus"
        name="injected current against time"
        x={anyTime}
        y={{ title: `I (${p.stimulusUnit})`, low: p.stimulusEnds[0], high: p.stimulusEnds[1] }}
        curves={p.stimulus}
        time={laboratory.view}
        readout={atTime(p.stimulusUnit, 2)}
        labelled={false}
      />
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

function pictureOf(output: CurrentClampResult | undefined) {
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
      stimulusUnit: '',
      summary: '',
    };
  }
  const { times: x, voltage, stimulus, currents, gates, spikeTimes } = output;
  const unit = unitText(output.currentUnit);
  const lines = currentCurves(currents, x);
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
    stimulusUnit: unitText(output.stimulusUnit),
    summary: counted(spikeTimes.length, 'spike') + (spikeTimes.length < 2 ? '' : `, ${rateText(spikeTimes, 1)} Hz`),
  };
}

const withZero = ([low, high]: readonly [number, number]): [number, number] => [Math.min(0, low), Math.max(0, high)];
