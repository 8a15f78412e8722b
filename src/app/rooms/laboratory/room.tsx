/** The cell laboratory: one cell, any integrators, and the experiments of a physiologist. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressWriter } from '../../address-bar.ts';
import { Refused } from '../../controls/refused.tsx';
import { attachTimeKeys } from '../../plots/time-keys.ts';
import type { RoomProps } from '../../run/room-props.ts';
import { CurrentClampView } from './current-clamp.tsx';
import { FIView } from './fi-curve.tsx';
import { LaboratoryHeader } from './header.tsx';
import { IntegratorsView } from './integrators-view.tsx';
import { Laboratory } from './laboratory.ts';
import { readAddress, writeAddress } from './laboratory-address.ts';
import '../../style/rooms.css';
import { LaboratorySide } from './side.tsx';
import { SteadyStateView } from './steady-state.tsx';
import { VoltageClampView } from './voltage-clamp.tsx';

const contents = {
  integrators: IntegratorsView,
  'current-clamp': CurrentClampView,
  'voltage-clamp': VoltageClampView,
  fi: FIView,
  iv: SteadyStateView,
};

export function LaboratoryRoom({ refused: unread }: RoomProps) {
  const drawer = useSignal(false);
  const { laboratory, refused } = useMemo(() => {
    const address = readAddress(location.hash);
    return { laboratory: new Laboratory(address.experiment), refused: signal([...unread, ...address.refused]) };
  }, []);
  useEffect(() => {
    laboratory.listCells();
    const address = addressWriter();
    const stop = laboratory.experiment.subscribe((e) => address.write(writeAddress(e)));
    const detach = attachTimeKeys(laboratory.view);
    return () => {
      stop();
      address.stop();
      detach();
      laboratory.dispose();
    };
  }, [laboratory]);
  const { view } = laboratory.experiment.value;
  const Content = contents[view];
  return (
    <div class="room laboratory">
      <LaboratoryHeader laboratory={laboratory} drawer={drawer} />
      <LaboratorySide laboratory={laboratory} drawer={drawer} />
      <main class="lab-stage">
        <Refused sentences={refused.value} />
        <div class="lab-panel" id="stage" role="tabpanel" aria-labelledby={`view-${view}`}>
          <Content laboratory={laboratory} />
        </div>
      </main>
    </div>
  );
}
