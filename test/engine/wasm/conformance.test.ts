import { emitWasm } from '../../../src/emit/wasm/emit.ts';
import { createWasmEngine } from '../../../src/engine/wasm/engine.ts';
import { conformance } from '../conformance.ts';

conformance('wasm, 1 thread', (program, options) =>
  createWasmEngine(program, emitWasm(program, { threads: 1 }), options),
);
