/** Names the integrator menu offers. */
import { integrators } from '../../../index.ts';

export const integratorNames: readonly string[] = integrators.map((i) => i.name);
