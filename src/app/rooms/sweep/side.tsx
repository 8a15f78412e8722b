/** The side: what is swept, over which axes, and how each network is run. */
import type { Signal } from '@preact/signals';
import { UserError } from '../../../index.ts';
import { presets } from '../../../presets/index.ts';
import { Icon } from '../../controls/icon.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { readTime } from '../network/address.ts';
import { backends, dtRange, durationRange, readParameter } from '../network/experiment.ts';
import { integratorNames } from '../network/integrators.ts';
import { readSeeds, writeAddress } from './address.ts';
import {
  type Axis,
  axisParameters,
  defaultAxis,
  examples,
  mostValues,
  parameterOf,
  presetNamed,
  settledAxis,
} from './plan.ts';
import type { Sweeper } from './sweeper.ts';
import { readNumber } from './view.ts';

export function SweepSide({ sweeper, drawer }: { sweeper: Sweeper; drawer: Signal<boolean> }) {
  const plan = sweeper.plan.value;
  const preset = presetNamed(plan.preset);
  const example = examples.find((e) => writeAddress(e.plan) === writeAddress(plan));
  return (
    <aside
      class={drawer.value ? 'side sweep-side open' : 'side sweep-side'}
      id="side"
      aria-label="axes and run"
      onKeyDown={(event) => {
        if (event.key === 'Escape') drawer.value = false;
      }}
    >
      <button
        type="button"
        class="bare drawer-close"
        aria-label="close the parameters"
        onClick={() => {
          drawer.value = false;
        }}
      >
        <Icon name="close" />
      </button>
      <p class="summary" title={preset.reference}>
        {example?.note ?? preset.summary}
      </p>
      <div class="sweep-settings">
        <AxisFields sweeper={sweeper} which="x" />
        <AxisFields sweeper={sweeper} which="y" />
        <Fixed sweeper={sweeper} />
      </div>
      <RunFields sweeper={sweeper} />
    </aside>
  );
}

