/** Starts the page on a given worker: the run first, the picture while the network is built. */
import { render } from 'preact';
import { readAddress } from './rooms/network/address.ts';
import { integratorNames } from './rooms/network/integrators.ts';
import { type Port, Session } from './rooms/network/session.ts';
import { rooms } from './rooms.ts';
import { Shell } from './shell.tsx';

export function startPage(port: Port, holder: HTMLElement): Session {
  const { experiment, refused } = readAddress(location.hash, integratorNames);
  const session = new Session(port, experiment);
  session.open(experiment);
  const name = location.hash.slice(1).split('?')[0];
  const room = rooms.find((r) => r.name === name) ?? rooms[0]!;
  render(<Shell room={room} props={{ session, refused }} />, holder);
  window.addEventListener('hashchange', () => location.reload());
  return session;
}
