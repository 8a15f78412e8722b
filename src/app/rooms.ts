/** The rooms of the page. Each is loaded when it is entered. */
import type { FunctionComponent } from 'preact';
import { type RoomName, type RoomTitle, roomTitles } from './room-titles.ts';
import type { RoomProps } from './run/room-props.ts';

type Load = () => Promise<FunctionComponent<RoomProps>>;

export interface Room extends RoomTitle {
  /** Whether it shows the running network, which is then started with the page. */
  readonly runsNetwork: boolean;
  readonly load: Load;
}

/** Comes with a room that shows formulas, which would jump otherwise. Without it they are shown in another face. */
const faceOfFormulas = () => document.fonts.load('15px "Galvani Math"').catch(() => []);

const loads: Readonly<Record<RoomName, Load>> = {
  network: async () => (await import('./rooms/network/room.tsx')).NetworkRoom,
  sweep: async () => (await import('./rooms/sweep/room.tsx')).SweepRoom,
  laboratory: async () => (await import('./rooms/laboratory/room.tsx')).LaboratoryRoom,
  dendrites: async () => (await import('./rooms/dendrites/room.tsx')).DendritesRoom,
  lif: async () => (await Promise.all([import('./rooms/lif/room.tsx'), faceOfFormulas()]))[0].LifLaboratoryRoom,
  channels: async () => (await import('./rooms/channels/room.tsx')).ChannelsRoom,
  stories: async () => (await import('./rooms/stories/room.tsx')).StoriesRoom,
  bench: async () => (await import('./rooms/bench/room.tsx')).BenchRoom,
};

const rooms: readonly Room[] = roomTitles.map((room) => ({
  ...room,
  runsNetwork: room.name === 'network',
  load: loads[room.name],
}));

/** Says so where an address names a room that is not there. */
export function unknownRoom(hash: string): string | undefined {
  const name = hash.slice(1).split('?')[0] ?? '';
  if (name === '' || rooms.some((room) => room.name === name)) return undefined;
  return `The address names a room '${name.slice(0, 40)}', which is not there; ${rooms[0]!.title} is shown. There are ${rooms.map((room) => room.name).join(', ')}.`;
}

/** The room that an address begins with; the first where it names none. */
export function roomOf(hash: string): Room {
  const name = hash.slice(1).split('?')[0];
  return rooms.find((room) => room.name === name) ?? rooms[0]!;
}
