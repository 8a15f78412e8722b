import { expect, test } from 'vitest';
import { integratorNames, integrators } from '../../src/index.ts';

test('the names are those of the integrators, in their order', () => {
  expect(integratorNames).toEqual(integrators.map((i) => i.name));
});
