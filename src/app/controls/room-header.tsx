/** The top line of a room: where one is, what is looked at, the drawer's button on small screens, and the room's own controls. */
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { RoomName } from '../room-titles.ts';
import { DrawerButton } from './drawer.tsx';
import { RoomMenu } from './room-menu.tsx';

interface RoomHeaderProps {
  readonly room: RoomName;
  /** The menu of what is looked at. */
  readonly subject?: ComponentChildren;
  readonly drawer?: Signal<boolean>;
  /** Of the button that opens the drawer. */
  readonly drawerTitle?: string;
  readonly children?: ComponentChildren;
}

export function RoomHeader({ room, subject, drawer, drawerTitle = 'Parameters', children }: RoomHeaderProps) {
  return (
    <header class="header">
      <RoomMenu room={room} />
      {subject}
      {drawer === undefined ? null : <DrawerButton drawer={drawer} title={drawerTitle} />}
      {children}
    </header>
  );
}
