/** The network that was made here last and is in no file: kept as it changes, and offered when the page is opened without it. */
import { effect, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../controls/icon.tsx';
import { forgetUnsaved, keepUnsaved, unsaved } from '../../own/drafts.ts';
import { presetOf } from '../../run/experiment.ts';
import './left-run.css';
import type { Session } from '../../run/session.ts';

/** Least time between two writings, ms: a slider that is dragged changes an experiment with every pixel. */
const between = 300;

/** Whether an address is of the network that is shown: its document is. */
const shows = (address: string, session: Session): boolean => {
  const own = /[?&]doc=([\w-]+)/;
  const token = own.exec(address)?.[1];
  return token !== undefined && token === own.exec(session.address())?.[1];
};

/** Keeps the network of a session as long as it is in no file; the result ends it. */
export function keepNetwork(session: Session): () => void {
  const kept = unsaved();
  if (kept !== undefined && shows(kept.address, session)) session.unsaved.value = true;
  let waiting = 0;
  const put = () => {
    waiting = 0;
    const experiment = session.experiment.peek();
    // It may have been saved since.
    if (experiment.document === undefined || !session.unsaved.peek()) return;
    const { title } = presetOf(experiment);
    keepUnsaved({ title, at: Date.now(), address: session.address() });
  };
  const stop = effect(() => {
    const { document } = session.experiment.value;
    void session.done.value;
    if (document === undefined || !session.unsaved.value) return;
    if (waiting === 0) waiting = window.setTimeout(put, between);
  });
  const leave = () => {
    if (waiting === 0) return;
    clearTimeout(waiting);
    put();
  };
  window.addEventListener('pagehide', leave);
  return () => {
    stop();
    leave();
    window.removeEventListener('pagehide', leave);
  };
}

/** Offers it where another network is shown. */
export function UnsavedNetwork({ session }: { session: Session }) {
  const kept = useSignal(unsaved());
  useEffect(() => {
    if (session.experiment.peek().document !== undefined) kept.value = undefined;
  }, [session, kept]);
  if (kept.value === undefined || session.experiment.value.document !== undefined) return null;
  const { title, at, address } = kept.value;
  return (
    <p class="left-run unsaved" role="status">
      <a class="button small" href={address} title={`made here, ${new Date(at).toLocaleString()}, and in no file`}>
        Open ‘{title}’, not saved
      </a>
      <button
        type="button"
        class="bare"
        aria-label="forget the network that was not saved"
        onClick={() => {
          forgetUnsaved();
          kept.value = undefined;
        }}
      >
        <Icon name="close" />
      </button>
    </p>
  );
}
