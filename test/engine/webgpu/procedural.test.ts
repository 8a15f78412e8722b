/** Which strategies take networks whose synapses are made anew at each spike. */
import { expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { plainConnections } from '../../../src/engine/webgpu/delivery/stored/plain.ts';
import { NetworkFacts } from '../../../src/engine/webgpu/facts.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { refusalOf } from '../../../src/engine/webgpu/strategies/strategy.ts';
import type { Program } from '../../../src/program/program.ts';
import { rowTables } from '../../../src/program/row-tables.ts';
import type { GroupKind } from '../../../src/program/synapses.ts';
import { fanoutOf, madeOf, withGroups } from '../../fixtures/programs/parts.ts';
import { procedural, proceduralOnly } from '../../fixtures/programs/procedural.ts';
import { defaultLimits } from '../../shaders/linked.ts';

const factsOf = (program: Program) => new NetworkFacts(program, defaultLimits);

test('those whose kernels make rows, and the others say why not', () => {
  const taking = Object.values(strategies).filter(({ takes }) => takes.has('made'));
  expect(taking.map((s) => s.name)).toEqual(expect.arrayContaining(['fused', 'gathered', 'two-pass', 'persistent']));
  for (const { modules } of taking) expect(modules.join('')).toContain('deliver_made(');
  const storedOnly = { ...strategies.fused, takes: new Set<GroupKind>(['stored']) };
  expect(refusalOf(storedOnly, factsOf(procedural()))).toBe(
    "takes stored synapses only, and those of 'same' are made anew at each spike",
  );
  expect(refusalOf(strategies.fused, factsOf(procedural()))).toBeUndefined();
  expect(refusalOf(storedOnly, factsOf(withGroups(procedural(), 'made', [])))).toBeUndefined();
});

test('tables follow the row pointers; projections of one probability share theirs', () => {
  const program = procedural();
  const { words, places } = rowTables(madeOf(program));
  const gaps = [...places.values()].flatMap((p) => p.gaps ?? []);
  expect(gaps.map((g) => g.first)).toEqual([0, places.get(madeOf(program)[2]!)!.gaps!.length]);
  const mixed = plainConnections(factsOf(program), emitWgsl(program).made);
  expect(mixed.tables).toBe(fanoutOf(program).rows.length);
  expect([...mixed.content()[0]!]).toEqual([...fanoutOf(program).rows, ...words]);
  const only = plainConnections(factsOf(proceduralOnly()), emitWgsl(proceduralOnly()).made);
  expect(only.arrays.map((a) => a.name)).toEqual(['rows']);
  expect([...only.content()[0]!]).toEqual([...rowTables(madeOf(proceduralOnly())).words]);
  const twice = [madeOf(program)[2]!, { ...madeOf(program)[2]!, targets: 7 }];
  const shared = rowTables(twice);
  expect(new Set([...shared.places.values()].map((p) => p.gaps!.first)).size).toBe(1);
  expect(shared.words.length).toBe(shared.places.get(twice[0]!)!.gaps!.length);
});
