/** Names of the rooms, for menus; `rooms.ts` knows how each is loaded. */
export interface Place {
  /** Begins the address: '#network?…'. */
  readonly name: string;
  readonly title: string;
}

export const places = [
  { name: 'network', title: 'Network' },
  { name: 'sweep', title: 'Sweep' },
  { name: 'laboratory', title: 'Cell laboratory' },
  { name: 'lif', title: 'LIF laboratory' },
  { name: 'channels', title: 'Channels' },
  { name: 'bench', title: 'Bench' },
  { name: 'stories', title: 'Stories' },
] as const satisfies readonly Place[];

export type PlaceName = (typeof places)[number]['name'];
