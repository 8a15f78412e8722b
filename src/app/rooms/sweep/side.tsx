/** The side: what is swept, over which axes, and how each network is run. */
import type { Signal } from '@preact/signals';
import { UserError } from '../../../index.ts';
import { pointPresets } from '../../../presets/index.ts';
import { share } from '../../../presets/share.ts';
import {
  axisParameters,
  defaultAxis,
  examples,
  mostValues,
  parameterOf,
  presetOrFirst,
  type SweepAxis,
  settledAxis,
} from '../../../presets/sweeps/plan.ts';
import { Side } from '../../controls/drawer.tsx';
import { BackendMenu, Entry, IntegratorMenu, Menu, Setting, StepEntry, TimeEntry } from '../../controls/settings.tsx';
import { durationRange, readNumber, readParameter } from '../../entries.ts';
import { presetOf } from '../../own/registry.ts';
import { quantityText } from '../../quantity-text.ts';
import { readSeeds, writeAddress } from '../../run/sweep-address.ts';
import { plainSymbol } from '../../symbols/parts.ts';
import { SymbolText } from '../../symbols/words.tsx';
import type { Sweeper } from './sweeper.ts';

export function SweepSide({ sweeper, drawer }: { sweeper: Sweeper; drawer: Signal<boolean> }) {
  const plan = sweeper.plan.value;
  const preset = presetOf(plan);
  const example = examples.find((e) => writeAddress(e.plan) === writeAddress(plan));
  return (
    <Side label="axes and run" drawer={drawer} class="sweep-side">
      <p class="summary" title={preset.reference}>
        {example?.note ?? preset.summary}
      </p>
      <div class="sweep-settings">
        <AxisFields sweeper={sweeper} which="x" />
        <AxisFields sweeper={sweeper} which="y" />
        <Fixed sweeper={sweeper} />
      </div>
      <RunFields sweeper={sweeper} />
    </Side>
  );
}

function AxisFields({ sweeper, which }: { sweeper: Sweeper; which: 'x' | 'y' }) {
  const plan = sweeper.plan.value;
  const axis = plan[which];
  const other = plan[which === 'x' ? 'y' : 'x'];
  const parameter = axis === undefined ? undefined : parameterOf(presetOf(plan), axis.name);
  const set = (next: SweepAxis | undefined) =>
    sweeper.change(which === 'x' ? (next === undefined ? {} : { x: next }) : { y: next });
  const edit = (change: Partial<SweepAxis>) => {
    if (axis !== undefined && parameter !== undefined) set(settledAxis({ ...axis, ...change }, parameter));
  };
  const unit = parameter?.unit ?? '';
  const parameters = axisParameters(presetOf(plan))
    .filter((p) => p.name !== other?.name)
    .map((p) => ({
      value: p.name,
      title: p.name === share.name ? p.label : `${p.label}, ${plainSymbol(p.name)}`,
    }));
  const end = (key: 'from' | 'to') => (
    <Entry
      id={`${which}-${key}`}
      label={key}
      name={`${which} axis, ${key}`}
      shown={quantityText(axis![key], unit)}
      onEnter={(text) => edit({ [key]: readNumber(text, unit, key) })}
    />
  );
  return (
    <fieldset class="axis-fields" aria-label={`${which} axis`}>
      <Menu
        id={`${which}-name`}
        label={`${which} axis`}
        wide
        value={axis?.name ?? ''}
        options={[...(which === 'y' ? [{ value: '', title: 'none: a curve' }] : []), ...parameters]}
        onChoose={(name) => {
          const chosen = parameterOf(presetOf(plan), name);
          set(chosen === undefined ? undefined : defaultAxis(chosen));
        }}
      />
      {axis === undefined ? null : (
        <>
          {end('from')}
          {end('to')}
          <Entry
            id={`${which}-count`}
            label="values"
            name={`${which} axis, number of values`}
            shown={`${axis.count}`}
            onEnter={(text) => {
              const count = Number(text);
              if (!Number.isInteger(count))
                throw new UserError(`The number of values is a whole number up to ${mostValues}.`);
              edit({ count });
            }}
          />
          <Setting id={`${which}-log`} label="logarithmic">
            <input
              id={`${which}-log`}
              type="checkbox"
              checked={axis.logarithmic}
              disabled={!(axis.from > 0 && axis.to > 0)}
              onChange={(event) => edit({ logarithmic: event.currentTarget.checked })}
            />
          </Setting>
        </>
      )}
    </fieldset>
  );
}

/** All that is on no axis. */
function Fixed({ sweeper }: { sweeper: Sweeper }) {
  const plan = sweeper.plan.value;
  const swept = new Set([plan.x.name, plan.y?.name]);
  const fixed = presetOf(plan).parameters.filter((p) => !swept.has(p.name));
  return (
    <details class="fixed">
      <summary>held fixed ({fixed.length})</summary>
      {fixed.map((p) => (
        <Entry
          key={p.name}
          id={`fixed-${p.name}`}
          label={
            <>
              <SymbolText name={p.name} /> {p.label}
            </>
          }
          wide
          name={`${p.label}, ${p.name}`}
          shown={quantityText(plan.values[p.name] ?? p.value, p.unit)}
          onEnter={(text) => sweeper.change({ values: { ...plan.values, [p.name]: readParameter(p, text) } })}
        />
      ))}
    </details>
  );
}

function RunFields({ sweeper }: { sweeper: Sweeper }) {
  const plan = sweeper.plan.value;
  const preset = presetOf(plan);
  return (
    <fieldset class="settings" aria-label="run">
      <TimeEntry
        id="duration"
        label="duration"
        name="duration of each run"
        time={plan.duration}
        range={durationRange}
        onEnter={(duration) => sweeper.change({ duration, transient: Math.min(plan.transient, duration / 2) })}
      />
      <TimeEntry
        id="transient"
        label="transient"
        name="transient left out of the statistics"
        time={plan.transient}
        range={[0, plan.duration]}
        onEnter={(transient) => {
          if (transient >= plan.duration) throw new UserError('The transient must be shorter than the run.');
          sweeper.change({ transient });
        }}
      />
      <Entry
        id="seeds"
        label="seeds"
        name="networks per point, each with a seed of its own"
        shown={`${plan.seeds}`}
        onEnter={(text) => sweeper.change({ seeds: readSeeds(text) })}
      />
      <StepEntry dt={plan.dt} onEnter={(dt) => sweeper.change({ dt })} />
      <BackendMenu wide backend={plan.backend} onChoose={(backend) => sweeper.change({ backend })} />
      <IntegratorMenu
        integrator={plan.integrator}
        standard={preset.integrator}
        onChoose={(integrator) => sweeper.change({ integrator })}
      />
    </fieldset>
  );
}

/** Presets that are networks first. */
export const sweepable = [...pointPresets].sort((a, b) => Number(isNetwork(b.name)) - Number(isNetwork(a.name)));

function isNetwork(name: string): boolean {
  return presetOrFirst(name).parameters.some((p) => p.name === 'n_exc');
}
