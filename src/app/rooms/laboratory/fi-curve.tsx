/** The f–I curve: many cells at once, one for each current. */
import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import { fixed } from '../../../numbers/grouped.ts';
import type { FIValues } from '../../../studies/measure.ts';
import { integratorNames } from '../../entries.ts';
import type { Curve, Note } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { unitText } from '../../quantity-text.ts';
import type { LaboratoryExperiment } from './experiment.ts';
import { cellOf, type Laboratory } from './laboratory.ts';
import { Protocol } from './protocol.tsx';
import { protocolsOf } from './protocols.ts';
import type { OnBench, TimedFICurve } from './worker/laboratory-tasks.ts';

export function FIView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const protocol = protocolsOf(e).fi;
  const [from, to, count] = [protocol.from.value, protocol.to.value, protocol.count.value];
  const { fICurve } = laboratory;
  const unit = unitText(protocol.from.unit);
  const integrator = e['fi.integrator'];
  const question: OnBench<FIValues> = {
    ...unvaried(e),
    ...{ duration: protocol.duration.value, dt: protocol.dt.value, integrator },
    ...{ currents: { from, to, count }, backend: 'wasm' },
  };
  const dragging = laboratory.dragging.value;
  useEffect(() => {
    // Hundreds of cells wait until the slider is let go.
    if (!dragging) fICurve.ask(question);
  }, [fICurve, JSON.stringify(question), dragging]);
  const picture = useComputed(() => pictureOf(fICurve.output.value));
  const { curves, notes, high, summary } = picture.value;
  return (
    <div class="lab-view single">
      <Protocol laboratory={laboratory} label="currents" fields={Object.values(protocol)} job={fICurve}>
        <label class="inline-setting">
          <select
            class="field"
            aria-label="integrator of the f–I curve"
            value={integrator}
            onChange={(event) => laboratory.change({ 'fi.integrator': event.currentTarget.value })}
          >
            {integratorNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </Protocol>
      <ChartPanel
        label="firing rate against current"
        legend="rates"
        head={
          <span class="head-right" data-figure="fi-summary">
            {summary}
          </span>
        }
        name={`firing rate against injected current. ${summary}`}
        x={{ title: `I (${unit})`, low: Math.min(from, to), high: Math.max(from, to) }}
        y={{ title: 'rate (Hz)', low: 0, high }}
        curves={curves}
        notes={notes}
        readout={{ x: { name: 'I', unit, digits: 2 }, unit: 'Hz', digits: 1 }}
      />
    </div>
  );
}

/** The cell without its own current, which each cell of the curve replaces, so that moving it asks for nothing new. */
function unvaried(e: LaboratoryExperiment): OnBench {
  const { I: _, ...values } = e.values;
  return cellOf({ ...e, values });
}

function pictureOf(output: TimedFICurve | undefined) {
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