function AxisFields({ sweeper, which }: { sweeper: Sweeper; which: 'x' | 'y' }) {
  const plan = sweeper.plan.value;
  const axis = plan[which];
  const other = plan[which === 'x' ? 'y' : 'x'];
  const parameter = axis === undefined ? undefined : parameterOf(plan.preset, axis.name);
  const set = (next: Axis | undefined) =>
    sweeper.change(which === 'x' ? (next === undefined ? {} : { x: next }) : { y: next });
  const edit = (change: Partial<Axis>) => {
    if (axis !== undefined && parameter !== undefined) set(settledAxis({ ...axis, ...change }, parameter));
  };
  const unit = parameter?.unit ?? '';
  const end = (key: 'from' | 'to') => (
    <div class="setting">
      <label for={`${which}-${key}`}>{key}</label>
      <TextField
        id={`${which}-${key}`}
        name={`${which} axis, ${key}`}
        shown={`${axis![key]} ${unit}`.trim()}
        onEnter={(text) => edit({ [key]: readNumber(text, unit, key) })}
      />
    </div>
  );
  return (
    <fieldset class="axis-fields" aria-label={`${which} axis`}>
      <div class="setting wide">
        <label for={`${which}-name`}>{which} axis</label>
        <select
          id={`${which}-name`}
          class="field"
          value={axis?.name ?? ''}
          onChange={(event) => {
            const chosen = parameterOf(plan.preset, event.currentTarget.value);
            set(chosen === undefined ? undefined : defaultAxis(chosen));
          }}
        >
          {which === 'y' ? <option value="">none: a curve</option> : null}
          {axisParameters(plan.preset)
            .filter((p) => p.name !== other?.name)
            .map((p) => (
              <option key={p.name} value={p.name}>
                {p.name}, {p.label}
              </option>
            ))}
        </select>
      </div>
      {axis === undefined ? null : (
        <>
          {end('from')}
          {end('to')}
          <div class="setting">
            <label for={`${which}-count`}>values</label>
            <TextField
              id={`${which}-count`}
              name={`${which} axis, number of values`}
              shown={`${axis.count}`}
              onEnter={(text) => {
                const count = Number(text);
                if (!Number.isInteger(count))
                  throw new UserError(`The number of values is a whole number up to ${mostValues}.`);
                edit({ count });
              }}
            />
          </div>
          <div class="setting">
            <label for={`${which}-log`}>logarithmic</label>
            <input
              id={`${which}-log`}
              type="checkbox"
              checked={axis.logarithmic}
              disabled={!(axis.from > 0 && axis.to > 0)}
              onChange={(event) => edit({ logarithmic: event.currentTarget.checked })}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}

/** All that is on no axis. */
function Fixed({ sweeper }: { sweeper: Sweeper }) {
  const plan = sweeper.plan.value;
  const swept = new Set([plan.x.name, plan.y?.name]);
  const fixed = presetNamed(plan.preset).parameters.filter((p) => !swept.has(p.name));
  return (
    <details class="fixed">
      <summary>held fixed ({fixed.length})</summary>
      {fixed.map((p) => (
        <div class="setting wide" key={p.name}>
          <label for={`fixed-${p.name}`} title={p.label}>
            {p.name}
          </label>
          <TextField
            id={`fixed-${p.name}`}
            name={`${p.label}, ${p.name}`}
            shown={`${plan.values[p.name] ?? p.value} ${p.unit}`.trim()}
            onEnter={(text) => sweeper.change({ values: { ...plan.values, [p.name]: readParameter(p, text) } })}
          />
        </div>
      ))}
    </details>
  );
}

function RunFields({ sweeper }: { sweeper: Sweeper }) {
  const plan = sweeper.plan.value;
  const preset = presetNamed(plan.preset);
  return (
    <fieldset class="settings" aria-label="run">
      <div class="setting">
        <label for="duration">duration</label>
        <TextField
          id="duration"
          name="duration of each run"
          shown={`${plan.duration} ms`}
          onEnter={(text) => {
            const duration = readTime(text, durationRange, 'The duration');
            sweeper.change({ duration, transient: Math.min(plan.transient, duration / 2) });
          }}
        />
      </div>
      <div class="setting">
        <label for="transient">transient</label>
        <TextField
          id="transient"
          name="transient left out of the statistics"
          shown={`${plan.transient} ms`}
          onEnter={(text) => {
            const transient = readTime(text, [0, plan.duration], 'The transient');
            if (transient >= plan.duration) throw new UserError('The transient must be shorter than the run.');
            sweeper.change({ transient });
          }}
        />
      </div>
      <div class="setting">
        <label for="seeds">seeds</label>
        <TextField
          id="seeds"
          name="networks per point, each with a seed of its own"
          shown={`${plan.seeds}`}
          onEnter={(text) => sweeper.change({ seeds: readSeeds(text) })}
        />
      </div>
      <div class="setting">
        <label for="dt">
          step <i>dt</i>
        </label>
        <TextField
          id="dt"
          name="integration step dt"
          shown={`${plan.dt} ms`}
          onEnter={(text) => sweeper.change({ dt: readTime(text, dtRange, 'The step dt') })}
        />
      </div>
      <div class="setting wide">
        <label for="backend">backend</label>
        <select
          id="backend"
          class="field"
          value={plan.backend}
          onChange={(event) => {
            const backend = backends.find((b) => b === event.currentTarget.value);
            if (backend !== undefined) sweeper.change({ backend });
          }}
        >
          {backends.map((b) => (
            <option key={b} value={b}>
              {b}
            </option>
          ))}
        </select>
      </div>
      <div class="setting wide">
        <label for="integrator">integrator</label>
        <select
          id="integrator"
          class="field"
          value={plan.integrator}
          onChange={(event) => sweeper.change({ integrator: event.currentTarget.value })}
        >
          {integratorNames.map((name) => (
            <option key={name} value={name}>
              {name === preset.integrator ? `${name} (default)` : name}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}

/** Presets that are networks first. */
export const sweepable = [...presets].sort((a, b) => Number(isNetwork(b.name)) - Number(isNetwork(a.name)));

function isNetwork(name: string): boolean {
  return presetNamed(name).parameters.some((p) => p.name === 'n_exc');
}
