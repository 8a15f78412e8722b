/** Keys of a room under one time axis: arrows pan it, + and − zoom it, Home shows all. */
import type { TimeView } from './time-view.ts';

/** What a key does to the time axis; undefined for any other key. */
export function timeAction(view: TimeView, key: string): (() => void) | undefined {
  switch (key) {
    case 'ArrowLeft':
      return () => view.pan(-0.1);
    case 'ArrowRight':
      return () => view.pan(0.1);
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

/**
 * Where a key means something else: entries and menus take all of these keys, what can have the focus arrows, buttons and links the space
 * bar.
 */
const takesKeys = 'input, select, textarea, [role="tablist"], [role="radiogroup"]';
const takesArrows = '[tabindex]';
const takesSpace = 'button, a';

/** Attaches the keys, and the space bar where it does something; the result detaches them. */
export function attachTimeKeys(view: TimeView, onSpace?: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement | null;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isSpace = event.key === ' ';
    if (target?.closest(`${takesKeys}, ${isSpace ? takesSpace : takesArrows}`)) return;
    const act = isSpace ? onSpace : timeAction(view, event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
