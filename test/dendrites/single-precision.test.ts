import { singlePrecision } from './single-precision.ts';

singlePrecision('wasm', { backend: 'wasm' });
