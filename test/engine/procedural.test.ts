import { emitJavascript } from '../../src/emit/javascript/emit.ts';
import { createReferenceEngine } from '../../src/engine/reference/engine.ts';
import { createWasmEngine } from '../../src/engine/wasm/engine.ts';
import { imageOf } from '../fixtures/programs/wasm.ts';
import { proceduralConformance } from './procedural-conformance.ts';

proceduralConformance('reference', async (program) => createReferenceEngine(program, emitJavascript(program)));

for (const threads of [1, 2])
  proceduralConformance(`wasm, ${threads} thread(s)`, (program) =>
    createWasmEngine(program, imageOf(program, { threads })),
  );
