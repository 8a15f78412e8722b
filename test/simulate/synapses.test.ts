import { synapseCases } from './synapse-cases.ts';

synapseCases('reference', 12);
synapseCases('wasm', 6);
