import { afterAll } from 'vitest';
import { releaseDevices } from '../../src/index.ts';
import { publishedRules } from './published-rules.ts';
import { synapseCases } from './synapse-cases.ts';

afterAll(() => releaseDevices());

synapseCases('webgpu', 5);
publishedRules('webgpu', 1e-4);
