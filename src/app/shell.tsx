/** Around the room: loads it, and says so while it comes or if it does not. */

import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../errors.ts';
import type { Room } from './rooms.ts';
import type { RoomProps } from './run/room-props.ts';

export function Shell({ room, props }: { room: Room; props: RoomProps }) {
  const content = useSignal<FunctionComponent<RoomProps> | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    // Rooms that show one of many things put its name before theirs.
    document.title = `${room.title} – Galvani`;
    room.load().then(
      (component) => {
        content.value = component;
      },
      (thrown: unknown) => {
        problem.value = messageOf(thrown);
      },
    );
  }, [room, content, problem]);
  const Content = content.value;
  if (Content !== undefined) return <Content {...props} />;
  return (
    <div class="loading" role="status">
      {problem.value === undefined ? (
        <p>{room.title}…</p>
      ) : (
        <>
          <p>
            The room ‘{room.title}’ could not be loaded: {problem.value}
          </p>
          <button type="button" class="button" onClick={() => location.reload()}>
            Load again
          </button>
        </>
      )}
    </div>
  );
}
