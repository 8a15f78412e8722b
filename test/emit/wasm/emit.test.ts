/** Emitted modules, judged and printed by Binaryen: an assembler that shares no code with the emitter. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';
import { describe, expect, test } from 'vitest';
import { emitWasm } from '../../../src/emit/wasm/emit.ts';
import { FunctionBuilder } from '../../../src/emit/wasm/function-builder.ts';
import { ModuleBuilder } from '../../../src/emit/wasm/module-builder.ts';
import { simd } from '../../../src/emit/wasm/opcodes.ts';
import * as b from '../../../src/expression/build.ts';
import type { Program } from '../../../src/program/program.ts';
import { programs } from '../../fixtures/programs/all.ts';
import { programOf } from '../../fixtures/programs/program.ts';

/** The instructions that the emitter may use. */
const { Features } = binaryen;
const plain = Features.MutableGlobals | Features.NontrappingFPToInt | Features.SIMD128 | Features.SignExt;

function read(bytes: Uint8Array, features: number): InstanceType<typeof binaryen.Module> {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(features);
  return module;
}

describe('modules', () => {
  const targets = [
    { threads: 1, relaxed: false, home: false, features: plain },
    { threads: 1, relaxed: true, home: false, features: plain | Features.RelaxedSIMD },
    { threads: 3, relaxed: false, home: true, features: plain | Features.Atomics },
  ];
  test.each(Object.entries(programs))('%s: every target gets a valid module', (_name, program) => {
    for (const { features, ...target } of targets) {
      const module = read(emitWasm(program, target).bytes, features);
      expect(module.validate(), JSON.stringify(target)).toBe(1);
      module.dispose();
    }
  });

  test('with an instruction that a target lacks are refused: the judge looks', () => {
    const fused = new FunctionBuilder([], []);
    const x = fused.local('v128');
    fused.get(x).get(x).get(x).simd(simd.f32x4_relaxed_madd).set(x);
    const builder = new ModuleBuilder();
    builder.add(fused, 'fused');
    const bytes = builder.encode({ minimum: 1, maximum: 1, shared: false });
    for (const [features, valid] of [
      [plain | Features.RelaxedSIMD, 1],
      [plain, 0],
    ] as const) {
      const module = read(bytes, features);
      expect(module.validate()).toBe(valid);
      module.dispose();
    }
  });

  test('of one program and one target are the same bytes', () => {
    const target = { threads: 2, relaxed: true, home: false };
    const program = programs['a benchmark network']!;
    expect(emitWasm(program, target).bytes).toEqual(emitWasm(program, target).bytes);
  });
});

/** A cell that decays, is driven through an inlet, spikes and is reset. */
function leaky(): Program {
  const [v, arrived] = [b.state('v'), b.inlet(0)];
  const next = b.add(b.mul(v, b.parameter('decay')), b.mul(b.parameter('w'), arrived));
  const spike = b.compare('gt', next, b.one);
  return programOf({
    populations: [
      {
        name: 'leaky',
        size: 8,
        states: { v: { initial: 0, next: b.select(spike, b.zero, next), limit: 100 } },
        shared: { decay: 0.9, w: 0.3 },
        spike,
      },
    ],
    inlets: [{ population: 0, label: 'v of leaky' }],
  });
}

/** Every operation once, on two per-cell values, by functions that stand for themselves. */
function arithmetic(): Program {
  const [x, y] = [b.parameter('x'), b.parameter('y')];
  const condition = b.or(b.and(b.compare('le', x, y), b.not(b.compare('eq', x, y))), b.compare('ne', y, b.one));
  const parts = [
    b.div(b.neg(x), b.add(y, b.one)),
    b.unary('sqrt', b.unary('abs', x)),
    b.unary('sign', b.sub(x, y)),
    b.binary('mod', x, y),
    b.add(b.unary('floor', x), b.unary('ceil', y)),
    b.binary('max', b.binary('min', x, y), b.zero),
    b.select(condition, x, y),
  ];
  return programOf({
    populations: [
      {
        name: 'arithmetic',
        size: 4,
        states: { sum: { initial: 0, next: parts.reduce(b.add) } },
        perCell: { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(4, 3, 2, 1) },
      },
    ],
  });
}

/** Text of the function that advances the population, `advance` of `population.ts`. */
function advanceOf(program: Program): string {
  const module = read(emitWasm(program, { threads: 1, relaxed: false, home: false }).bytes, plain);
  const text = module.emitText();
  module.dispose();
  const functions = text.split(/\n(?= \(func )/).filter((part) => part.startsWith(' (func '));
  // It is the one of six parameters that gives one number.
  const found = functions.filter((f) => /^ \(func \$\d+ (\(param \$\d+ i32\) ){6}\(result i32\)/.test(f));
  expect(found).toHaveLength(1);
  return `${found[0]!.trimEnd()}\n`;
}

const golden = (name: string): URL => new URL(`../../golden/wasm_${name}.wat`, import.meta.url);

/** With WRITE_GOLDEN=1 the files are written anew: look at what changed before it is committed. */
describe('the code of a step, as text', () => {
  test.each([
    ['leaky', leaky],
    ['arithmetic', arithmetic],
  ] as const)('%s', (name, program) => {
    const text = advanceOf(program());
    const file = golden(name);
    if (process.env['WRITE_GOLDEN']) {
      const { version } = JSON.parse(
        readFileSync(new URL('../../../node_modules/binaryen/package.json', import.meta.url), 'utf8'),
      ) as { version: string };
      const day = new Date().toISOString().slice(0, 10);
      writeFileSync(
        file,
        `;; The program '${name}' of test/emit/wasm/emit.test.ts, one thread, without relaxed SIMD; printed by binaryen ${version} (emitText) on ${day}.\n${text}`,
      );
    }
    expect(existsSync(file)).toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8').replace(/^;;.*\n/gm, ''));
  });
});
