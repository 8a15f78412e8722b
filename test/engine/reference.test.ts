import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { ReferenceEngine } from '../../src/engine/reference/engine.ts';
import { conformance } from './conformance.ts';

conformance('reference', async (program, { probes }) => new ReferenceEngine(program, emitJavascript(program), probes), {
  unit: 2 ** -53,
});
