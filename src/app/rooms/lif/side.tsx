/** The side: what the step is about, and its parameters. */
import type { Signal } from '@preact/signals';
import { Side } from '../../controls/drawer.tsx';
import { ParameterRow } from '../../controls/parameter-row.tsx';
import { readParameter } from '../../entries.ts';
import { Words } from '../../symbols/words.tsx';
import { panelNamed } from './panels.ts';
import type { LifRoom } from './state.ts';

/** Names that stand in no equation. */
const plainNames: ReadonlySet<string> = new Set(['factor', 'duration', 'size']);
/** Parameters of the chirp alone. */
const ofChirp: ReadonlySet<string> = new Set(['f_low', 'f_high', 'A']);

export function LifSide({ room, drawer }: { room: LifRoom; drawer: Signal<boolean> }) {
  const choice = room.choice.value;
  const panel = panelNamed(choice.panel);
  const values = room.values.value;
  const shown = panel.parameters.filter((p) => choice.input === 'chirp' || !ofChirp.has(p.name));
  return (
    <Side label="explanation and parameters" drawer={drawer} class="lif-side">
      <div>
        <h2 class="lif-title">{panel.title}</h2>
        <p class="summary">
          <Words text={panel.story} />
        </p>
        <div class="lif-shortcuts">
          {(panel.shortcuts ?? []).map((s) => (
            <button key={s.label} type="button" class="shortcut" title={s.title} onClick={() => room.set(s.values)}>
              {s.label}
            </button>
          ))}
          <button
            type="button"
            class="shortcut"
            title="all parameters to their defaults"
            onClick={() => room.restore()}
          >
            defaults
          </button>
        </div>
      </div>
      <div class="parameters">
        {shown.map((p) => (
          <ParameterRow
            key={`${panel.name} ${p.name}`}
            parameter={p}
            symbol={!plainNames.has(p.name)}
            value={values[p.name] ?? p.value}
            read={(text) => readParameter(p, text)}
            onChange={(value) => room.set({ [p.name]: value })}
            onSettle={() => {}}
          />
        ))}
      </div>
    </Side>
  );
}
