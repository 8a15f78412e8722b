/** Keys of the plots: space runs and pauses, arrows pan, + and − zoom, Home resets the view. */
import { timeAction } from '../plots/time-keys.ts';
import type { Session } from './session.ts';

/** What a key does to the plots of a run; undefined for any other key. */
export function plotAction(session: Session, key: string): (() => void) | undefined {
  const { view } = session;
  const cells = (share: number) => {
    const { from, to, down = false } = view.cells.peek();
    view.shiftCells((down ? -share : share) * (to - from));
  };
  switch (key) {
    case ' ':
      return () => session.toggle();
    case 'ArrowUp':
      return () => cells(0.1);
    case 'ArrowDown':
      return () => cells(-0.1);
    default:
      return timeAction(view, key);
  }
}
