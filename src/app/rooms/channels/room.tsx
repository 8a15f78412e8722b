/** The channels room: steady states, time constants and rates of any channel of the library, two of them side by side. */
import { signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { gatedChannels } from '../../../studies/measure.ts';
import { addressWriter } from '../../address-bar.ts';
import { FailureText } from '../../controls/busy.tsx';
import { ChannelSelect } from '../../controls/channel-select.tsx';
import { Refused } from '../../controls/refused.tsx';
import { RoomHeader } from '../../controls/room-header.tsx';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { TaskClient } from '../../tasks/client.ts';
import { Job } from '../../tasks/job.ts';
import './channels.css';
import { Curves } from './curves.tsx';
import { type ChannelSelection, readAddress, valuesOf, writeAddress } from './selection.ts';
import { ChannelSide } from './side.tsx';
import type { ChannelTasks } from './worker/channels-tasks.ts';

export function ChannelsRoom(_: RoomProps) {
  const drawer = useSignal(false);
  const state = useMemo(() => {
    const { selection, refused } = readAddress(location.hash);
    const tasks = new TaskClient<ChannelTasks>(
      () => new Worker(new URL('./worker/channels.worker.ts', import.meta.url), { type: 'module', name: 'channels' }),
    );
    return { selection: signal(selection), refused, tasks, curves: new Job(tasks, 'curves') };
  }, []);
  const { selection, curves } = state;
  useEffect(() => {
    const address = addressWriter();
    const stop = selection.subscribe((s) => {
      address.write(writeAddress(s));
      curves.ask(valuesOf(s));
    });
    return () => {
      stop();
      address.stop();
      state.tasks.dispose();
    };
  }, [state, selection, curves]);
  const change = (next: Partial<ChannelSelection>) => {
    selection.value = { ...selection.peek(), ...next };
  };
  const shown = useComputed(() => curves.output.value ?? []);
  const { channel, beside } = selection.value;
  return (
    <div class="room channels">
      <RoomHeader
        room="channels"
        drawer={drawer}
        drawerTitle="Equations"
        subject={
          <ChannelSelect
            name="channel"
            kinds={gatedChannels}
            value={channel}
            onChange={(name) => change({ channel: name, V_sh: undefined })}
          />
        }
      >
        <ChannelSelect
          name="channel beside it"
          kinds={gatedChannels}
          value={beside}
          none="beside it: none"
          onChange={(name) => change({ beside: name, V_sh2: undefined })}
        />
      </RoomHeader>
      <ChannelSide selection={selection.value} curves={shown.value} drawer={drawer} onChange={change} />
      <main class="lab-stage">
        <Refused sentences={state.refused} />
        <FailureText failure={curves.failure.value} />
        <Curves selection={selection.value} curves={shown.value} onChange={change} />
      </main>
    </div>
  );
}
