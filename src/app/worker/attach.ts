/** A host of simulations at the messages of a worker, or of one port of it. */
import { createSimulation } from '../../index.ts';
import { type HostTools, SimulationHost } from './host.ts';
import type { Command } from './messages.ts';
import { RunDatabase } from './run-database.ts';

interface End {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Command>) => void) | null;
}

export function attachHost(
  preset: HostTools['preset'],
  end: End = self as unknown as DedicatedWorkerGlobalScope,
): SimulationHost {
  const host = new SimulationHost({
    preset,
    create: createSimulation,
    openStore: (folder) => RunDatabase.open(folder),
    post: (answer, transfer) => end.postMessage(answer, transfer),
  });
  end.onmessage = (event: MessageEvent<Command>) => {
    void host.handle(event.data);
  };
  return host;
}
