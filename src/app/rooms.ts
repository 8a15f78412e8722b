/** The rooms of the page. Each is loaded when it is entered. */
import type { FunctionComponent } from 'preact';
import type { RoomProps } from './room-props.ts';

export interface Room {
  /** Begins the address: '#network?…'. */
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<FunctionComponent<RoomProps>>;
}

export const rooms: readonly Room[] = [
  {
    name: 'network',
    title: 'Network',
    load: async () => (await import('./rooms/network/room.tsx')).NetworkRoom,
  },
];
