/** Starts the page and its worker: the run first, the picture while the network is built. */
import { render } from 'preact';
import { readAddress } from './rooms/network/address.ts';
import { type Port, Session } from './rooms/network/session.ts';
import type { Room } from './rooms.ts';
import { Shell } from './shell.tsx';

export function startPage(start: () => Port, room: Room, holder: HTMLElement): Session {
  const { experiment, plan, view, expected, refused } = readAddress(room.runsNetwork ? location.hash : '');
  const session = new Session(start, experiment);
  if (room.runsNetwork) {
    session.open(experiment, true, plan, view);
    session.keep(new URL('.', document.baseURI).pathname);
  }
  session.expected.value = expected;
  render(<Shell room={room} props={{ session, refused }} />, holder);
  window.addEventListener('hashchange', () => location.reload());
  return session;
}
