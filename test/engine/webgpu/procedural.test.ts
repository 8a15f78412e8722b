/** Which strategies take networks whose synapses are made anew at each spike. */
import { expect, test } from 'vitest';
import { plainConnections } from '../../../src/engine/webgpu/connections/plain.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { refusalOfProcedural } from '../../../src/engine/webgpu/strategies/strategy.ts';
import { gapTables } from '../../../src/program/gap-thresholds.ts';
import { procedural, proceduralOnly } from '../../programs/procedural.ts';
import { defaultLimits } from '../../shaders/linked.ts';

test('those whose kernels make rows, and the others say why not', () => {
  const program = procedural();
  const takes = Object.values(strategies).filter((s) => refusalOfProcedural(s, program) === undefined);
  expect(takes.map((s) => s.name)).toEqual(expect.arrayContaining(['fused', 'gathered', 'two-pass', 'persistent']));
  for (const { modules } of takes) expect(modules.join('')).toContain('deliver_made(');
  const { makesRows: _, ...storedOnly } = strategies.fused;
  expect(refusalOfProcedural(storedOnly, program)).toBe(
    "takes stored synapses only, and those of 'same' are made anew at each spike",
  );
  const { procedural: __, ...stored } = program;
  expect(refusalOfProcedural(storedOnly, stored)).toBeUndefined();
});

test('thresholds of gaps follow the row pointers; projections of one probability share theirs', () => {
  const program = procedural();
  const { thresholds, places } = gapTables(program.procedural);
  expect([...places.values()].map((p) => p.first)).toEqual([0, places.get(program.procedural![2]!)!.length]);
  const mixed = plainConnections(program, defaultLimits);
  expect(mixed.gaps).toBe(program.fanout.rows.length);
  expect([...mixed.content()[0]!]).toEqual([...program.fanout.rows, ...thresholds]);
  const only = plainConnections(proceduralOnly(), defaultLimits);
  expect(only.arrays.map((a) => a.name)).toEqual(['rows']);
  expect([...only.content()[0]!]).toEqual([...gapTables(proceduralOnly().procedural).thresholds]);
  const twice = [program.procedural![2]!, { ...program.procedural![2]!, targets: 7 }];
  const shared = gapTables(twice);
  expect(new Set([...shared.places.values()].map((p) => p.first)).size).toBe(1);
  expect(shared.thresholds.length).toBe(shared.places.get(twice[0]!)!.length);
});
