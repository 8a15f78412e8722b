/** The Network room: a preset, its parameters, the running network, and what is seen of it. */
import { effect, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { addressWriter, pushAddress } from '../../address-bar.ts';
import { Raster } from '../../plots/raster/raster.tsx';
import { presetOf } from '../../run/experiment.ts';
import { Lazy } from '../../run/lazy.tsx';
import { StageNotice, StatusLine } from '../../run/notices.tsx';
import type { RoomProps } from '../../run/room-props.ts';
import type { Session } from '../../run/session.ts';
import { attachDrop } from './drop.ts';
import { Header } from './header.tsx';
import { attachKeys } from './keys.ts';
import { Numbers } from './numbers.tsx';
import { RasterHead } from './raster-head.tsx';
import { NetworkSide } from './side.tsx';
import { Timeline } from './touch/timeline.tsx';
import { keepNetwork, UnsavedNetwork } from './unsaved.tsx';
import { LowerPanels } from './views/lower-panels.tsx';

const leftRun = async () => (await import('./left-run.tsx')).LeftRun;

/** The offer to continue with a run that was left, if there is one. */
function LeftRunPlace({ session }: { session: Session }) {
  return session.left.value === undefined ? null : <Lazy load={leftRun} props={{ session }} />;
}

const touchBar = async () => (await import('./touch/touch-bar.tsx')).TouchBar;

/** What touches cells, once it is wanted. */
function TouchPlace({ session }: { session: Session }) {
  return session.touching.value ? <Lazy load={touchBar} props={{ session }} /> : null;
}

const overlay = async () => (await import('./overlay/overlay.tsx')).Overlay;

/** Recorded spikes, once there are any. */
function OverlayPlace({ session }: { session: Session }) {
  return session.overlay.value === undefined ? null : <Lazy load={overlay} props={{ session }} />;
}

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
  useEffect(() => attachDrop(session), [session]);
  useEffect(() => keepNetwork(session), [session]);
  useEffect(() => {
    const address = addressWriter();
    let preset = session.experiment.peek().preset;
    const stop = effect(() => {
      const now = session.experiment.value.preset;
      if (now === preset) address.write(session.address());
      else pushAddress(session.address());
      preset = now;
      document.title = `${presetOf(session.experiment.value).title} – Galvani`;
    });
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
          <TouchPlace session={session} />
          <div class="raster-place">
            <Raster session={session} onHover={onHover} />
            <OverlayPlace session={session} />
            <StageNotice session={session} />
            <LeftRunPlace session={session} />
            <UnsavedNetwork session={session} />
          </div>
        </div>
        <Timeline session={session} />
        <LowerPanels session={session} />
        <Numbers session={session} />
        <StatusLine session={session} refused={refused} />
      </main>
    </div>
  );
}
