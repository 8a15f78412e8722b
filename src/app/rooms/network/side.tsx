/** The side: what the network is, its parameters, how it is run, what is claimed of it. A drawer on small screens. */
import { type Signal, useSignal } from '@preact/signals';
import { Icon } from '../../controls/icon.tsx';
import { Claims } from './claims.tsx';
import { presetOf } from './experiment.ts';
import { Parameters } from './parameters.tsx';
import { RunSettings } from './run-settings.tsx';
import type { Session } from './session.ts';

export function Side({ session, drawer }: { session: Session; drawer: Signal<boolean> }) {
  const tab = useSignal<'parameters' | 'claims'>('parameters');
  const preset = presetOf(session.experiment.value);
  const claims = preset.claims ?? [];
  const shown = claims.length === 0 ? 'parameters' : tab.value;
  const choose = (name: 'parameters' | 'claims') => () => {
    tab.value = name;
  };
  return (
    <aside
      class={drawer.value ? 'side open' : 'side'}
      id="side"
      aria-label="network and parameters"
      onKeyDown={(event) => {
        if (event.key === 'Escape') drawer.value = false;
      }}
    >
      <button
        type="button"
        class="bare drawer-close"
        aria-label="close the parameters"
        onClick={() => {
          drawer.value = false;
        }}
      >
        <Icon name="close" />
      </button>
      <p class="summary" title={preset.reference}>
        {preset.summary}
      </p>
      <div class="tabs" role="tablist" aria-label="side views">
        <Tab name="parameters" label="Parameters" shown={shown} onChoose={choose('parameters')} />
        {claims.length === 0 ? null : (
          <Tab name="claims" label={`Claims and findings`} shown={shown} onChoose={choose('claims')} />
        )}
      </div>
      <div class="side-body" role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`}>
        {shown === 'parameters' ? (
          <Parameters session={session} preset={preset} />
        ) : (
          <Claims claims={claims} reference={preset.reference} />
        )}
      </div>
      <RunSettings session={session} preset={preset} />
    </aside>
  );
}

interface TabProps {
  readonly name: string;
  readonly label: string;
  readonly shown: string;
  readonly onChoose: () => void;
}

function Tab({ name, label, shown, onChoose }: TabProps) {
  const selected = shown === name;
  return (
    <button
      type="button"
      role="tab"
      class="tab"
      id={`tab-${name}`}
      aria-selected={selected}
      aria-controls={selected ? `panel-${name}` : undefined}
      onClick={onChoose}
    >
      {label}
    </button>
  );
}
