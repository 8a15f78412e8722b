/** The side: what the network is, its parameters, how it is run, what is claimed of it. A drawer on small screens. */
import { type Signal, useSignal } from '@preact/signals';
import { Icon } from '../../controls/icon.tsx';
import { Claims } from './claims.tsx';
import { presetOf } from './experiment.ts';
import { Lazy } from './lazy.tsx';
import { Parameters } from './parameters.tsx';
import { RunSettings } from './run-settings.tsx';
import type { Session } from './session.ts';

type SideTab = 'parameters' | 'model' | 'claims';

const modelView = async () => (await import('./model/model-view.tsx')).ModelView;

export function Side({ session, drawer }: { session: Session; drawer: Signal<boolean> }) {
  const tab = useSignal<SideTab>('parameters');
  const preset = presetOf(session.experiment.value);
  const claims = preset.claims ?? [];
  const shown = claims.length === 0 && tab.value === 'claims' ? 'parameters' : tab.value;
  const choose = (name: SideTab) => () => {
    tab.value = name;
  };
  return (
    <aside
      class={`side${drawer.value ? ' open' : ''}${shown === 'model' ? ' wide' : ''}`}
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
        <Tab name="model" label="Model" shown={shown} onChoose={choose('model')} />
        {claims.length === 0 ? null : <Tab name="claims" label="Claims" shown={shown} onChoose={choose('claims')} />}
      </div>
      <div class="side-body" role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`}>
        {shown === 'parameters' ? <Parameters session={session} preset={preset} /> : null}
        {shown === 'model' ? <Lazy load={modelView} props={{ session }} /> : null}
        {shown === 'claims' ? <Claims claims={claims} reference={preset.reference} /> : null}
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
