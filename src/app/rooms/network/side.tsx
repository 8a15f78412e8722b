/** The side: what the network is, its parameters, how it is run, what is claimed of it. A drawer on small screens. */
import type { Signal } from '@preact/signals';
import { Claims } from '../../controls/claims.tsx';
import { Side } from '../../controls/drawer.tsx';
import { Tabs } from '../../controls/tabs.tsx';
import { presetOf } from '../../run/experiment.ts';
import { Lazy } from '../../run/lazy.tsx';
import type { Session } from '../../run/session.ts';
import { Parameters } from './parameters.tsx';
import { RunSettings } from './run-settings.tsx';

const tabs = [
  { name: 'parameters', title: 'Parameters' },
  { name: 'model', title: 'Model' },
  { name: 'build', title: 'Build' },
  { name: 'claims', title: 'Claims' },
] as const;

const buildView = async () => (await import('./build/build-view.tsx')).BuildView;
const modelView = async () => (await import('./model/model-view.tsx')).ModelView;

export function NetworkSide({ session, drawer }: { session: Session; drawer: Signal<boolean> }) {
  const tab = session.look.side;
  const preset = presetOf(session.experiment.value);
  const claims = preset.claims ?? [];
  const shown = claims.length === 0 && tab.value === 'claims' ? 'parameters' : tab.value;
  const options = claims.length === 0 ? tabs.slice(0, 3) : tabs;
  return (
    <Side label="network and parameters" drawer={drawer} class={shown === 'model' || shown === 'build' ? 'wide' : ''}>
      <p class="summary" title={preset.reference}>
        {preset.summary}
      </p>
      <Tabs
        name="side views"
        prefix="tab"
        panel="side-panel"
        options={options}
        chosen={shown}
        onChoose={(name) => (tab.value = name)}
      />
      <div class="side-body" role="tabpanel" id="side-panel" aria-labelledby={`tab-${shown}`}>
        {shown === 'parameters' ? <Parameters session={session} preset={preset} /> : null}
        {shown === 'model' ? <Lazy load={modelView} props={{ session }} /> : null}
        {shown === 'build' ? <Lazy load={buildView} props={{ session }} /> : null}
        {shown === 'claims' ? <Claims claims={claims} reference={preset.reference} /> : null}
      </div>
      <RunSettings session={session} preset={preset} />
    </Side>
  );
}
