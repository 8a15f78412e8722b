/** Every parameter of the preset, found by name. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { PresetFacts, PresetParameter } from '../../../presets/preset.ts';
import { excitatoryShare, share, withShare } from '../../../presets/share.ts';
import { ParameterRow } from '../../controls/parameter-row.tsx';
import { readParameter } from '../../entries.ts';
import type { Session } from '../../run/session.ts';
import { Turn } from '../../run/turn.ts';

/** First those the tutorials' exercises turn. */
const first = ['w_e', 'w_i', 'n_exc', 'n_inh', 'g_L', 'p'];

/** Whether there is no keyboard to press a key on. */
const keyless = matchMedia('(hover: none)').matches;

export function Parameters({ session, preset }: { session: Session; preset: PresetFacts }) {
  const sought = useSignal('');
  const turn = useMemo(() => new Turn(session), [session]);
  const { values } = session.experiment.value;

  const order = (p: PresetParameter) => (first.includes(p.name) ? first.indexOf(p.name) : first.length);
  const all = [...preset.parameters].sort((a, b) => order(a) - order(b));
  const present = excitatoryShare(values);
  if (present !== undefined)
    all.splice(
      all.findIndex((p) => p.name === 'n_exc'),
      0,
      share,
    );
  const clamp = (
    <button type="button" class="button" onClick={async () => (await import('./leave.ts')).clampThis(session)}>
      Clamp…
    </button>
  );
  if (all.length === 0)
    return (
      <div class="parameters">
        <p class="hint">This experiment names no parameters; those of its cells stand under Model.</p>
        {clamp}
      </div>
    );
  const needle = sought.value.trim().toLowerCase();
  const found = all.filter((p) => `${p.name} ${p.name.replace('_', '')} ${p.label}`.toLowerCase().includes(needle));
  return (
    <>
      <input
        class="field find"
        id="find-parameter"
        type="search"
        placeholder={keyless ? 'find a parameter' : 'find a parameter  /'}
        aria-label="find a parameter"
        value={sought.value}
        onInput={(event) => (sought.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          sought.value = '';
          event.currentTarget.blur();
        }}
      />
      <div class="parameters">
        {found.map((p) => (
          <ParameterRow
            key={`${preset.name} ${p.name}`}
            parameter={p}
            symbol={p !== share}
            value={p === share ? (present ?? 0) : (values[p.name] ?? p.value)}
            read={(text) => readParameter(p, text)}
            onChange={(value, dragging) =>
              turn.change(p === share ? withShare(values, value) : { [p.name]: value }, dragging, p.acts === 'live')
            }
            onSettle={() => turn.settle()}
          />
        ))}
        {found.length === 0 ? <p class="hint">No parameter is called ‘{sought.value}’.</p> : null}
        <button type="button" class="button" onClick={async () => (await import('./leave.ts')).sweepThis(session)}>
          Sweep…
        </button>
        {clamp}
      </div>
    </>
  );
}
