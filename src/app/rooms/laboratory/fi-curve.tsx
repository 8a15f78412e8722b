/** The f–I curve: many cells at once, one for each current. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { extent, roundEnds } from '../../../numbers/scale.ts';
import { fiReach } from '../../../studies/measure.ts';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import { integratorNames } from '../../entries.ts';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve, Note } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import { unitText } from '../../quantity-text.ts';
import { presetNamed } from './experiment.ts';
import { fixed } from './figures.ts';
import { cellInput, type Laboratory } from './laboratory.ts';
import type { FICurveOutput } from './worker/laboratory-tasks.ts';

export function FIView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const current = presetNamed(e.preset).parameters.find((p) => p.name === 'I');
  const unit = current?.unit ?? '';
  const reach = fiReach(e.preset);
  const settings = useSignal({
    preset: e.preset,
    from: 0,
    to: reach,
    count: 200,
    duration: 1000,
    dt: 0.025,
    integrator: 'staggered',
  });
  if (settings.value.preset !== e.preset) settings.value = { ...settings.peek(), preset: e.preset, from: 0, to: reach };
  const pointer = useSignal<number | undefined>(undefined);
  const { fICurve } = laboratory;
  const { from, to, count, duration, dt, integrator } = settings.value;
  const { cell, key } = unvaried(cellInput(e));
  const dragging = laboratory.dragging.value;
  useEffect(() => {
    // Hundreds of cells wait until the slider is let go.
    if (!dragging) fICurve.ask({ cell, from, to, count, duration, dt, integrator });
  }, [fICurve, key, from, to, count, duration, dt, integrator, dragging]);
  const picture = useComputed(() => pictureOf(fICurve.output.value));
  const { curves, notes, high, summary } = picture.value;
  const change = (next: Partial<typeof settings.value>) => {
    settings.value = { ...settings.peek(), ...next };
  };
  const range = current?.range ?? ([-1e5, 1e5] as const);
  return (
    <div class="lab-view single">
      <fieldset class="protocol" aria-label="currents">
        <NumberField
          id="fi-from"
          label="I from"
          unit={unit}
          value={from}
          range={range}
          onEnter={(v) => change({ from: v })}
        />
        <NumberField id="fi-to" label="to" unit={unit} value={to} range={range} onEnter={(v) => change({ to: v })} />
        <NumberField
          id="fi-count"
          label="cells"
          unit=""
          value={count}
          range={[2, 2000]}
          whole
          onEnter={(v) => change({ count: v })}
        />
        <NumberField
          id="fi-duration"
          label="for"
          unit="ms"
          value={duration}
          range={[50, 10_000]}
          onEnter={(v) => change({ duration: v })}
        />
        <NumberField id="fi-dt" label="dt" unit="ms" value={dt} range={[0.001, 1]} onEnter={(v) => change({ dt: v })} />
        <label class="inline-setting">
          <select
            class="field"
            aria-label="integrator of the f–I curve"
            value={integrator}
            onChange={(event) => change({ integrator: event.currentTarget.value })}
          >
            {integratorNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Busy busy={fICurve.busy} fraction={fICurve.parts.value.at(-1)} onStop={() => fICurve.stop()} />
      </fieldset>
      <FailureText failure={fICurve.failure.value} />
      <section class="plot-block" aria-label="firing rate against current">
        <div class="plot-head">
          <Legend curves={curves} name="rates" />
          <span class="head-right" data-figure="fi-summary">
            {summary}
          </span>
        </div>
        <Chart
          name={`firing rate against injected current. ${summary}`}
          x={{ title: `I (${unitText(unit)})`, low: Math.min(from, to), high: Math.max(from, to) }}
          y={{ title: 'rate (Hz)', low: 0, high }}
          curves={curves}
          notes={notes}
          pointer={pointer}
          readout={{ x: { name: 'I', unit: unitText(unit), digits: 2 }, unit: 'Hz', digits: 1 }}
        />
      </section>
    </div>
  );
}

/** The cell without its own current, which each cell of the curve replaces, so that moving it asks for nothing new. */
function unvaried(cell: ReturnType<typeof cellInput>) {
  const { I: _, ...values } = cell.values;
  const without = { ...cell, values };
  return { cell: without, key: JSON.stringify(without) };
}

function pictureOf(output: FICurveOutput | undefined) {
  if (output === undefined) return { curves: [], notes: [], high: 100, summary: '' };
  const { currents, rates, onset, rheobase, backend, seconds } = output;
  const unit = unitText(output.unit);
  const curves: Curve[] = [
    { key: 'onset', name: 'from the first interval', colour: 'var(--hue-4)', dash: '2 2.5', x: currents, y: onset },
    { key: 'rate', name: 'steady', colour: 'var(--hue-1)', width: 2, x: currents, y: rates },
  ];
  const at = rheobase === undefined ? undefined : currents.indexOf(rheobase);
  const notes: Note[] =
    at === undefined || rheobase === undefined || at === 0
      ? []
      : [
          {
            x: rheobase,
            y: rates[at] ?? 0,
            shape: 'ring',
            below: true,
            colour: 'var(--hue-1)',
            text: `fires on from ${fixed(rheobase, 2)} ${unit}, at ${fixed(rates[at] ?? 0, 0)} Hz`,
          },
        ];
  const [, high] = roundEnds(0, Math.max(1, extent([rates, onset])?.[1] ?? 100));
  return { curves, notes, high, summary: `${currents.length} cells at once on ${backend}, ${fixed(seconds, 2)} s` };
}
