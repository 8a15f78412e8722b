/** Keys of every room, for the sheet that '?' opens. */
import type { PlaceName } from '../places.ts';

export interface Shortcut {
  /** As printed on the keys, alternatives apart. */
  readonly keys: readonly string[];
  readonly does: string;
}

const view: readonly Shortcut[] = [
  { keys: ['←', '→'], does: 'pan the time axis' },
  { keys: ['+', '−'], does: 'zoom in, zoom out' },
  { keys: ['Home'], does: 'show all' },
];
const everywhere: readonly Shortcut[] = [
  { keys: ['Tab', '⇧ Tab'], does: 'to the next control, to the one before' },
  { keys: ['←', '→'], does: 'among tabs and choices, and along a slider' },
  { keys: ['Enter', 'Esc'], does: 'take an entry, leave it as it was' },
  { keys: ['?'], does: 'this sheet' },
];

export const shortcuts: Readonly<Record<PlaceName, readonly Shortcut[]>> = {
  network: [
    { keys: ['Space'], does: 'run, pause' },
    ...view,
    { keys: ['↑', '↓'], does: 'other rows of the raster' },
    { keys: ['/'], does: 'find a parameter' },
    { keys: ['Ctrl Z'], does: 'undo what was done to the network' },
    ...everywhere,
  ],
  sweep: [
    { keys: ['←', '→', '↑', '↓'], does: 'among the fields of a map' },
    { keys: ['Enter'], does: 'open the network of a field' },
    ...everywhere,
  ],
  laboratory: [...view, ...everywhere],
  lif: everywhere,
  channels: everywhere,
  bench: everywhere,
  stories: everywhere,
};
