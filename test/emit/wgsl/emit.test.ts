import { describe, expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import * as b from '../../../src/expression/build.ts';
import type { Expr } from '../../../src/expression/node.ts';
import { intern } from '../../../src/expression/node.ts';
import { manyUniforms } from '../../fixtures/programs/all.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { programOf } from '../../fixtures/programs/program.ts';

const v = b.state('v');
const one = (next: Expr, more = {}) =>
  programOf({ populations: [{ name: 'p', size: 10, states: { v: { initial: 0, next, limit: 100 } }, ...more }] });

describe('emitted code', () => {
  test('holds no text of the user', () => {
    const evil = 'x); } fn advance(cell: u32) -> bool { return true; //';
    const program = programOf({
      populations: [
        {
          name: evil,
          size: 4,
          states: {
            [evil]: { initial: 0, next: b.mul(b.parameter(`${evil} p`), b.add(b.state(evil), b.parameter('own */'))) },
          },
          shared: { [`${evil} p`]: 2 },
          perCell: { 'own */': new Float64Array(4) },
          spike: b.compare('gt', b.state(evil), b.number(1)),
        },
      ],
      inlets: [{ population: 0, label: evil }],
    });
    const { code } = emitWgsl(program);
    for (const text of ['evil', 'true', '//', '/*', '*/', 'own']) expect(code).not.toContain(text);
    // Only names of these forms, besides words of WGSL and of the hand-written modules.
    const names = new Set(code.match(/[A-Za-z_]\w*/g));
    const known =
      /^(fn|let|var|const|return|if|u32|f32|bool|cell|column|state|uniforms|uniform_vectors|x|y|z|w|advance(_\d+)?|fault_place(_\d+)?|gather|exceeds|select|f|u|[sinx]\d+)$/;
    expect([...names].filter((name) => !known.test(name))).toEqual([]);
  });

  test('is the same for the same model, whatever was built before', () => {
    const model = (name: string) =>
      b.add(b.exp(b.mul(b.state(name), b.state(name))), b.unary('sin', b.exp(b.state(name))));
    const code = (name: string) =>
      emitWgsl(programOf({ populations: [{ name, size: 3, states: { [name]: { initial: 0, next: model(name) } } }] }))
        .code;
    const first = code('built in order');
    b.unary('sin', b.exp(b.state('built backwards')));
    expect(code('built backwards')).toBe(first);
    expect(emitWgsl(noisy(5)).code).toBe(emitWgsl(noisy()).code);
  });

  test('hides a rounded sum from compilers that would reason through it', () => {
    const residue = b.sub(b.unary('rounded', b.add(v, b.number(3))), v);
    expect(emitWgsl(one(residue)).code).toContain('(rounded((s0 + 3f)) - s0)');
  });

  test('names a shared node once and writes a single-use node in place', () => {
    const shared = b.exp(v);
    const { code } = emitWgsl(one(b.add(b.mul(shared, shared), b.unary('sqrt', b.add(v, b.number(3))))));
    expect(code.match(/exponential\(/g)).toHaveLength(1);
    expect(code).toContain('let n0 = exponential(s0);');
    expect(code).toContain('let x0 = ((n0 * n0) + square_root((s0 + 3f)));');
  });

  test('bounds the depth of its expressions', () => {
    let e: Expr = v;
    for (let i = 0; i < 500; i++) e = b.unary('sin', b.add(e, b.number(i + 1)));
    let depth = 0;
    let deepest = 0;
    for (const c of emitWgsl(one(e)).code) {
      if (c === '(') deepest = Math.max(deepest, ++depth);
      else if (c === ')') depth--;
    }
    expect(deepest).toBeLessThan(40);
  });

  test('clears an inlet that nothing reads, and reads no column that nothing uses', () => {
    const program = programOf({
      populations: [
        { name: 'p', size: 10, states: { v: { initial: 0, next: b.zero }, u: { initial: 0, next: b.state('u') } } },
      ],
      inlets: [{ population: 0, label: 'unused' }],
    });
    const { code } = emitWgsl(program);
    expect(code).toContain('let i0 = gather(0u + cell);');
    expect(code).not.toContain('let s0');
    expect(code).toContain('state[0u + cell] = x0;');
    // u keeps its value, so it is not written back.
    expect(code).not.toContain('state[64u + cell] = ');
  });

  test('draws each block of random words once', () => {
    const sum = [0, 1, 2, 3, 4].map((i) => b.draw('uniform', i)).reduce<Expr>(b.add, b.zero);
    const normals = [0, 1, 2].map((i) => b.draw('normal', i)).reduce<Expr>(b.add, b.zero);
    const { code } = emitWgsl(one(b.add(sum, normals)));
    expect(code.match(/draw\(/g)).toHaveLength(3);
    expect(code.match(/normals\(/g)).toHaveLength(2);
  });

  test('reads uniforms from a uniform buffer while they fit, else from the tables', () => {
    const few = emitWgsl(one(b.mul(b.parameter('a'), v), { shared: { a: 2 } }));
    expect([few.uniforms, few.tables]).toEqual(['buffer', false]);
    expect(few.code).toContain('uniforms[0u].x');
    const many = emitWgsl(manyUniforms());
    expect([many.uniforms, many.tables]).toEqual(['tables', true]);
    expect(many.code).toContain('lookup(17000u, 3u, ');
    const none = emitWgsl(one(v));
    expect([none.uniforms, none.tables, none.phi1]).toEqual(['none', false, false]);
  });

  test('pads matrix functions to the widest', () => {
    const [narrow] = b.phi1([b.number(-1)], [v]);
    const [wide] = b.phi1([v, b.zero, b.zero, v], [v, b.one]);
    const { code, phi1 } = emitWgsl(one(b.add(narrow!, wide!)));
    expect(phi1).toBe(true);
    expect(code).toContain('const phi1_size: u32 = 2u;');
    expect(code).toContain('phi1(Phi1Matrix((-1f), 0f, 0f, 0f), Phi1Vector(s0, 0f))[0]'.replace('[0]', ''));
  });

  test('refuses what a program cannot hold', () => {
    expect(() => emitWgsl(one(b.state('unknown')))).toThrow(/no column .*'unknown'/);
    expect(() => emitWgsl(one(b.parameter('unknown')))).toThrow(/no column/);
    expect(() => emitWgsl(one(b.lookup(0, v)))).toThrow(/no table 0/);
    expect(() => emitWgsl(one(intern('nonsense' as 'neg', 'real', [v])))).toThrow(
      /'nonsense' is not a leaf that is read here/,
    );
  });
});

test('tests of hundreds of columns nest no deeper than compilers take', () => {
  const states = Object.fromEntries(
    Array.from({ length: 600 }, (_, k) => [`x${k}`, { initial: 0, next: b.mul(b.number(0.5), b.state(`x${k}`)) }]),
  );
  const { code } = emitWgsl(programOf({ populations: [{ name: 'p', size: 3, states }] }));
  const line = code.split('\n').find((l) => l.includes('exceeds(x0,'))!;
  // WGSL lets an expression nest 512 deep; a chain of operators nests once for each. A tree of 600 is 10 deep, with calls and parentheses
  // 30.
  const depths = [0];
  let deepest = 0;
  for (const c of line) {
    if (c === '(') depths.push(0);
    else if (c === ')') depths.pop();
    else if (c === '|') depths[depths.length - 1]!++;
    deepest = Math.max(deepest, depths.length + Math.max(...depths));
  }
  expect(line.split('exceeds(')).toHaveLength(601);
  expect(deepest).toBeLessThan(30);
});
