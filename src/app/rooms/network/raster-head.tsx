/** Above the raster: the groups and their hues, and what the pointer is on. */
import type { Signal } from '@preact/signals';
import { grouped } from '../../../numbers/grouped.ts';
import { groupColour, palette } from '../../plots/palette.ts';
import type { Session } from '../../run/session.ts';

const words: Readonly<Record<string, string>> = { E: 'excitatory', I: 'inhibitory' };

/** Groups named beside one another; more would push what follows them out of the window. */
const mostNamed = 8;

export function RasterHead({ session, hover }: { session: Session; hover: Signal<string> }) {
  const groups = session.record.value?.groups ?? [];
  const few = groups.length <= mostNamed;
  return (
    <div class="plot-head">
      <ul class="legend" aria-label="groups">
        {few ? null : (
          <li>
            {groups.length} groups <span class="faint">{`${groups[0]!.name} … ${groups.at(-1)!.name}`}</span>
          </li>
        )}
        {(few ? groups : []).map((g) => (
          <li key={g.name}>
            <span class="swatch" style={{ background: groupColour(g, palette.value) }} />
            {g.name}
            {words[g.name] === undefined ? null : <span class="legend-word">{words[g.name]}</span>}
            <span class="faint">{grouped(`${g.count}`)}</span>
          </li>
        ))}
      </ul>
      <Hover hover={hover} />
      <button
        type="button"
        class="button small"
        aria-expanded={session.touching.value}
        title="inject, silence, kick or record single cells"
        onClick={() => {
          session.touching.value = !session.touching.peek();
          if (!session.touching.peek()) session.lassoing.value = false;
        }}
      >
        Touch
      </button>
    </div>
  );
}

function Hover({ hover }: { hover: Signal<string> }) {
  return (
    <output class="readout">
      {hover.value === '' ? (
        <span class="hint">click a spike to trace its cell · Shift + drag: choose cells</span>
      ) : (
        hover.value
      )}
    </output>
  );
}
