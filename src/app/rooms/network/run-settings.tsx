/** How the network is run: duration, step, integrator, seed, backend, and whether synapses are stored. */
import type { PresetFacts } from '../../../presets/preset.ts';
import {
  backendOptions,
  IntegratorMenu,
  Menu,
  SeedEntry,
  Setting,
  StepEntry,
  TimeEntry,
} from '../../controls/settings.tsx';
import { durationRange } from '../../entries.ts';
import type { Session } from '../../run/session.ts';
import { ConnectivityMenu } from './connectivity-menu.tsx';
import { RuleLine } from './rule-line.tsx';

export function RunSettings({ session, preset }: { session: Session; preset: PresetFacts }) {
  const e = session.experiment.value;
  const here = session.record.value?.description.backend;
  // Where WebGPU does not start another one runs, and the status line says why.
  const other = e.backend === 'webgpu' && session.phase.value !== 'opening' && here !== undefined && here !== 'webgpu';
  const options = backendOptions.map((o) => (other && o.value === 'webgpu' ? { ...o, title: `${here} instead` } : o));
  const open = (change: Partial<typeof e>) => session.open({ ...session.experiment.peek(), ...change });
  return (
    <fieldset class="settings" aria-label="run">
      <TimeEntry
        id="duration"
        label="duration"
        name="duration of the run"
        time={e.duration}
        range={durationRange}
        onEnter={(duration) => session.setDuration(duration)}
      />
      <StepEntry dt={e.dt} onEnter={(dt) => open({ dt })} />
      <SeedEntry seed={e.seed} onEnter={(seed) => open({ seed })} />
      <Menu
        id="backend"
        label="backend"
        value={e.backend}
        options={[{ value: 'best', title: here === undefined ? 'best' : `best: ${here}` }, ...options]}
        onChoose={(backend) => open({ backend })}
      />
      <Setting id="endless" label="without end">
        <input
          id="endless"
          type="checkbox"
          title="after its duration the run goes on, until it is paused"
          checked={session.endless.value}
          onChange={(event) => session.setEndless(event.currentTarget.checked)}
        />
      </Setting>
      <IntegratorMenu
        integrator={e.integrator}
        standard={preset.integrator}
        onChoose={(integrator) => open({ integrator })}
      />
      <RuleLine rules={session.accuracy.value} dt={session.record.value?.dt ?? e.dt} />
      <ConnectivityMenu
        connectivity={e.connectivity}
        description={session.record.value?.description}
        onChoose={(connectivity) => open({ connectivity })}
      />
    </fieldset>
  );
}
