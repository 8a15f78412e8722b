import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitWgsl } from '../../../src/emit/wgsl/emit.ts';
import { DeviceLostError } from '../../../src/engine/webgpu/errors.ts';
import { gridOf } from '../../../src/engine/webgpu/kernel.ts';
import { lengthsOf } from '../../../src/engine/webgpu/lengths.ts';
import type { Limits } from '../../../src/engine/webgpu/limits.ts';
import { checkBindings, checkFits } from '../../../src/engine/webgpu/memory.ts';
import { planProbes, splitTraces } from '../../../src/engine/webgpu/probes.ts';
import { rounded } from '../../../src/engine/webgpu/rounding.ts';
import { StagingRing } from '../../../src/engine/webgpu/staging.ts';
import { strategies } from '../../../src/engine/webgpu/strategies/index.ts';
import { submitPace } from '../../../src/engine/webgpu/submitter.ts';
import { moveRing } from '../../../src/engine/webgpu/transfer.ts';
import { tuningOf } from '../../../src/engine/webgpu/tuning.ts';
import { CapacityError, UserError } from '../../../src/errors.ts';
import { layoutOf } from '../../../src/program/layout.ts';
import { turn } from '../../../src/run/turn.ts';
import { cobahh } from '../../fixtures/programs/cobahh.ts';
import { noisy } from '../../fixtures/programs/noisy.ts';
import { defaultLimits, linked } from '../../shaders/linked.ts';
import { nullDevice, releaseNull } from '../../shaders/null-device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await nullDevice();
});
afterAll(() => {
  device.destroy();
  releaseNull();
});

describe('pacing of submits', () => {
  const settle = (cells: number, perStep: number, latency = 0.5): number[] => {
    const pacing = submitPace(cells, 1024);
    return Array.from({ length: 12 }, () => {
      const duration = latency + pacing.steps * perStep;
      pacing.note(pacing.steps, duration);
      return duration;
    });
  };
  test('no submit comes near 100 ms, from the first on, on a slow and on a fast adapter', () => {
    // 4000 cells at 0.3 ms per step; a million at 70 ms; 4000 at 5 µs.
    for (const [cells, perStep] of [
      [4000, 0.3],
      [1e6, 70],
      [4000, 0.005],
    ] as const)
      for (const duration of settle(cells, perStep)) expect(duration).toBeLessThan(75);
  });
  test('settles at a hundred steps and more where they fit', () => {
    expect(settle(4000, 0.3).at(-1)).toBeGreaterThan(30);
    const fast = submitPace(4000, 1024);
    for (let i = 0; i < 12; i++) fast.note(fast.steps, 0.5 + fast.steps * 0.005);
    expect(fast.steps).toBe(1024);
  });
  test('short runs, which are mostly latency, teach it nothing', () => {
    const pacing = submitPace(4000, 1024);
    const before = pacing.steps;
    pacing.note(1, 5);
    expect(pacing.steps).toBe(before);
    pacing.note(1, 90);
    expect(pacing.steps).toBe(1);
  });
});

describe('staging buffers', () => {
  test('rotate; one more waits for the first to come back; a new size replaces them', async () => {
    const ring = new StagingRing(device, 2, 64);
    const first = await ring.acquire();
    const second = await ring.acquire();
    expect(second).not.toBe(first);
    let third: GPUBuffer | undefined;
    const waiting = Promise.resolve(ring.acquire()).then((buffer) => {
      third = buffer;
    });
    await turn();
    expect(third).toBeUndefined();
    ring.release(first);
    await waiting;
    expect(third).toBe(first);
    ring.resize(128);
    ring.release(second);
    expect((await ring.acquire()).size).toBe(128);
    ring.destroy();
  });
});

test('staging buffers that will not come back fail those who wait', async () => {
  const ring = new StagingRing(device, 1, 64);
  await ring.acquire();
  const waiting = Promise.resolve(ring.acquire());
  ring.fail(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  await expect(ring.acquire()).rejects.toThrow('gone');
  ring.destroy();
});

describe('probes', () => {
  const program = noisy();
  const layout = layoutOf(program);
  test('are places in the flat state, by probe, cell, column', () => {
    const plan = planProbes(program, layout, [
      { population: 1, columns: [1, 0], cells: [74, 0] },
      { population: 0, columns: [0], cells: [3] },
    ]);
    const [first, second] = layout.columns as [number[], number[]];
    expect([...plan.cells]).toEqual([224, 224, 150, 150, 3]);
    expect([...plan.places]).toEqual([second[1]! + 74, second[0]! + 74, second[1]!, second[0]!, first[0]! + 3]);
    const pieces = [
      { steps: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) },
      { steps: 1, values: Float32Array.of(11, 12, 13, 14, 15) },
    ];
    expect(splitTraces(plan, pieces).map((trace) => [...trace])).toEqual([
      [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14],
      [5, 10, 15],
    ]);
  });
});

