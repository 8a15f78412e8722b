/** Which strategies take networks whose synapses are made anew at each spike. */
import { expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { plainConnections } from '../../../src/engine/webgpu/delivery/stored/plain.ts';
import { NetworkFacts } from '../../../src/engine/webgpu/facts.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { refusalOf } from '../../../src/engine/webgpu/strategies/strategy.ts';
import { gapTables } from '../../../src/program/gap-thresholds.ts';
import type { Program } from '../../../src/program/program.ts';
import type { Kind } from '../../../src/program/synapses.ts';
import { fanoutOf, madeOf, withGroups } from '../../programs/parts.ts';
import { procedural, proceduralOnly } from '../../programs/procedural.ts';
import { defaultLimits } from '../../shaders/linked.ts';

const factsOf = (program: Program) => new NetworkFacts(program, defaultLimits);

test('those whose kernels make rows, and the others say why not', () => {
  const taking = Object.values(strategies).filter(({ takes }) => takes.has('made'));
  expect(taking.map((s) => s.name)).toEqual(expect.arrayContaining(['fused', 'gathered', 'two-pass', 'persistent']));
  for (const { modules } of taking) expect(modules.join('')).toContain('deliver_made(');
  const storedOnly = { ...strategies.fused, takes: new Set<Kind>(['stored']) };
  expect(refusalOf(storedOnly, factsOf(procedural()))).toBe(
    "takes stored synapses only, and those of 'same' are made anew at each spike",
  );
  expect(refusalOf(strategies.fused, factsOf(procedural()))).toBeUndefined();
  expect(refusalOf(storedOnly, factsOf(withGroups(procedural(), 'made', [])))).toBeUndefined();
});

test('thresholds of gaps follow the row pointers; projections of one probability share theirs', () => {
  const program = procedural();
  const { thresholds, places } = gapTables(madeOf(program));
  expect([...places.values()].map((p) => p.first)).toEqual([0, places.get(madeOf(program)[2]!)!.length]);
  const mixed = plainConnections(factsOf(program), emitWgsl(program).made);
  expect(mixed.gaps).toBe(fanoutOf(program).rows.length);
  expect([...mixed.content()[0]!]).toEqual([...fanoutOf(program).rows, ...thresholds]);
  const only = plainConnections(factsOf(proceduralOnly()), emitWgsl(proceduralOnly()).made);
  expect(only.arrays.map((a) => a.name)).toEqual(['rows']);
  expect([...only.content()[0]!]).toEqual([...gapTables(madeOf(proceduralOnly())).thresholds]);
  const twice = [madeOf(program)[2]!, { ...madeOf(program)[2]!, targets: 7 }];
  const shared = gapTables(twice);
  expect(new Set([...shared.places.values()].map((p) => p.first)).size).toBe(1);
  expect(shared.thresholds.length).toBe(shared.places.get(twice[0]!)!.length);
});
