import { expect, test } from 'vitest';
import { InternalError } from '../../src/errors.ts';
import { ADVANCE, labelOf, phases } from '../../src/program/phases.ts';

test('pieces of a step are named by their phases, in the order of a step', () => {
  expect(ADVANCE).toBe('gather+integrate+detect');
  expect(labelOf('deliver')).toBe('deliver');
  expect(labelOf(phases[0], ...phases.slice(1))).toBe('gather+couple+integrate+solve+detect+deliver+record');
  expect(() => labelOf('deliver', 'detect')).toThrow('the phases deliver, detect are not in the order');
  expect(() => labelOf('record', 'record')).toThrow(InternalError);
});
