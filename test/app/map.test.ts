/** The cell map's grid and its activity: every cell has one place, and a frame costs the same however long the run is. */
import { describe, expect, test } from 'vitest';
import { Activity, fade, recentSpikes } from '../../src/app/plots/map/activity.ts';
import { MapLayout } from '../../src/app/plots/map/layout.ts';
import { countsIn, gathered } from '../../src/app/rooms/network/map/words.ts';
import { RunRecord } from '../../src/app/run/record.ts';
import type { Answer } from '../../src/app/worker/messages.ts';
import type { Group } from '../../src/index.ts';
import type { Description } from '../../src/live/types.ts';

const group = (name: string, first: number, count: number, role: Group['role'] = 'cells'): Group => ({
  name,
  first,
  count,
  role,
});
const ei = (cells: number) => [group('E', 0, 0.8 * cells), group('I', 0.8 * cells, 0.2 * cells)];
const shape = { width: 720, height: 250, ratio: 1 };

describe('the grid', () => {
  test.each([1, 7, 4000, 64_000, 1_000_000])(
    '%i cells: each has a place of its own or shares it with neighbours',
    (n) => {
      const groups = n < 10 ? [group('cells', 0, n)] : ei(n);
      const layout = new MapLayout(groups, n, shape);
      let cells = 0;
      for (let bin = 0; bin < layout.bins; bin++) {
        const { from, to } = layout.cellsOf(bin);
        expect(from).toBe(cells);
        expect(to - from).toBeLessThanOrEqual(layout.perBin);
        cells = to;
        const { x, y } = layout.place(bin);
        expect(layout.at(x + layout.side / 2, y + layout.side / 2)).toBe(bin);
        expect(layout.table[from]).toBe(bin);
        expect(layout.table[to - 1]).toBe(bin);
        if (x < 0 || y < 0 || x + layout.side > shape.width || y + layout.side > shape.height)
          expect.fail(`square ${bin} lies outside`);
      }
      expect(cells).toBe(n);
      expect(layout.perBin === 1).toBe(n <= 4000);
    },
  );

  test('E stands below I, cells count from the lower left', () => {
    const layout = new MapLayout(ei(4000), 4000, shape);
    const first = layout.place(0);
    expect(first.x).toBe(0);
    expect(layout.place(1).y).toBe(first.y);
    expect(layout.place(layout.columns).y).toBe(first.y - layout.side);
    expect(layout.place(3200).y).toBeLessThan(layout.place(3199).y);
  });

  test('from the top down, in the order of a raster that is so', () => {
    const layout = new MapLayout(ei(4000), 4000, { ...shape, down: true });
    expect(layout.place(0)).toEqual({ x: 0, y: 0 });
    expect(layout.place(layout.columns).y).toBe(layout.side);
    expect(layout.place(3200).y).toBeGreaterThan(layout.place(3199).y);
    for (let bin = 0; bin < layout.bins; bin++) {
      const { x, y } = layout.place(bin);
      expect(layout.at(x + layout.side / 2, y + layout.side / 2)).toBe(bin);
    }
    expect(layout.move(0, 0, 1)).toBe(0);
    expect(layout.move(5, 0, -1)).toBe(5 + layout.columns);
  });

  test('cells in no group have a block of their own, stimulus sources have none', () => {
    const groups = [group('E', 10, 50), group('noise', 100, 40, 'source')];
    const layout = new MapLayout(groups, 100, shape);
    expect(layout.blocks.map((b) => [b.group?.name, b.first, b.count])).toEqual([
      [undefined, 0, 10],
      ['E', 10, 50],
      [undefined, 60, 40],
    ]);
  });

  test('arrows reach every block and stop at the ends', () => {
    const layout = new MapLayout(ei(4000), 4000, shape);
    expect(layout.move(0, -1, 0)).toBe(0);
    expect(layout.move(0, 0, -1)).toBe(0);
    expect(layout.move(0, 1, 0)).toBe(1);
    expect(layout.move(5, 0, 1)).toBe(5 + layout.columns);
    let bin = 5;
    for (let k = 0; k < 100; k++) bin = layout.move(bin, 0, 1);
    expect(layout.blockOf(bin)?.group?.name).toBe('I');
    expect(layout.move(bin, 0, 1)).toBe(bin);
    for (let k = 0; k < 100; k++) bin = layout.move(bin, 0, -1);
    expect(bin).toBe(5);
    expect(layout.move(3999, 1, 0)).toBe(3999);
  });

  test('a line drawn around squares finds their cells, in ascending order', () => {
    const layout = new MapLayout(ei(4000), 4000, shape);
    const { x, y } = layout.place(layout.columns + 3);
    const { side } = layout;
    const box = (px: number, py: number) => px > x && px < x + 2 * side && py > y && py < y + 2 * side;
    expect(layout.within(box)).toEqual([3, 4, layout.columns + 3, layout.columns + 4]);
    expect(layout.within(() => true)).toHaveLength(4000);
  });

  test('a picture that is too small for all cells still has a place for each', () => {
    const layout = new MapLayout(ei(1000), 1000, { width: 3, height: 3, ratio: 1 });
    expect(layout.cellsOf(layout.bins - 1).to).toBe(1000);
  });
});

