/** How the cell is integrated: duration, steps, seed and where the cells start. */
import { TextField } from '../../controls/text-field.tsx';
import { readSeed, readTime } from '../network/address.ts';
import { drawsStarts, durationRange, presetNamed, readSteps } from './experiment.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';

export function Settings({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const draws = drawsStarts(presetNamed(e.preset));
  return (
    <fieldset class="settings" aria-label="integration">
      <div class="setting">
        <label for="duration">duration</label>
        <TextField
          id="duration"
          name="duration"
          shown={`${e.duration} ms`}
          onEnter={(text) => {
            const duration = readTime(text, durationRange, 'The duration');
            readSteps(e.dts.join(' '), duration);
            laboratory.change({ duration });
          }}
        />
      </div>
      <div class="setting">
        <label for="seed">seed</label>
        <TextField
          id="seed"
          name="seed"
          shown={`${e.seed}`}
          onEnter={(text) => laboratory.change({ seed: readSeed(text) })}
        />
      </div>
      <div class="setting wide">
        <label for="steps">
          <i>dt</i>, ms
        </label>
        <TextField
          id="steps"
          name="steps dt in ms, longest first"
          shown={e.dts.map(stepText).join(' ')}
          onEnter={(text) => laboratory.change({ dts: readSteps(text, e.duration) })}
        />
      </div>
      {draws ? (
        <div class="setting wide">
          <label for="starts">starts</label>
          <select
            id="starts"
            class="field"
            value={e.starts}
            onChange={(event) =>
              laboratory.change({ starts: event.currentTarget.value === 'random' ? 'random' : 'shared' })
            }
          >
            <option value="shared">one, shared by all integrators</option>
            <option value="random">a random one for each, as in the tutorial</option>
          </select>
        </div>
      ) : null}
    </fieldset>
  );
}
