import { describe, expect, test } from 'vitest';
import { ResourceType, type StructInfo, WgslReflect } from 'wgsl_reflect';
import { NETWORK_SIZE, TICK_SIZE, TICK_STRIDE, tickSize } from '../../src/engine/webgpu/bindings.ts';
import { pathwayUses } from '../../src/engine/webgpu/delivery/pathway/kernels.ts';
import { pathwayBindings } from '../../src/engine/webgpu/delivery/pathway/memory.ts';
import { strategies } from '../../src/engine/webgpu/strategies/index.ts';
import { layoutOf } from '../../src/program/layout.ts';
import { programs } from '../fixtures/programs/all.ts';
import { linked } from './linked.ts';

describe.each(Object.values(strategies))(
  'the bindings that the shaders of $name declare are those that the host binds',
  (strategy) => {
    for (const [name, program] of Object.entries(programs))
      test(name, () => {
        const source = linked(program, strategy);
        const reflection = new WgslReflect(source.code);
        const declared = [...reflection.uniforms, ...reflection.storage].filter((v) => v.group === 0);
        const typeOf = (v: (typeof declared)[number]): GPUBufferBindingType =>
          v.resourceType === ResourceType.Uniform ? 'uniform' : v.access === 'read' ? 'read-only-storage' : 'storage';
        expect(declared.map((v) => ({ name: v.name, binding: v.binding, type: typeOf(v) })).sort(byBinding)).toEqual(
          [...source.bindings].sort(byBinding),
        );
        const storage = declared.filter((v) => v.resourceType === ResourceType.Storage);
        expect(storage.length).toBeLessThanOrEqual(8);
      });
  },
);

test('the bindings of the pathways are those that the host binds, eight storage buffers with those of group 0', () => {
  const { code } = linked(programs['graded and plastic synapses']!);
  const declared = new WgslReflect(code).storage.filter((v) => v.group === 2);
  expect(declared.map((v) => [v.name, v.binding, v.access])).toEqual(
    pathwayBindings.map(({ name, binding, type }) => [name, binding, type === 'storage' ? 'read_write' : 'read']),
  );
  // Uniforms in a buffer of their own are none of the storage buffers; in that of tables they are.
  const uses = pathwayUses({ code: '', passes: 1, readsUniforms: true }, 'tables');
  expect(uses.size - 1 + declared.length).toBeLessThanOrEqual(8);
});

test('a program without pathways has nothing of them in its source', () => {
  expect(linked(programs['noisy cells']!).code).not.toContain('pathway');
});

const byBinding = (a: { binding: number }, b: { binding: number }): number => a.binding - b.binding;

describe('structures have the size and order that the host writes', () => {
  const reflection = new WgslReflect(linked(programs['noisy cells']!).code);
  const members = (name: string): [string, number][] => {
    const struct = reflection.structs.find((s) => s.name === name) as StructInfo;
    return struct.members.map((m) => [m.name, m.offset]);
  };
  test('Network', () => {
    expect(members('Network')).toEqual([
      ['cells', 0],
      ['words', 4],
      ['ring', 8],
      ['seed', 12],
      ['entries', 16],
      ['traces', 20],
      ['steps', 24],
    ]);
    expect(reflection.structs.find((s) => s.name === 'Network')!.size).toBe(NETWORK_SIZE);
  });
  test('Tick', () => {
    expect(members('Tick')).toEqual([
      ['relative', 0],
      ['step', 4],
      ['row', 8],
      ['time', 12],
    ]);
    expect(reflection.structs.find((s) => s.name === 'Tick')!.size).toBe(TICK_SIZE);
  });
  test('the window of steps of a dispatch', () => {
    const { persistent } = strategies;
    const { code } = linked(programs['noisy cells']!, persistent);
    expect(new WgslReflect(code).structs.find((s) => s.name === 'TickEntry')!.size).toBe(TICK_STRIDE);
    expect(code).toContain(`const window: u32 = ${persistent.window}u;`);
    // Every adapter binds that much as uniforms.
    expect(tickSize(persistent.window)).toBeLessThanOrEqual(65536);
  });
  test('the uniforms fill vectors of four', () => {
    const uniforms = reflection.uniforms.find((v) => v.name === 'uniforms')!;
    const { uniformLength } = layoutOf(programs['noisy cells']!);
    expect(uniforms.size).toBe(Math.ceil(uniformLength / 4) * 16);
  });
});
