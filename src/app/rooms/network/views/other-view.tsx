/** Every view but that over time: loaded with the first of them, and one worker for all. */
import { useEffect, useMemo } from 'preact/hooks';
import '../../../style/rooms.css';
import type { Session } from '../../../run/session.ts';
import type { ViewName } from '../../../run/views.ts';
import { openViewTasks } from './client.ts';
import { SpikeFeed } from './feed.ts';
import { PhaseView } from './phase-view.tsx';
import { SpikeView } from './spike-view.tsx';
import { SynapseView } from './synapse-view.tsx';

export interface OtherViewProps {
  readonly session: Session;
  readonly name: Exclude<ViewName, 'time' | 'map'>;
}

export function OtherView({ session, name }: OtherViewProps) {
  const tasks = useMemo(openViewTasks, []);
  const feed = useMemo(() => new SpikeFeed(tasks), [tasks]);
  useEffect(() => () => tasks.dispose(), [tasks]);
  if (name === 'phase') return <PhaseView session={session} tasks={tasks} feed={feed} />;
  if (name === 'synapses') return <SynapseView session={session} tasks={tasks} />;
  return <SpikeView key={name} session={session} tasks={tasks} feed={feed} kind={name} />;
}
