/** How the cell is integrated: duration, steps, seed and where the cells start. */
import { useMemo } from 'preact/hooks';
import { comparedDurations, settledSteps } from '../../../studies/measure.ts';
import { Entry, Menu, SeedEntry, TimeEntry } from '../../controls/settings.tsx';
import { nameOf, populationsOf } from './cell.ts';
import { readSteps, startsApart } from './experiment.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';

const starts = [
  { value: 'shared', title: 'one, shared by all integrators' },
  { value: 'random', title: 'a random one for each, as in the tutorial' },
] as const;

export function Settings({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const populations = useMemo(() => populationsOf(e), [e.document]);
  return (
    <fieldset class="settings" aria-label="integration">
      {populations.length > 1 ? (
        <Menu
          id="population"
          label="population"
          wide
          value={e.population ?? populations[0]!}
          options={populations.map((name) => ({ value: name, title: name }))}
          onChoose={(population) => laboratory.choose({ ...nameOf(e), population })}
        />
      ) : null}
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
      {startsApart(e) ? (
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
