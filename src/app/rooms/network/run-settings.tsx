/** How the network is run: duration, step, integrator, seed, backend. */

import type { Preset } from '../../../presets/preset.ts';
import { TextField } from '../../controls/text-field.tsx';
import { readSeed, readTime } from './address.ts';
import { backends, dtRange, durationRange } from './experiment.ts';
import { integratorNames } from './integrators.ts';
import type { Session } from './session.ts';

export function RunSettings({ session, preset }: { session: Session; preset: Preset }) {
  const e = session.experiment.value;
  const open = (change: Partial<typeof e>) => session.open({ ...session.experiment.peek(), ...change });
  return (
    <fieldset class="settings" aria-label="run">
      <div class="setting">
        <label for="duration">duration</label>
        <TextField
          id="duration"
          name="duration of the run"
          shown={e.duration >= 1000 ? `${e.duration / 1000} s` : `${e.duration} ms`}
          onEnter={(text) => session.setDuration(readTime(text, durationRange, 'The duration'))}
        />
      </div>
      <div class="setting">
        <label for="dt">
          step <i>dt</i>
        </label>
        <TextField
          id="dt"
          name="integration step dt"
          shown={`${e.dt} ms`}
          onEnter={(text) => open({ dt: readTime(text, dtRange, 'The step dt') })}
        />
      </div>
      <div class="setting">
        <label for="seed">seed</label>
        <TextField id="seed" name="seed" shown={`${e.seed}`} onEnter={(text) => open({ seed: readSeed(text) })} />
      </div>
      <div class="setting">
        <label for="backend">backend</label>
        <select
          id="backend"
          class="field"
          value={e.backend}
          onChange={(event) => {
            const backend = backends.find((b) => b === event.currentTarget.value);
            if (backend !== undefined) open({ backend });
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
          value={e.integrator}
          onChange={(event) => open({ integrator: event.currentTarget.value })}
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
