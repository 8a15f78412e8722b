/** The worker of all elements of a page: it reads documents, and holds a host of simulations for each, whose runs take turns. */

import { attachHost } from '../app/worker/attach.ts';
import type { Command } from '../app/worker/messages.ts';
import { messageOf, UserError } from '../errors.ts';
import { END, type ReadAnswer, type Request } from './messages.ts';

self.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'host') host(data.port);
  else void read(data.text, data.name).then((answer) => data.port.postMessage(answer));
};

function host(port: MessagePort): void {
  // A document needs none of the presets.
  const held = attachHost(async ({ preset, document }) => {
    if (document === undefined) return (await import('../presets/index.ts')).presetByName(preset);
    return (await (await import('../app/own/registry.ts')).admit(document)).preset;
  }, port);
  const command = port.onmessage!;
  port.onmessage = (event: MessageEvent<Command | typeof END>) => {
    if (event.data !== END) return command.call(port, event);
    void held.close();
    port.close();
  };
}

async function read(text: string, name: string): Promise<ReadAnswer> {
  try {
    const { take } = await import('../app/own/take.ts');
    const { own, notice } = await take(text, name);
    // Functions do not travel: what builds the network stays here.
    const { build: _, ...facts } = own.preset;
    return { own: { ...own, preset: facts }, notice };
  } catch (thrown) {
    return { refused: messageOf(thrown), mistake: thrown instanceof UserError };
  }
}
