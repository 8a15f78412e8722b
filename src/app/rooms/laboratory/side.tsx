/** The side: what the cell is, the tutorial's exercises, its parameters, what is claimed of it, and how it is integrated. */
import { type Signal, useSignal } from '@preact/signals';
import type { Preset } from '../../../presets/preset.ts';
import { exercisesOf } from '../../../studies/measure.ts';
import { Claims } from '../../controls/claims.tsx';
import { Side } from '../../controls/drawer.tsx';
import { ParameterRow } from '../../controls/parameter-row.tsx';
import { Tabs } from '../../controls/tabs.tsx';
import { readParameter } from '../../entries.ts';
import { cellNamed } from './cell.ts';
import { exercised } from './experiment.ts';
import type { Laboratory } from './laboratory.ts';
import { Settings } from './settings.tsx';

const tabs = [
  { name: 'parameters', title: 'Parameters' },
  { name: 'claims', title: 'Claims and findings' },
] as const;

export function LaboratorySide({ laboratory, drawer }: { laboratory: Laboratory; drawer: Signal<boolean> }) {
  const tab = useSignal<'parameters' | 'claims'>('parameters');
  const preset = cellNamed(laboratory.experiment.value);
  const claims = preset.claims ?? [];
  const shown = claims.length === 0 ? 'parameters' : tab.value;
  return (
    <Side label="cell and parameters" drawer={drawer} class="lab-side">
      <div>
        <p class="summary" title={preset.reference}>
          {preset.summary}
        </p>
        <Exercises laboratory={laboratory} preset={preset} />
      </div>
      <Tabs
        name="side views"
        prefix="tab"
        panel="side-panel"
        options={claims.length === 0 ? tabs.slice(0, 1) : tabs}
        chosen={shown}
        onChoose={(name) => (tab.value = name)}
      />
      <div class="side-body" role="tabpanel" id="side-panel" aria-labelledby={`tab-${shown}`}>
        {shown === 'parameters' ? (
          <Parameters laboratory={laboratory} preset={preset} />
        ) : (
          <Claims claims={claims} reference={preset.reference} />
        )}
      </div>
      <Settings laboratory={laboratory} />
    </Side>
  );
}

function Exercises({ laboratory, preset }: { laboratory: Laboratory; preset: Preset }) {
  return (
    <dl class="exercises">
      {exercisesOf(preset).map(({ heading, list }) => (
        <div key={heading}>
          <dt>{heading}</dt>
          <dd>
            {list.map((exercise) => (
              <button
                key={exercise.label}
                type="button"
                class="shortcut"
                title={exercise.title}
                onClick={() => laboratory.change(exercised(laboratory.experiment.peek(), exercise))}
              >
                {exercise.label}
              </button>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Numbers of cells are the views' own business. */
const hidden = new Set(['cells']);

function Parameters({ laboratory, preset }: { laboratory: Laboratory; preset: Preset }) {
  const { values } = laboratory.experiment.value;
  return (
    <div class="parameters">
      {preset.parameters
        .filter((p) => !hidden.has(p.name))
        .map((p) => (
          <ParameterRow
            key={`${preset.name} ${p.name}`}
            parameter={p}
            value={values[p.name] ?? p.value}
            read={(text) => readParameter(p, text)}
            onChange={(value, dragging) => laboratory.set({ [p.name]: value }, dragging)}
            onSettle={() => (laboratory.dragging.value = false)}
          />
        ))}
    </div>
  );
}
