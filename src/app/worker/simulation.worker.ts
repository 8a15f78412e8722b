/** The worker that holds the simulation: messages in, messages out. */
import { createSimulation } from '../../index.ts';
import { presetByName } from '../../presets/index.ts';
import { SimulationHost } from './host.ts';
import type { Command } from './messages.ts';
import { Vault } from './vault.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const host = new SimulationHost({
  preset: presetByName,
  create: createSimulation,
  openVault: (folder) => Vault.open(folder),
  post: (answer, transfer) => scope.postMessage(answer, transfer),
});

scope.onmessage = (event: MessageEvent<Command>) => {
  void host.handle(event.data);
};
