/** Names of the rooms, for menus; `rooms.ts` knows how each is loaded. */
export interface RoomTitle {
  /** Begins the address: '#network?…'. */
  readonly name: string;
  readonly title: string;
  readonly chinese: string;
}

export const roomTitles = [
  { name: 'network', title: 'Network', chinese: '网络' },
  { name: 'sweep', title: 'Sweep', chinese: '参数扫描' },
  { name: 'laboratory', title: 'Cell laboratory', chinese: '细胞实验室' },
  { name: 'dendrites', title: 'Dendrites', chinese: '树突' },
  { name: 'lif', title: 'LIF laboratory', chinese: 'LIF 实验室' },
  { name: 'channels', title: 'Channels', chinese: '离子通道' },
  { name: 'bench', title: 'Bench', chinese: '速度测试' },
  { name: 'stories', title: 'Stories', chinese: '故事' },
] as const satisfies readonly RoomTitle[];

export type RoomName = (typeof roomTitles)[number]['name'];
