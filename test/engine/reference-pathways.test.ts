import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { createReferenceEngine } from '../../src/engine/reference/engine.ts';
import { pathwayConformance } from './pathway-conformance.ts';
import { synapseConformance } from './synapse-conformance.ts';

for (const conformance of [pathwayConformance, synapseConformance])
  conformance(
    'reference',
    async (program, { probes }) => createReferenceEngine(program, emitJavascript(program), probes),
    { unit: 2 ** -53 },
  );
