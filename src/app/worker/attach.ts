/** A host of simulations at the messages of this worker. */
import { createSimulation } from '../../index.ts';
import { type HostTools, SimulationHost } from './host.ts';
import type { Command } from './messages.ts';
import { Vault } from './vault.ts';

export function attachHost(preset: HostTools['preset']): void {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  const host = new SimulationHost({
    preset,
    create: createSimulation,
    openVault: (folder) => Vault.open(folder),
    post: (answer, transfer) => scope.postMessage(answer, transfer),
  });
  scope.onmessage = (event: MessageEvent<Command>) => {
    void host.handle(event.data);
  };
}
