/** Every view but that over time: loaded with the first of them, and one worker for all. */
import { useEffect, useMemo } from 'preact/hooks';
import '../../../style/rooms.css';
import type { Session } from '../../../run/session.ts';
import type { ViewName } from '../../../run/views.ts';
import { openViewDesk } from './desk.ts';
import { SpikeFeed } from './feed.ts';
import { PhaseView } from './phase-view.tsx';
import { SpikeView } from './spike-view.tsx';
import { SynapseView } from './synapse-view.tsx';

export interface OtherViewProps {
  readonly session: Session;
  readonly name: Exclude<ViewName, 'time' | 'map'>;
}

export function OtherView({ session, name }: OtherViewProps) {
  const desk = useMemo(openViewDesk, []);
  const feed = useMemo(() => new SpikeFeed(desk), [desk]);
  useEffect(() => () => desk.dispose(), [desk]);
  if (name === 'phase') return <PhaseView session={session} desk={desk} feed={feed} />;
  if (name === 'synapses') return <SynapseView session={session} desk={desk} />;
  return <SpikeView key={name} session={session} desk={desk} feed={feed} kind={name} />;
}
