import { createSimulation } from '../../src/index.ts';
import { dendriteConformance } from './conformance.ts';

for (const backend of ['reference', 'wasm'] as const)
  dendriteConformance(backend, (net, options) => createSimulation(net, { ...options, backend }));
