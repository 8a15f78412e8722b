/** The dendrites room: a cell of a file, its voltage along all branches while it runs, and a hand that reaches every place of it. */
import { computed, effect, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressWriter } from '../../address-bar.ts';
import { FailureText } from '../../controls/busy.tsx';
import { Refused } from '../../controls/refused.tsx';
import { attachTimeKeys } from '../../plots/time-keys.ts';
import type { RoomProps } from '../../run/room-props.ts';
import '../../style/rooms.css';
import { Dendrites } from './dendrites.ts';
import { readAddress, writeAddress } from './dendrites-address.ts';
import './dendrites.css';
import { attachDrop } from './drop.ts';
import { Header } from './header.tsx';
import { Kymograph } from './kymograph.tsx';
import { DendritesSide } from './side.tsx';
import { TreeView } from './tree/tree.tsx';
import { Voltages } from './voltages.tsx';

export function DendritesRoom(_: RoomProps) {
  const drawer = useSignal(false);
  const room = useMemo(() => new Dendrites(readAddress(location.hash)), []);
  useEffect(() => {
    const address = addressWriter();
    let due: number | undefined;
    // Later than what a click asks of the worker: the text of a large cell takes longer to write than the worker to answer.
    const write = () => {
      due ??= window.setTimeout(() => {
        due = undefined;
        // Until the first cell is there the address is that which it came from.
        if (room.picture.peek() !== undefined) address.write(writeAddress(room.experiment.peek(), room.token.peek()));
      });
    };
    // After the first picture, so that what measuring takes does not keep it waiting.
    const isSeen = computed(() => room.frame.value !== undefined);
    const measure = () => {
      void room.site.value;
      void room.picture.value;
      if (isSeen.value) void room.measure();
    };
    const stops = [
      effect(measure),
      room.experiment.subscribe(write),
      room.token.subscribe(write),
      attachTimeKeys(room.view, () => room.toggle()),
      attachDrop(room),
    ];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(due);
      address.stop();
      room.dispose();
    };
  }, [room]);
  return (
    <div class="room dendrites" data-phase={room.phase.value}>
      <Header room={room} drawer={drawer} />
      <DendritesSide room={room} drawer={drawer} />
      <main class="lab-stage">
        <Refused sentences={room.told.value} />
        <FailureText failure={room.failure.value} />
        <TreeView room={room} />
        <Kymograph room={room} />
        <Voltages room={room} />
      </main>
    </div>
  );
}
