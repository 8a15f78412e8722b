import { publishedRules } from './published-rules.ts';
import { synapseCases } from './synapse-cases.ts';

synapseCases('reference', 12);
synapseCases('wasm', 6);

publishedRules('reference', 1e-11);
publishedRules('wasm', 1e-4);
