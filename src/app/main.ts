/** Entry of the page. The worker comes first: it builds the network while the page draws itself. */
import './style/index.css';
import { keepOffline } from './offline/register.ts';
import { roomOf } from './rooms.ts';
import type { SessionPort } from './run/session.ts';
import { startPage } from './start.tsx';

const room = roomOf(location.hash);
/** Rooms without a running network need no such worker. */
const silent: SessionPort = { postMessage() {}, terminate() {}, onmessage: null, onerror: null };
const start = (own: boolean): SessionPort => {
  if (!room.runsNetwork) return silent;
  return own
    ? new Worker(new URL('./worker/own-simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' })
    : new Worker(new URL('./worker/simulation.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
};
void startPage(start, room, document.getElementById('page')!);
keepOffline();
