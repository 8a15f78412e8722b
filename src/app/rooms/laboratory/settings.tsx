/** How the cell is integrated: duration, steps, seed and where the cells start. */
import { comparedDurations, drawsStarts, settledSteps } from '../../../studies/measure.ts';
import { Entry, Menu, SeedEntry, TimeEntry } from '../../controls/settings.tsx';
import { presetNamed, readSteps } from './experiment.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';

const starts = [
  { value: 'shared', title: 'one, shared by all integrators' },
  { value: 'random', title: 'a random one for each, as in the tutorial' },
] as const;

export function Settings({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  return (
    <fieldset class="settings" aria-label="integration">
      <TimeEntry
        id="duration"
        label="duration"
        name="duration"
        time={e.duration}
        range={comparedDurations}
        onEnter={(duration) => {
          settledSteps(e.dts, duration);
          laboratory.change({ duration });
        }}
      />
      <SeedEntry seed={e.seed} onEnter={(seed) => laboratory.change({ seed })} />
      <Entry
        id="steps"
        wide
        label={
          <>
            <i>dt</i> (ms)
          </>
        }
        name="steps dt in ms, longest first"
        shown={e.dts.map(stepText).join(' ')}
        onEnter={(text) => laboratory.change({ dts: readSteps(text, e.duration) })}
      />
      {drawsStarts(presetNamed(e.preset)) ? (
        <Menu
          id="starts"
          label="starts"
          wide
          value={e.starts}
          options={starts}
          onChoose={(chosen) => laboratory.change({ starts: chosen })}
        />
      ) : null}
    </fieldset>
  );
}
