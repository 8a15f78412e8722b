/** Keys of every room, for the sheet that '?' opens. */
import type { RoomName } from '../room-titles.ts';

export interface Shortcut {
  /** As printed on the keys, alternatives apart. */
  readonly keys: readonly string[];
  readonly does: string;
  /** The same in Chinese, where the room speaks it. */
  readonly chinese?: string;
}

const view: readonly Shortcut[] = [
  { keys: ['←', '→'], does: 'pan the time axis', chinese: '平移时间轴' },
  { keys: ['+', '−'], does: 'zoom in, zoom out', chinese: '放大，缩小' },
  { keys: ['Home'], does: 'show all', chinese: '看全貌' },
];
const everywhere: readonly Shortcut[] = [
  { keys: ['Tab', '⇧ Tab'], does: 'to the next control, to the one before', chinese: '下一个控件，上一个控件' },
  { keys: ['←', '→'], does: 'among tabs and choices, and along a slider', chinese: '在选项之间移动，拨动滑块' },
  { keys: ['Enter', 'Esc'], does: 'take an entry, leave it as it was', chinese: '确认输入，放弃输入' },
  { keys: ['?'], does: 'this sheet', chinese: '本表' },
];

export const shortcuts: Readonly<Record<RoomName, readonly Shortcut[]>> = {
  network: [
    { keys: ['Space'], does: 'run, pause' },
    ...view,
    { keys: ['↑', '↓'], does: 'other rows of the raster' },
    { keys: ['/'], does: 'find a parameter' },
    { keys: ['Ctrl Z', 'Ctrl Y'], does: 'undo what was done, do it again' },
    { keys: ['Ctrl O', 'Ctrl S'], does: 'open an experiment, save it' },
    ...everywhere,
  ],
  sweep: [
    { keys: ['←', '→', '↑', '↓'], does: 'among the fields of a map' },
    { keys: ['Enter'], does: 'open the network of a field' },
    ...everywhere,
  ],
  laboratory: [...view, ...everywhere],
  dendrites: [
    { keys: ['Space'], does: 'run, pause' },
    { keys: ['↑', '↓'], does: 'on the cell: away from the soma, towards it' },
    { keys: ['←', '→'], does: 'on the cell: to the branch beside' },
    { keys: ['Enter'], does: 'on the cell: what a click does' },
    { keys: ['+', '−', 'Home'], does: 'on the cell: closer, further, the whole cell' },
    ...view,
    ...everywhere,
  ],
  lif: everywhere,
  channels: everywhere,
  bench: everywhere,
  stories: [...view, ...everywhere],
};
