/** The lower part of the stage: rates and voltages over time, or one of the other views in the same place. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Tabs } from '../../../controls/tabs.tsx';
import { RateView } from '../rate-view.tsx';
import type { Session } from '../session.ts';
import { TraceView } from '../trace-view.tsx';
import { openViewDesk } from './desk.ts';
import { type ViewName, views } from './kinds.ts';
import { PhaseView } from './phase-view.tsx';
import { SpikeView } from './spike-view.tsx';
import { SynapseView } from './synapse-view.tsx';
import './views.css';

export function LowerPanels({ session }: { session: Session }) {
  const view = useSignal<ViewName>('time');
  const desk = useMemo(openViewDesk, []);
  useEffect(() => () => desk.dispose(), [desk]);
  const name = view.value;
  return (
    <section class="lower" aria-label="views of the run">
      <div class="lower-tabs">
        <Tabs
          name="views"
          prefix="lower"
          panel="lower-panel"
          options={views}
          chosen={name}
          onChoose={(next) => {
            view.value = next;
          }}
        />
      </div>
      <div
        class={name === 'time' ? 'lower-panel over-time' : 'lower-panel'}
        id="lower-panel"
        role="tabpanel"
        aria-labelledby={`lower-${name}`}
      >
        {name === 'time' ? (
          <>
            <RateView session={session} />
            <TraceView session={session} />
          </>
        ) : name === 'phase' ? (
          <PhaseView session={session} desk={desk} />
        ) : name === 'synapses' ? (
          <SynapseView session={session} desk={desk} />
        ) : (
          <SpikeView key={name} session={session} desk={desk} kind={name} />
        )}
      </div>
    </section>
  );
}
