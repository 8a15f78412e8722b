/** How the network is run: duration, step, integrator, seed, backend, and whether synapses are stored. */
import type { Preset } from '../../../presets/preset.ts';
import { BackendMenu, durationText, Entry, IntegratorMenu, StepEntry } from '../../controls/settings.tsx';
import { durationRange, readSeed, readTime } from '../../entries.ts';
import { ConnectivityMenu } from './connectivity-menu.tsx';
import type { Session } from './session.ts';

export function RunSettings({ session, preset }: { session: Session; preset: Preset }) {
  const e = session.experiment.value;
  const open = (change: Partial<typeof e>) => session.open({ ...session.experiment.peek(), ...change });
  return (
    <fieldset class="settings" aria-label="run">
      <Entry
        id="duration"
        label="duration"
        name="duration of the run"
        shown={durationText(e.duration)}
        onEnter={(text) => session.setDuration(readTime(text, durationRange, 'The duration'))}
      />
      <StepEntry dt={e.dt} onEnter={(dt) => open({ dt })} />
      <Entry
        id="seed"
        label="seed"
        name="seed"
        shown={`${e.seed}`}
        onEnter={(text) => open({ seed: readSeed(text) })}
      />
      <BackendMenu backend={e.backend} onChoose={(backend) => open({ backend })} />
      <IntegratorMenu
        integrator={e.integrator}
        standard={preset.integrator}
        onChoose={(integrator) => open({ integrator })}
      />
      <ConnectivityMenu
        connectivity={e.connectivity}
        description={session.record.value?.description}
        onChoose={(connectivity) => open({ connectivity })}
      />
    </fieldset>
  );
}
