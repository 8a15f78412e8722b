/** Voltage clamp: a family of steps, the current that holds each, what the channels carry in the picked one, and the two I–V curves. */
import { useEffect, useMemo } from 'preact/hooks';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import type { VoltageClampResult } from '../../../studies/measure.ts';
import type { Curve } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { unitText } from '../../quantity-text.ts';
import { useAsk } from '../../tasks/ask.ts';
import { cellOf, type Laboratory } from './laboratory.ts';
import { Protocol } from './protocol.tsx';
import { protocolsOf } from './protocols.ts';
import { anyTime, atTime, currentCurves, gateCurves, Traces } from './traces.tsx';

export function VoltageClampView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { voltageClamp } = laboratory;
  const { picked, ...protocol } = protocolsOf(e).voltageClamp;
  const { hold, from, to, step, duration } = protocol;
  const count = Math.min(60, Math.floor((to.value - from.value) / step.value + 1e-9) + 1);
  const levels = Array.from({ length: Math.max(1, count) }, (_, i) => from.value + i * step.value);
  useAsk(voltageClamp, { ...cellOf(e), hold: hold.value, levels, stepDuration: duration.value });
  useEffect(() => laboratory.reach(duration.value), [laboratory, duration.value]);
  const output = voltageClamp.output.value;
  const p = useMemo(() => pictureOf(output, picked.value), [output, picked.value]);
  const pick = (level: number) => laboratory.setProtocol(picked.name, level);
  const { view } = laboratory;
  return (
    <div class="lab-view voltage-clamp">
      <Protocol laboratory={laboratory} label="protocol" fields={Object.values(protocol)} job={voltageClamp} />
      <div class="clamp-columns">
        <ChartPanel
          label="clamp currents"
          class="family"
          legend="steps"
          keys={p.familyKey}
          head={
            <label class="inline-setting">
              step to
              <select
                class="field"
                aria-label="picked step"
                value={`${p.level}`}
                onChange={(event) => pick(Number(event.currentTarget.value))}
              >
                {p.levels.map((level) => (
                  <option key={level} value={`${level}`}>
                    {`${level}`.replace('-', '\u2212')} mV
                  </option>
                ))}
              </select>
            </label>
          }
          name="current that holds the voltage against time, outward positive, one line for each step"
          x={anyTime}
          y={{ title: `clamp, outward (${p.unit})`, low: p.familyEnds[0], high: p.familyEnds[1] }}
          curves={p.family}
          time={view}
          labelled={false}
          readout={atTime(p.unit, 1)}
        />
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
        <ChartPanel
          label="current against voltage"
          class="iv"
          legend="current–voltage curves"
          name={`current against the voltage of the step: ${p.iv.map((c) => c.name).join(', ')}`}
          x={{ title: 'V of the step (mV)', low: from.value, high: to.value }}
          y={{ title: `outward (${p.unit})`, low: p.ivEnds[0], high: p.ivEnds[1] }}
          curves={p.iv}
          readout={{ x: { name: 'V', unit: 'mV', digits: 0 }, unit: p.unit, digits: 1 }}
          onPick={(voltage) => pick(nearestOf(p.levels, voltage))}
        />
      </div>
    </div>
  );
}

const nearestOf = (levels: readonly number[], value: number): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? value);

function pictureOf(output: VoltageClampResult | undefined, wanted: number) {
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
