/** Keys of the plots: space runs and pauses, arrows pan, + and − zoom, Home resets the view. */
import type { Session } from './session.ts';

/** What a key does to the plots of a run; undefined where it is none of theirs. */
export function plotAction(session: Session, key: string): (() => void) | undefined {
  const { view } = session;
  const cells = (share: number) => {
    const { from, to, down = false } = view.cells.peek();
    view.shiftCells((down ? -share : share) * (to - from));
  };
  switch (key) {
    case ' ':
      return () => session.toggle();
    case 'ArrowLeft':
      return () => view.pan(-0.1);
    case 'ArrowRight':
      return () => view.pan(0.1);
    case 'ArrowUp':
      return () => cells(0.1);
    case 'ArrowDown':
      return () => cells(-0.1);
    case '+':
    case '=':
      return () => view.zoom(1 / 1.5);
    case '-':
    case '\u2212':
      return () => view.zoom(1.5);
    case 'Home':
      return () => view.home();
    default:
      return undefined;
  }
}
