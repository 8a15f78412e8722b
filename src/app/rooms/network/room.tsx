/** The Network room: a preset, its parameters, the running network, and what is seen of it. */
import { effect, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { addressWriter } from '../../address-bar.ts';
import { Raster } from '../../plots/raster/raster.tsx';
import type { RoomProps } from '../../room-props.ts';
import { Header } from './header.tsx';
import { attachKeys } from './keys.ts';
import { LeftRun } from './left-run.tsx';
import { StageNotice, StatusLine } from './notices.tsx';
import { Numbers } from './numbers.tsx';
import { RasterHead } from './raster-head.tsx';
import { NetworkSide } from './side.tsx';
import { Timeline } from './touch/timeline.tsx';
import { TouchBar } from './touch/touch-bar.tsx';
import { LowerPanels } from './views/lower-panels.tsx';

export function NetworkRoom({ session, refused }: RoomProps) {
  const drawer = useSignal(false);
  const hover = useSignal('');
  const onHover = useCallback(
    (text: string) => {
      hover.value = text;
    },
    [hover],
  );
  useEffect(
    () =>
      attachKeys(session, () => {
        drawer.value = true;
      }),
    [session, drawer],
  );
  useEffect(() => {
    const address = addressWriter();
    const stop = effect(() => address.write(session.address()));
    return () => {
      address.stop();
      stop();
    };
  }, [session]);
  return (
    <div class="room">
      <Header session={session} drawer={drawer} />
      <NetworkSide session={session} drawer={drawer} />
      <main class="stage" id="stage">
        <RasterHead session={session} hover={hover} />
        <div class="raster-frame">
          <Raster session={session} onHover={onHover} />
          <TouchBar session={session} />
          <StageNotice session={session} />
          <LeftRun session={session} />
        </div>
        <Timeline session={session} />
        <LowerPanels session={session} />
        <Numbers session={session} />
        <StatusLine session={session} refused={refused} />
      </main>
    </div>
  );
}
