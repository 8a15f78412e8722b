/** Voltage clamp: a family of steps, the current that holds each, what the channels carry in the picked one, and the two I–V curves. */
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
import { cellInput, type Laboratory } from './laboratory.ts';
import { currentCurves, gateCurves, Traces } from './traces.tsx';
import type { VoltageClampOutput } from './worker/laboratory-tasks.ts';

const voltageRange: readonly [number, number] = [-150, 150];

export function VoltageClampView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { voltageClamp } = laboratory;
  const protocol = useSignal({ hold: -65, from: -90, to: 50, step: 10, duration: 15 });
  const picked = useSignal(-10);
  const pointer = useSignal<number | undefined>(undefined);
  const { hold, from, to, step, duration } = protocol.value;
  const count = Math.min(60, Math.floor((to - from) / step + 1e-9) + 1);
  const levels = Array.from({ length: Math.max(1, count) }, (_, i) => from + i * step);
  useAsk(voltageClamp, { cell: cellInput(e), hold, levels, stepDuration: duration });
  useEffect(() => laboratory.reach(duration), [laboratory, duration]);
  const picture = useComputed(() => pictureOf(voltageClamp.output.value, picked.value));
  const p = picture.value;
  const change = (next: Partial<typeof protocol.value>) => {
    protocol.value = { ...protocol.peek(), ...next };
  };
  const x = { title: 't (ms)', low: 0, high: 1 };
  const { view } = laboratory;
  return (
    <div class="lab-view voltage-clamp">
      <fieldset class="protocol" aria-label="protocol">
        <NumberField
          id="hold"
          label="hold at"
          unit="mV"
          value={hold}
          range={voltageRange}
          onEnter={(v) => change({ hold: v })}
        />
        <NumberField
          id="from"
          label="step from"
          unit="mV"
          value={from}
          range={voltageRange}
          onEnter={(v) => change({ from: v })}
        />
        <NumberField id="to" label="to" unit="mV" value={to} range={voltageRange} onEnter={(v) => change({ to: v })} />
        <NumberField id="by" label="by" unit="mV" value={step} range={[1, 100]} onEnter={(v) => change({ step: v })} />
        <NumberField
          id="for"
          label="for"
          unit="ms"
          value={duration}
          range={[0.5, 1000]}
          onEnter={(v) => change({ duration: v })}
        />
        <Busy busy={voltageClamp.busy} fraction={voltageClamp.parts.value.at(-1)} onStop={() => voltageClamp.stop()} />
      </fieldset>
      <FailureText failure={voltageClamp.failure.value} />
      <div class="clamp-columns">
        <section class="plot-block family" aria-label="clamp currents">
          <div class="plot-head">
            <Legend curves={p.familyKey} name="steps" />
            <label class="inline-setting">
              step to
              <select
                class="field"
                aria-label="picked step"
                value={`${p.level}`}
                onChange={(event) => (picked.value = Number(event.currentTarget.value))}
              >
                {p.levels.map((level) => (
                  <option key={level} value={`${level}`}>
                    {`${level}`.replace('-', '\u2212')} mV
                  </option>
                ))}
              </select>
            </label>
          </div>
          <Chart
            name="current that holds the voltage against time, outward positive, one line for each step"
            x={x}
            y={{ title: `clamp, outward (${p.unit})`, low: p.familyEnds[0], high: p.familyEnds[1] }}
            curves={p.family}
            time={view}
            labelled={false}
            readout={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: p.unit, digits: 1 }}
          />
        </section>
        <Traces
          label="currents in the picked step"
          name="currents of the channels in the picked step, outward positive"
          title={`outward (${p.unit})`}
          unit={p.unit}
          digits={1}
          ends={p.currentEnds}
          curves={p.currents}
          view={view}
        />
        <Traces
          label="gates in the picked step"
          name="gates in the picked step"
          title="gate"
          unit=""
          digits={3}
          ends={[0, 1]}
          curves={p.gates}
          view={view}
          labelled
        />
        <section class="plot-block iv" aria-label="current against voltage">
          <div class="plot-head">
            <Legend curves={p.iv} name="current–voltage curves" />
          </div>
          <Chart
            name={`current against the voltage of the step: ${p.iv.map((c) => c.name).join(', ')}`}
            x={{ title: 'V of the step (mV)', low: from, high: to }}
            y={{ title: `outward (${p.unit})`, low: p.ivEnds[0], high: p.ivEnds[1] }}
            curves={p.iv}
            readout={{ x: { name: 'V', unit: 'mV', digits: 0 }, unit: p.unit, digits: 1 }}
            pointer={pointer}
            onPick={(voltage) => (picked.value = nearestOf(p.levels, voltage))}
          />
        </section>
      </div>
    </div>
  );
}

const nearestOf = (levels: readonly number[], value: number): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? value);

function pictureOf(output: VoltageClampOutput | undefined, wanted: number) {
  const sweeps = output?.sweeps ?? [];
  const levels = sweeps.map((s) => s.level);
  const level = nearestOf(levels, wanted);
  const sweep = sweeps.find((s) => s.level === level);
  const x = output?.times ?? new Float64Array(0);
  const family = sweeps.map((s, i): Curve => {
    const shade = Math.round(25 + (60 * i) / Math.max(1, sweeps.length - 1));
    const chosen = s.level === level;
    return {
      key: `${s.level}`,
      name: `${s.level} mV`,
      quiet: !chosen,
      colour: chosen ? 'var(--hue-2)' : `color-mix(in oklab, var(--text-2) ${shade}%, var(--ground))`,
      width: chosen ? 2 : 1,
      x,
      y: s.clamp,
    };
  });
  // The picked one is drawn last, above the others.
  family.sort((a, b) => (a.width ?? 0) - (b.width ?? 0));
  const currents = currentCurves(sweep?.currents ?? [], x, -1);
  const iv: Curve[] = [
    {
      key: 'peak',
      name: 'most inward',
      colour: 'var(--hue-3)',
      marker: 'circle',
      x: levels,
      y: sweeps.map((s) => s.peakInward),
    },
    {
      key: 'end',
      name: 'at the end',
      colour: 'var(--hue-1)',
      marker: 'square',
      x: levels,
      y: sweeps.map((s) => s.atEnd),
    },
  ];
  const mark = (value: number): string => `${value} mV`.replace('-', '\u2212');
  return {
    levels,
    level,
    unit: unitText(output?.currentUnit ?? ''),
    family,
    familyKey: [
      { key: 'picked', name: `step to ${mark(level)}`, colour: 'var(--hue-2)', width: 2, x: [], y: [] },
      {
        key: 'others',
        name: levels.length > 0 ? `${mark(levels[0]!)} (pale) to ${mark(levels.at(-1)!)} (dark)` : '',
        colour: 'var(--text-2)',
        width: 1,
        x: [],
        y: [],
      },
    ] satisfies Curve[],
    familyEnds: roundEnds(...(extent(sweeps.map((s) => s.clamp)) ?? [-1, 1])),
    currents,
    currentEnds: roundEnds(...(extent(currents.map((c) => c.y)) ?? [-1, 1])),
    gates: gateCurves(
      sweep?.gates ?? [],
      currents.map((c) => c.key),
      x,
    ),
    iv,
    ivEnds: roundEnds(...(extent(iv.map((c) => c.y)) ?? [-1, 1])),
  };
}
