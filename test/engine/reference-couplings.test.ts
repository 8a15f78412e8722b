import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { createReferenceEngine } from '../../src/engine/reference/engine.ts';
import { couplingConformance } from './coupling-conformance.ts';

couplingConformance(
  'reference',
  async (program, { probes }) => createReferenceEngine(program, emitJavascript(program), probes),
  { unit: 2 ** -53 },
);
