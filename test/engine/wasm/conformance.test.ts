import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { imageOf } from '../../fixtures/programs/wasm.ts';
import { conformance } from '../conformance.ts';

for (const threads of [1, 2])
  conformance(`wasm, ${threads} thread(s)`, (program, options) =>
    createWasmEngine(program, imageOf(program, { threads }), options),
  );
