import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exprelOf } from '../../src/expression/ops.ts';
import { phi1Action } from '../../src/expression/phi1.ts';
import { mulHigh, normals, philox, uniform24 } from '../../src/random/philox.ts';
import { stream } from '../fixtures/programs/maps.ts';
import { sharedGpu } from '../gpu.ts';
import { evaluateOnGpu, mapOnGpu } from './compute.ts';

const gpu = sharedGpu();

const random = stream(42);
const between = (lo: number, hi: number, count: number): number[] =>
  Array.from({ length: count }, () => Math.fround(lo + (hi - lo) * random.next().value));
const word = (): number => Math.floor(random.next().value * 2 ** 32);

/** Largest relative error over the inputs, and where. */
function worst(
  inputs: readonly number[],
  got: readonly number[],
  exact: (x: number) => number,
): { error: number; x: number } {
  let found = { error: 0, x: 0 };
  inputs.forEach((x, i) => {
    const error = Math.abs(got[i]! / exact(x) - 1);
    if (!(error <= found.error)) found = { error, x };
  });
  return found;
}

describe('random.wgsl', () => {
  // Known answers of Random123's kat_vectors for philox4x32-10: counter, key, result.
  const known = [
    [0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    [
      0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6,
      0x6d5451fd,
    ],
    [
      0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
      0x24126ea1,
    ],
  ];
  const body = `
    let at = 6u * i;
    let words = philox(
      vec4u(inputs[at], inputs[at + 1u], inputs[at + 2u], inputs[at + 3u]), vec2u(inputs[at + 4u], inputs[at + 5u]));
    for (var w = 0u; w < 4u; w++) { results[4u * i + w] = words[w]; }`;

  test('gives the published answers', async () => {
    const inputs = Uint32Array.from(known.flatMap((row) => row.slice(0, 6)));
    const bytes = await evaluateOnGpu(gpu.device, { body, inputs, count: known.length, results: 4 * known.length });
    expect([...new Uint32Array(bytes)]).toEqual(known.flatMap((row) => row.slice(6)));
  });

  test('is the same to the bit as on the host, the high product too', async () => {
    const count = 500;
    const inputs = Uint32Array.from({ length: 6 * count }, word);
    const got = new Uint32Array(await evaluateOnGpu(gpu.device, { body, inputs, count, results: 4 * count }));
    const high = new Uint32Array(
      await evaluateOnGpu(gpu.device, {
        body: 'results[i] = multiply_high(inputs[2u * i], inputs[2u * i + 1u]);',
        inputs,
        count: 3 * count,
        results: 3 * count,
      }),
    );
    const out = new Uint32Array(4);
    for (let i = 0; i < count; i++) {
      const [a, b, c, d, e, f] = inputs.subarray(6 * i) as unknown as [number, number, number, number, number, number];
      expect([...got.subarray(4 * i, 4 * i + 4)]).toEqual([...philox(a, b, c, d, e, f, out)]);
    }
    for (let i = 0; i < 3 * count; i++) expect(high[i]).toBe(mulHigh(inputs[2 * i]!, inputs[2 * i + 1]!));
  });

  test('uniforms are exact; normals are those of the host to 2e-6', async () => {
    const edges = [0, 0xff, 0x100, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xbfffff00, 0xc0000000, 0xffffffff];
    const pairs = [
      ...edges.flatMap((a) => edges.map((b) => [a, b])),
      ...Array.from({ length: 2000 }, () => [word(), word()]),
    ];
    const bytes = await evaluateOnGpu(gpu.device, {
      body: `
        let pair = normals(inputs[2u * i], inputs[2u * i + 1u]);
        results[3u * i] = bitcast<u32>(uniform24(inputs[2u * i]));
        results[3u * i + 1u] = bitcast<u32>(pair.x);
        results[3u * i + 2u] = bitcast<u32>(pair.y);`,
      inputs: Uint32Array.from(pairs.flat()),
      count: pairs.length,
      results: 3 * pairs.length,
    });
    const got = new Float32Array(bytes);
    pairs.forEach(([a, b], i) => {
      expect(got[3 * i]).toBe(uniform24(a!));
      const [x, y] = normals(a!, b!);
      // The logarithm may be 2^-21 off next to 1, which moves small radii: by at most 2^-21/radius.
      const radius = Math.hypot(x, y);
      const bound = 2e-6 * Math.max(1, radius) + 2 ** -21 / Math.max(radius, 2 ** -11);
      expect(Math.abs(got[3 * i + 1]! - x)).toBeLessThan(bound);
      expect(Math.abs(got[3 * i + 2]! - y)).toBeLessThan(bound);
    });
  });
});

describe('math.wgsl', () => {
  test('exprel is good to 2e-6 from -80 to 30, and exactly 1 at 0', async () => {
    const inputs = [
      ...between(-80, 30, 4000),
      ...between(-1, 1, 4000),
      ...between(-1e-3, 1e-3, 1000),
      ...[1e-30, -1e-30, 1e-7, -1e-7, 0.5, -0.5, 0.49999997, -0.49999997, 0.50000006],
    ];
    const found = worst(inputs, await mapOnGpu(gpu.device, 'exprel(x)', inputs), exprelOf);
    expect(found.error, `at ${found.x}`).toBeLessThan(2e-6);
    expect(await mapOnGpu(gpu.device, 'exprel(x)', [0, -0])).toEqual([1, 1]);
  });

  test('exp is good to (3 + 2|x|) units in the last place from -80 to 80', async () => {
    const inputs = between(-80, 80, 8000);
    const got = await mapOnGpu(gpu.device, 'exponential(x)', inputs);
    inputs.forEach((x, i) => {
      expect(Math.abs(got[i]! / Math.exp(x) - 1), `at ${x}`).toBeLessThan((3 + 2 * Math.abs(x)) * 2 ** -23);
    });
  });

  test('far arguments stay finite', async () => {
    const far = [-1e30, -1e5, -500, -104, -90, 88, 89, 200, 1e5, 1e30];
    for (const name of ['exponential', 'exprel', 'hyperbolic_tangent']) {
      const got = await mapOnGpu(gpu.device, `${name}(x)`, far);
      for (const [i, value] of got.entries())
        expect(Number.isFinite(value), `${name}(${far[i]}) is ${value}`).toBe(true);
    }
    expect(await mapOnGpu(gpu.device, 'hyperbolic_tangent(x)', [-1e30, 1e30])).toEqual([-1, 1]);
  });

  test('sine and cosine are good to 3e-7 within a few turns, absolutely', async () => {
    const inputs = between(-20, 20, 4000);
    for (const [name, exact] of [
      ['sine', Math.sin],
      ['cosine', Math.cos],
    ] as const) {
      const got = await mapOnGpu(gpu.device, `${name}(x)`, inputs);
      inputs.forEach((x, i) => {
        expect(Math.abs(got[i]! - exact(x)), `${name} at ${x}`).toBeLessThan(3e-7 + 2 ** -24 * Math.abs(x));
      });
    }
  });

  // The argument is taken as the f32 number it is; from 2^23 on, where neighbours are a radian apart, there is no value.
  test('sine and cosine are good to 3e-7 up to 2^23, and have no value beyond', async () => {
    const inputs = [...between(8000, 9000, 2000), ...between(-1e5, 1e5, 2000), ...between(-8388607, 8388607, 4000)];
    for (const [name, exact] of [
      ['sine', Math.sin],
      ['cosine', Math.cos],
    ] as const) {
      const got = await mapOnGpu(gpu.device, `${name}(x)`, inputs);
      inputs.forEach((x, i) => {
        expect(Math.abs(got[i]! - exact(x)), `${name} at ${x}`).toBeLessThan(
          Math.abs(x) > 8192 ? 3e-7 : 3e-7 + 2 ** -24 * Math.abs(x),
        );
      });
      expect(await mapOnGpu(gpu.device, `${name}(x)`, [2 ** 23, -(2 ** 23), 34992836, 1e30])).toEqual(
        new Array(4).fill(Number.NaN),
      );
    }
  });

  test('where a function has no value, none comes out, alone and in what is made of it', async () => {
    for (const expression of [
      'logarithm(x)',
      'square_root(x)',
      'power(x, 0.7f)',
      'power(x, 0.5f)',
      'exponential(logarithm(x))',
      'exprel(logarithm(x))',
      'hyperbolic_tangent(square_root(x))',
      'greater(square_root(x), 0f)',
      'greater(0f, square_root(x))',
      'lesser(greater(logarithm(x), -5f), 5f)',
      'lesser(5f, greater(-5f, logarithm(x)))',
      'signum(logarithm(x))',
      'modulo(logarithm(x), 3f)',
      'sine(logarithm(x))',
      'power(logarithm(x), 2.5f)',
    ])
      expect(await mapOnGpu(gpu.device, expression, [-1, -1e-20, -1e30]), expression).toEqual([NaN, NaN, NaN]);
    expect(await mapOnGpu(gpu.device, 'logarithm(x)', [0, -0])).toEqual([-Infinity, -Infinity]);
  });

  test('power follows IEEE 754 at its corners', async () => {
    const cases: [number, number, number][] = [
      [0, 0, 1],
      [-3, 0, 1],
      [0, 2.5, 0],
      [-2, 3, -8],
      [-2, 4, 16],
      [-2, -1, -0.5],
      [4, 0.5, 2],
    ];
    for (const [x, y, exact] of cases) {
      const [got] = await mapOnGpu(gpu.device, `power(x, ${y.toFixed(1)}f)`, [x]);
      expect(Math.abs(got! - exact), `${x}^${y} is ${got}`).toBeLessThan(1e-5);
    }
  });
});

describe('phi1.wgsl', () => {
  for (const [size, norm] of [
    [1, 20],
    [2, 1e-3],
    [3, 5],
    [4, 20],
    [5, 1],
  ] as const)
    test(`${size}×${size} matrices up to a norm of ${norm}, as on the host`, async () => {
      const count = 100;
      const entries = size * size + size;
      const inputs = new Float32Array(count * entries);
      for (let i = 0; i < count; i++)
        for (let e = 0; e < entries; e++) {
          const value = 2 * random.next().value - 1;
          const diagonal = e < size * size && e % (size + 1) === 0;
          // Decaying systems, as models give them: a strong diagonal and weaker couplings of both signs.
          inputs[i * entries + e] =
            e >= size * size ? value : (norm / 2) * (diagonal ? -Math.abs(value) : value / size);
        }
      const bytes = await evaluateOnGpu(gpu.device, {
        body: `
          var m: Phi1Matrix;
          var f: Phi1Vector;
          for (var e = 0u; e < ${size * size}u; e++) { m[e] = bitcast<f32>(inputs[i * ${entries}u + e]); }
          for (var e = 0u; e < ${size}u; e++) { f[e] = bitcast<f32>(inputs[i * ${entries}u + ${size * size}u + e]); }
          let result = phi1(m, f);
          for (var e = 0u; e < ${size}u; e++) { results[i * ${size}u + e] = bitcast<u32>(result[e]); }`,
        inputs,
        count,
        results: count * size,
        phi1Size: size,
      });
      const got = new Float32Array(bytes);
      for (let i = 0; i < count; i++) {
        const row = inputs.subarray(i * entries, (i + 1) * entries);
        phi1Action(row.subarray(0, size * size), row.subarray(size * size)).forEach((exact, e) => {
          expect(Math.abs(got[i * size + e]! - exact)).toBeLessThan(4e-6 * (1 + norm / 4));
        });
      }
    });
});

describe('golden rates', () => {
  // Rates of both sets of channels, in the forms that have no singular point; x = V in mV, u = V + 63 mV, rates per ms.
  const formulas: Record<string, Record<string, string>> = {
    HH1952: {
      alpha_m: '1f / exprel((-40f - x) / 10f)',
      beta_m: '4f * exponential((-65f - x) / 18f)',
      alpha_h: '0.07f * exponential((-65f - x) / 20f)',
      beta_h: '1f / (1f + exponential((-35f - x) / 10f))',
      alpha_n: '0.1f / exprel((-55f - x) / 10f)',
      beta_n: '0.125f * exponential((-65f - x) / 80f)',
    },
    TM1991: {
      alpha_m: '1.28f / exprel((13f - u) / 4f)',
      beta_m: '1.4f / exprel((u - 40f) / 5f)',
      alpha_h: '0.128f * exponential((17f - u) / 18f)',
      beta_h: '4f / (1f + exponential((40f - u) / 5f))',
      alpha_n: '0.16f / exprel((15f - u) / 5f)',
      beta_n: '0.5f * exponential((10f - u) / 40f)',
    },
  };
  const [header, ...rows] = readFileSync(new URL('../golden/rates.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const names = header!.split(',');
  for (const line of rows) {
    const cells = line.split(',');
    test(`${cells[0]} at ${cells[1]} mV to 2e-6`, async () => {
      for (const [name, formula] of Object.entries(formulas[cells[0]!]!)) {
        const golden = Number(cells[names.indexOf(name)]);
        const [got] = await mapOnGpu(gpu.device, formula.replaceAll('u', '(x + 63f)'), [Number(cells[1])]);
        expect(Math.abs(got! / golden - 1), name).toBeLessThan(2e-6);
      }
    });
  }
});
