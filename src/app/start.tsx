/** Starts the page and its worker: the run first, the picture while the network is built. */
import { render } from 'preact';
import { UserError } from '../errors.ts';
import { admitToken } from './own/registry.ts';
import { type Room, unknownRoom } from './rooms.ts';
import { readAddress } from './run/experiment-address.ts';
import { Session, type SessionPort } from './run/session.ts';
import { Shell } from './shell.tsx';

export async function startPage(start: (own: boolean) => SessionPort, room: Room, holder: HTMLElement): Promise<void> {
  const unread = await takeDocument(location.hash);
  const hash = room.runsNetwork ? location.hash : '';
  const { experiment, plan, view, expected, until, refused } = readAddress(hash);
  const told = [unknownRoom(location.hash), unread].filter((sentence) => sentence !== undefined);
  const session = new Session(start, experiment);
  if (room.runsNetwork) {
    session.open(experiment, true, plan, view, { until });
    session.keep(new URL('.', document.baseURI).pathname);
  }
  session.expected.value = expected;
  // The words that stand there for those whose browser gets no further.
  holder.replaceChildren();
  render(<Shell room={room} props={{ session, refused: [...told, ...refused] }} />, holder);
  window.addEventListener('hashchange', () => location.reload());
}

/** Reads the document that an address holds, if it holds one; a sentence where it cannot be read. */
async function takeDocument(hash: string): Promise<string | undefined> {
  const token = /[?&]doc=([\w-]+)/.exec(hash)?.[1];
  if (token === undefined) return undefined;
  try {
    await admitToken(token);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return `The experiment in the link was refused, and another is shown. ${thrown.message}`;
  }
}
