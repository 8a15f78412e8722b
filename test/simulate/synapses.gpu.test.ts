import { afterAll } from 'vitest';
import { releaseDevices } from '../../src/index.ts';
import { synapseCases } from './synapse-cases.ts';

afterAll(() => releaseDevices());

synapseCases('webgpu', 5);
