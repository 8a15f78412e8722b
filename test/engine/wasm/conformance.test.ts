import { emitWasm } from '../../../src/emit/wasm/emit.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { conformance } from '../conformance.ts';

for (const threads of [1, 2])
  conformance(`wasm, ${threads} thread(s)`, (program, options) =>
    createWasmEngine(program, emitWasm(program, { threads }), options),
  );