const description = (cells: number): Description => ({ dt: 0.1, cells, groups: ei(cells) }) as unknown as Description;

function block(firstStep: number, steps: number, spikes: readonly (readonly [step: number, cell: number])[]) {
  return {
    type: 'block',
    run: 1,
    firstStep,
    steps,
    spikeSteps: Uint32Array.from(spikes, ([step]) => step),
    spikeCells: Uint32Array.from(spikes, ([, cell]) => cell),
    traces: [],
  } satisfies Extract<Answer, { type: 'block' }>;
}

describe('the activity', () => {
  const layout = new MapLayout(ei(4000), 4000, shape);

  test('a spike counts one and fades, wherever the picture was before', () => {
    const record = new RunRecord(description(4000));
    record.add(block(0, 1000, [[100, 7]]));
    record.add(
      block(1000, 1000, [
        [1500, 7],
        [1500, 8],
      ]),
    );
    const activity = new Activity(layout);
    const at = (step: number, cell: number) => {
      activity.show(record, step);
      return activity.levels[cell]!;
    };
    expect(at(101, 7)).toBeCloseTo(Math.exp(-0.1 / fade), 5);
    expect(at(301, 7)).toBeCloseTo(Math.exp(-20.1 / fade), 5);
    expect(at(1501, 8)).toBeCloseTo(Math.exp(-0.1 / fade), 5);
    expect(at(1502, 7)).toBeCloseTo(Math.exp(-0.2 / fade), 2);
    expect(at(101, 8)).toBe(0);
    record.rewind(1000);
    expect(at(1000, 8)).toBe(0);
  });

  test('the rate of a block is that of its cells', () => {
    const record = new RunRecord(description(4000));
    // Every cell each 25 ms: 40 Hz.
    const spikes: [number, number][] = [];
    for (let step = 0; step < 4000; step++)
      for (let cell = step % 250; cell < 4000; cell += 250) spikes.push([step, cell]);
    record.add(block(0, 4000, spikes));
    const activity = new Activity(layout);
    activity.show(record, 4000);
    const [e, i] = layout.blocks;
    // The groups are no multiples of 250 cells, so some phases are there more often than others.
    for (const b of [e!, i!]) expect(Math.abs(activity.rate(b.bin, b.bins) - 40)).toBeLessThan(2.5);
    expect(recentSpikes(record, 4000, { from: 0, to: 250 }, 100)).toBe(1000);
  });

  test('a frame reads what came since the last, not the whole run', () => {
    const read = (runs: number): number => {
      const record = new RunRecord(description(4000));
      const spikes = Array.from({ length: 20_000 }, (_, k) => [Math.floor(k / 20), (k * 7) % 4000] as const);
      for (let r = 0; r < runs; r++)
        record.add(
          block(
            r * 1000,
            1000,
            spikes.map(([step, cell]) => [step + r * 1000, cell] as const),
          ),
        );
      const activity = new Activity(layout);
      activity.show(record, runs * 1000);
      const asked: number[] = [];
      const { spikes: ledger } = record;
      const given = ledger.spikes.bind(ledger);
      ledger.spikes = (from, to) => {
        asked.push((to ?? 0) - (from ?? 0));
        return given(from, to);
      };
      record.add(block(runs * 1000, 10, [[runs * 1000, 3]]));
      activity.show(record, runs * 1000 + 10);
      // Somewhere else: the spikes of the last 120 ms.
      activity.show(record, 1000);
      return Math.max(...asked);
    };
    expect(read(50)).toBe(read(2));
  });
});

test('squares are added to the cells that are picked, or taken away', () => {
  expect(gathered([1, 5, 9], 4, 7)).toEqual([1, 4, 5, 6, 9]);
  expect(gathered([1, 4, 5, 6, 9], 4, 7)).toEqual([1, 9]);
  expect(gathered([], 0, 2)).toEqual([0, 1]);
  expect(
    countsIn(
      [1, 4, 5, 6, 9],
      [
        { first: 0, count: 5 },
        { first: 5, count: 5 },
      ],
    ),
  ).toEqual([2, 3]);
});
