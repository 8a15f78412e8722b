/** Keys of the room: space runs and pauses, arrows pan the time axis, + and − zoom it, Home shows all. */
import type { Dendrites } from './dendrites.ts';

/** Attaches the keys; the result detaches them. */
export function attachKeys(room: Dendrites): () => void {
  const { view } = room;
  const actions: Readonly<Record<string, () => void>> = {
    ' ': () => room.toggle(),
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
    // The drawing takes no space bar, and what else it takes it stops.
    if (target?.closest('input, select, textarea, button, a, [role="tablist"], [role="radiogroup"]')) return;
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
