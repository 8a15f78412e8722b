/**
 * Keys of the room: space runs and pauses, arrows pan, + and − zoom, Home resets the view, / finds a parameter, Ctrl + Z undoes, Ctrl + Y
 * does again, Ctrl + O opens, Ctrl + S saves.
 */
import { plotAction } from '../../run/plot-keys.ts';
import type { Session } from '../../run/session.ts';

/** Whether the field that finds parameters has the focus now. */
function focusSearch(): boolean {
  const field = document.getElementById('find-parameter');
  field?.focus();
  return field !== null && document.activeElement === field;
}

/** Attaches the keys; the result detaches them. `showParameters` opens the drawer on small screens. */
export function attachKeys(session: Session, showParameters: () => void): () => void {
  let byKeyboard = false;
  const onPointer = () => {
    byKeyboard = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') byKeyboard = true;
    if (
      (event.ctrlKey || event.metaKey) &&
      !event.shiftKey &&
      !event.altKey &&
      (event.key === 's' || event.key === 'o')
    ) {
      event.preventDefault();
      if (event.key === 's') session.download('experiment.yaml');
      else void import('./build/files.ts').then(({ chooseFile }) => chooseFile(session));
      return;
    }
    const target = event.target as HTMLElement | null;
    if (target?.closest('input:not([type="range"]), select, textarea, [contenteditable]')) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z') {
      event.preventDefault();
      session.undo();
      return;
    }
    if (
      (event.ctrlKey || event.metaKey) &&
      (event.key === 'y' || (event.shiftKey && event.key.toLowerCase() === 'z'))
    ) {
      event.preventDefault();
      session.redo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input')) return;
    // A button that was reached by keyboard keeps its own space bar; one that was clicked does not.
    const act = action(event.key, byKeyboard && target?.closest('button') != null);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const action = (key: string, onButton: boolean): (() => void) | undefined => {
    if (key === ' ' && onButton) return undefined;
    if (key === '/')
      return () => {
        showParameters();
        // At once: what is typed next belongs to the field. A drawer that opens can be focused in the next frame only.
        if (!focusSearch()) requestAnimationFrame(focusSearch);
      };
    return plotAction(session, key);
  };
  window.addEventListener('keydown', onKey);
  window.addEventListener('pointerdown', onPointer);
  return () => {
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('pointerdown', onPointer);
  };
}
