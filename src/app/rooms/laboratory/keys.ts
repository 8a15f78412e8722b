/** Keys of the room: arrows pan the time axis, + and − zoom it, Home shows all. */
import type { TimeView } from '../../plots/time-view.ts';

/** Attaches the keys; the result detaches them. */
export function attachKeys(view: TimeView): () => void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => view.pan(-0.1),
    ArrowRight: () => view.pan(0.1),
    '+': () => view.zoom(1 / 1.5),
    '=': () => view.zoom(1 / 1.5),
    '-': () => view.zoom(1.5),
    '\u2212': () => view.zoom(1.5),
    Home: () => view.home(),
  };
  const onKey = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement | null;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target?.closest('input, select, textarea, [role="tablist"], [role="radiogroup"], [tabindex]')) return;
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
