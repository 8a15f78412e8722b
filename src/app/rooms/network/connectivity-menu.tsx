/** Whether synapses are stored or made anew at each spike, and what memory one takes. The spikes are the same. */
import type { Connectivity } from '../../../index.ts';
import type { Description } from '../../../live/index.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { Setting } from '../../controls/settings.tsx';
import './connectivity-menu.css';

interface ConnectivityMenuProps {
  readonly connectivity: Connectivity;
  /** Of what runs; undefined before there is anything. */
  readonly description: Description | undefined;
  readonly onChoose: (connectivity: Connectivity) => void;
}

export function ConnectivityMenu({ connectivity, description, onChoose }: ConnectivityMenuProps) {
  const reason = description?.whyStored;
  const title =
    reason === undefined
      ? 'Made at each spike, synapses take no memory and spikes are the same to the bit; each event takes some nanoseconds more.'
      : `All synapses of this network must be stored: ${reason}.`;
  return (
    <Setting id="connectivity" label="synapses" wide>
      <span class="connectivity">
        <select
          id="connectivity"
          class="field"
          title={title}
          disabled={reason !== undefined && connectivity === 'stored'}
          value={connectivity}
          onChange={(event) => onChoose(event.currentTarget.value === 'procedural' ? 'procedural' : 'stored')}
        >
          <option value="stored">stored</option>
          <option value="procedural">made per spike</option>
        </select>
        <output class="faint" data-figure="synapse-bytes" title={description && memoryTitle(description)}>
          {description === undefined || description.synapses === 0 ? '' : bytesText(description.bytesPerSynapse)}
        </output>
      </span>
    </Setting>
  );
}

/** '8.0 B each' */
function bytesText(bytes: number): string {
  const digits = bytes >= 99.5 ? bytes.toFixed(0) : bytes.toPrecision(2);
  return `${bytes < 0.005 ? '0' : digits} B each`;
}

function memoryTitle({ synapses, bytesPerSynapse, connectivity }: Description): string {
  const count = grouped(synapses.toFixed(0));
  const megabytes = (synapses * bytesPerSynapse) / 1e6;
  const kept = `${megabytes < 0.095 ? megabytes.toFixed(2) : megabytes.toPrecision(2)} MB`;
  if (connectivity === 'stored') return `${count} synapses, ${kept}`;
  return `about ${count} synapses, ${connectivity === 'mixed' ? 'some' : 'all'} made at each spike; ${kept} kept`;
}
