/** The lower part of the stage: rates and voltages over time, or one of the other views in the same place. */
import { Tabs } from '../../../controls/tabs.tsx';
import { Lazy } from '../../../run/lazy.tsx';
import { RateView } from '../../../run/rate-view.tsx';
import type { Session } from '../../../run/session.ts';
import { TraceView } from '../../../run/trace-view.tsx';
import type { OtherViewProps } from './other-view.tsx';
import './views.css';
import { views } from '../../../run/views.ts';

const loadMap = async () => (await import('../map/cell-map.tsx')).CellMap;
const loadViews = async () => (await import('./other-view.tsx')).OtherView;

export function LowerPanels({ session }: { session: Session }) {
  const view = session.look.lower;
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
          onChoose={(next) => (view.value = next)}
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
        ) : name === 'map' ? (
          <Lazy load={loadMap} props={{ session }} />
        ) : (
          <Lazy<OtherViewProps> load={loadViews} props={{ session, name }} />
        )}
      </div>
    </section>
  );
}
