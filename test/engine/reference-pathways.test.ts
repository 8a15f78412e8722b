import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { ReferenceEngine } from '../../src/engine/reference/engine.ts';
import { pathwayConformance } from './pathway-conformance.ts';

pathwayConformance(
  'reference',
  async (program, { probes }) => new ReferenceEngine(program, emitJavascript(program), probes),
  { unit: 2 ** -53 },
);