describe('sizes', () => {
  test('arrays of synapses are rounded up by at most a sixteenth, to few lengths', () => {
    const lengths = new Set<number>();
    for (let n = 300_000; n < 340_000; n += 7) {
      expect(rounded(n)).toBeGreaterThanOrEqual(n);
      expect(rounded(n) / n).toBeLessThan(1 + 1 / 16);
      lengths.add(rounded(n));
    }
    expect(lengths.size).toBeLessThan(5);
    expect([rounded(0), rounded(1), rounded(17)]).toEqual([0, 1, 17]);
  });
  describe('a network that does not fit is refused with the numbers', () => {
    const program = cobahh(1000, 80);
    const lengths = lengthsOf(program, layoutOf(program), emitWgsl(program));
    const refusal = (limits: Partial<Limits>): (() => void) => {
      const { bindings, connections } = linked(program, strategies.fused, limits);
      return () => {
        checkFits(program, lengths, { ...defaultLimits, ...limits });
        checkBindings(bindings, connections, { ...defaultLimits, ...limits });
      };
    };
    test('as what it is of the adapter', () => {
      const refused = refusal({ maxBufferSize: 2 ** 14 });
      expect(refused).toThrow(CapacityError);
      expect(refused).toThrow(UserError);
      expect(refused).toThrow(
        'The states of 1000 cells need 24.0 KiB, and this GPU adapter allows 16.0 KiB in one buffer. Make the network smaller, or choose another backend: wasm.',
      );
      expect(refused).toThrow(
        expect.objectContaining({
          code: 'adapter-buffer',
          data: { what: 'The states of 1000 cells', needed_bytes: 24 * 1024, allowed_bytes: 16 * 1024 },
        }),
      );
      expect(refusal({})).not.toThrow();
    });
    test('synapses not before they need more buffers than can be bound', () => {
      // 80 000 synapses of 4 bytes. Of eight buffers four are state, sums, record and probes, and one the rows.
      expect(refusal({ maxStorageBufferBindingSize: 2 ** 17 })).not.toThrow();
      const refused = refusal({ maxStorageBufferBindingSize: 2 ** 16 });
      expect(refused).toThrow(CapacityError);
      expect(refused).toThrow(
        'The synapses need 316.4 KiB, 6 buffers of at most 64.0 KiB; beside the 4 others this GPU adapter allows 4. Make the network smaller, or choose another backend: wasm.',
      );
    });
  });
  test('grids cover all cells within the limit per dimension', () => {
    expect(gridOf(4000, 64, 65535)).toEqual([63, 1]);
    expect(gridOf(0, 64, 65535)).toEqual([1, 1]);
    const [x, y] = gridOf(10_000_000, 64, 65535);
    expect(x).toBe(65535);
    expect(x * y * 64).toBeGreaterThanOrEqual(10_000_000);
  });
});

test('on a software adapter a thread takes as many cells as leave two workgroups per core, at most 32', () => {
  const share = (cells: number, cores: number, software = true): number =>
    tuningOf({ software, cores }).cellsPerThread(cells, 32);
  expect(share(4000, 2)).toBe(32);
  expect(share(4000, 16)).toBe(4);
  expect(share(1e6, 2)).toBe(32);
  expect(share(0, 2)).toBe(1);
  expect(share(1e6, 2, false)).toBe(1);
});

describe('errors', () => {
  test('a lost device says why and what to do', () => {
    const error = new DeviceLostError('unknown', 'GPU reset');
    expect(error.reason).toBe('unknown');
    expect(error.message).toBe(
      'The GPU device was lost (unknown: GPU reset). Resume from the last checkpoint on a new device.',
    );
    expect(error).not.toBeInstanceOf(UserError);
  });
});

test('a ring of more rows holds the same sums for the same steps, and comes back whole', () => {
  // Rows of steps 7 to 9; the row of step k is k mod 3.
  const ring = Int32Array.of(91, 92, 71, 72, 81, 82);
  const longer = moveRing(ring, 3, 5, 2, 7);
  expect([...longer]).toEqual([0, 0, 0, 0, 71, 72, 81, 82, 91, 92]);
  expect([...moveRing(longer, 5, 3, 2, 7)]).toEqual([...ring]);
  expect([...moveRing(ring, 3, 3, 2, 7)]).toEqual([...ring]);
});
