/** The hair line that stands in every plot at the time the pointer is at. */
import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import type { Area } from './gestures.ts';
import type { TimeView } from './time-view.ts';

/** Returns what ends it. */
export function followPointer(hair: RefObject<HTMLElement | null>, view: TimeView, area: () => Area): () => void {
  return effect(() => {
    const time = view.pointer.value;
    const { from, to } = view.span.value;
    const line = hair.current;
    // Gone already, when another view took the panel in this very turn.
    if (line === null) return;
    line.hidden = time === undefined || time < from || time > to;
    if (time === undefined) return;
    const { left, width } = area();
    line.style.transform = `translateX(${left + ((time - from) / (to - from)) * width}px)`;
  });
}
