/** The top line: which cell, one's own file, and the controls of the run. */

import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { counted } from '../../../numbers/sentences.ts';
import { fileStep } from '../../../studies/measure.ts';
import { Icon } from '../../controls/icon.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import { dendritePresets } from '../../network-presets.ts';
import { cells } from './cells/index.ts';
import type { Dendrites } from './dendrites.ts';

/** Before the name of a preset in the menu, where a cell may have the same. */
const PRESET = 'preset ';

export function Header({ room, drawer }: { room: Dendrites; drawer: Signal<boolean> }) {
  const file = useRef<HTMLInputElement>(null);
  const { cell, preset, swc } = room.experiment.value;
  const phase = room.phase.value;
  const none = room.picture.value === undefined || phase === 'making';
  return (
    <RoomHeader
      room="dendrites"
      drawer={drawer}
      subject={
        <select
          class="preset"
          aria-label="cell"
          value={swc !== undefined ? '' : preset === undefined ? cell : PRESET + cell}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value.startsWith(PRESET)) room.choosePreset(value.slice(PRESET.length));
            else if (value !== '') room.choose(value);
          }}
        >
          {swc === undefined ? null : <option value="">{cell}</option>}
          <optgroup label="shapes, painted here">
            {cells.map((c) => (
              <option key={c.name} value={c.name}>
                {c.title}
              </option>
            ))}
          </optgroup>
          <optgroup label="presets">
            {dendritePresets.map((p) => (
              <option key={p.name} value={PRESET + p.name}>
                {p.title}
              </option>
            ))}
          </optgroup>
        </select>
      }
    >
      <button type="button" class="button" onClick={() => file.current?.click()}>
        <Icon name="open" />
        <span class="button-text">Open SWC…</span>
      </button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".swc,text/plain"
        aria-label="SWC file"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen !== undefined) void room.openFile(chosen);
        }}
      />
      <fieldset class="transport" aria-label="run control">
        <button type="button" class="button run" disabled={none} onClick={() => room.toggle()}>
          <Icon name={phase === 'running' ? 'pause' : 'run'} />
          <span class="button-text">{phase === 'running' ? 'Pause' : phase === 'finished' ? 'Continue' : 'Run'}</span>
        </button>
        <button
          type="button"
          class="button"
          disabled={none}
          onClick={() => room.start()}
          title="back to 0 ms, and again"
        >
          <Icon name="reset" />
          <span class="button-text">Restart</span>
        </button>
      </fieldset>
      <Clock room={room} />
    </RoomHeader>
  );
}

/** Apart from the header, so that only this is drawn anew with every picture. */
function Clock({ room }: { room: Dendrites }) {
  const { step = 0, spikes = 0 } = room.frame.value ?? {};
  return (
    <p class="clock">
      <span class="clock-time" data-figure="time">
        <i>t</i> = {(step * (room.picture.value?.dt ?? fileStep)).toFixed(1)}
        {'\u2009'}ms
      </span>
      <span class="clock-factor" data-figure="spikes">
        {counted(spikes, 'spike')}
      </span>
    </p>
  );
}
