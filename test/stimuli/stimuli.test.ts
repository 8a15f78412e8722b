import { describe, expect, test } from 'vitest';
import { resolveNetwork } from '../../src/compile/resolve.ts';
import { createSimulation } from '../../src/index.ts';
import { Network } from '../../src/network/network.ts';
import { spikesOf, start } from '../compile/run.ts';

describe('Poisson trains', () => {
  test('spike at their rate within their window, independently', async () => {
    const net = new Network({ seed: 3 });
    net.poisson(200, { rate: '300 Hz', from: '1 ms', to: '51 ms' });
    const simulation = await start(net);
    const spikes = await spikesOf(simulation, 1000);
    const steps = spikes.map(([step]) => step);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...steps)).toBeLessThan(510);
    // 200 × 500 Bernoulli trials of p = 0.03: mean 3000, standard deviation 53.9; 5 of them, alpha 6e-7.
    expect(Math.abs(spikes.length - 3000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.03 * 0.97));
    // Counts per train: variance of a binomial, ratio's standard deviation √(2/200) = 0.1; alpha 6e-7.
    const counts = new Array<number>(200).fill(0);
    for (const [, cell] of spikes) counts[cell]!++;
    const mean = spikes.length / 200;
    const variance = counts.reduce((a, c) => a + (c - mean) ** 2, 0) / 200;
    expect(Math.abs(variance / (mean * 0.97) - 1)).toBeLessThan(0.5);
    simulation.dispose();
  });

  test('follow a rate of their own, and a change of the common one', async () => {
    const net = new Network();
    net.poisson(3, { rate: ['0 Hz', '10 kHz', '0 Hz'], name: 'own' });
    net.poisson(2, { rate: '0 Hz', name: 'common' });
    const simulation = await start(net);
    expect(await spikesOf(simulation, 3)).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    simulation.setParameter('common', 'rate', '10 kHz');
    expect(await spikesOf(simulation, 1)).toEqual([
      [3, 1],
      [3, 3],
      [3, 4],
    ]);
    simulation.dispose();
  });

  test('follow a rate that is a function of time', async () => {
    const net = new Network({ seed: 5 });
    net.poisson(400, { rate: '100 Hz*(1 + sign(sin(2*pi*10 Hz*t)))' });
    const simulation = await start(net);
    const spikes = await spikesOf(simulation, 1000);
    // 200 Hz in the first half of each period of 100 ms, silent in the second: 400 × 500 trials of 0.02, 4000 ± 62.6; alpha 6e-7.
    const first = spikes.filter(([step]) => step <= 500).length;
    expect(Math.abs(first - 4000)).toBeLessThan(5 * Math.sqrt(200_000 * 0.02 * 0.98));
    // At the zeros of the sine itself the sign, and so the rate, may be that of 0.
    expect(spikes.filter(([step]) => step > 501 && step < 1000)).toEqual([]);
    simulation.dispose();
  });

  test.each(['reference', 'wasm'] as const)(
    'stop at a rate beyond one spike per step, or without a value: %s',
    async (backend) => {
      const rates = { values: ['10 Hz', '10 kHz', '10.1 kHz'], dt: '1 ms' };
      const cases: [rate: string, more: { from?: string; to?: string }, at: number | undefined][] = [
        ['rates(t)', {}, 2.1],
        // Just 1/dt is a rate like others, and outside the window no spike is asked for.
        ['rates(t)', { to: '2 ms' }, undefined],
        ['11 kHz*exp(-t/(1 ms))', {}, 0.1],
        ['11 kHz*exp(-t/(1 ms))', { from: '0.1 ms' }, undefined],
        ['20 kHz*i', { to: '1 ms' }, 0.1],
        ['10 kHz*sqrt(1 - t/(1 ms))', {}, 1.2],
      ];
      for (const [rate, more, at] of cases) {
        const net = new Network();
        net.poisson(2, { rate, ...(rate === 'rates(t)' ? { tables: { rates } } : {}), ...more });
        const simulation = await createSimulation(net, { backend });
        const run = simulation.run(30);
        if (at === undefined) await run;
        else
          await expect(run).rejects.toThrow(
            new RegExp(
              String.raw`rate\*dt of cell [01] of poisson left .* at t = ${at} ms\. .*10000 Hz at most at this dt.*more trains`,
            ),
          );
        simulation.dispose();
      }
    },
  );

  test('follow tables: one for all trains, and a course for each', async () => {
    const net = new Network({ seed: 6 });
    const rates = { values: ['10 Hz', '100 Hz', '0 Hz'], dt: '1 s' };
    net.poisson(200, { rate: 'rates(t)', tables: { rates }, name: 'all' });
    const each = {
      values: [
        ['1 kHz', '0 Hz', '0 Hz'],
        ['0 Hz', '1 kHz', '0 Hz'],
        ['0 Hz', '0 Hz', '1 kHz'],
      ],
      dt: '1 s',
    };
    net.poisson(3, { rate: 'each(t, i)', tables: { each }, name: 'own' });
    for (const backend of ['reference', 'wasm'] as const) {
      const simulation = await createSimulation(net, { backend });
      const { spikes } = await simulation.run(30_000);
      const count = (cells: (c: number) => boolean, second: number): number =>
        spikes.steps.filter((s, k) => Math.floor(s / 10_000) === second && cells(spikes.cells[k]!)).length;
      // 200 trains × 10 000 trials of p = rate·dt, each within 5 standard deviations: alpha 6e-7.
      for (const [second, p] of [0.001, 0.01, 0].entries()) {
        const n = count((c) => c < 200, second);
        expect(Math.abs(n - 2e6 * p)).toBeLessThanOrEqual(5 * Math.sqrt(2e6 * p * (1 - p)));
      }
      // 10 000 trials of 0.1, 1000 ± 30; alpha 6e-7.
      for (const train of [0, 1, 2])
        for (const second of [0, 1, 2]) {
          const n = count((c) => c === 200 + train, second);
          if (second === train) expect(Math.abs(n - 1000)).toBeLessThan(150);
          else expect(n).toBe(0);
        }
      simulation.dispose();
    }
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'courses for other trains',
      () => new Network().poisson(3, { rate: 'r(t, i)', tables: { r: { values: [['1 Hz'], ['2 Hz']], dt: '1 s' } } }),
      /2 courses for 3 trains/,
    ],
    [
      'courses of two lengths',
      () =>
        new Network().poisson(2, {
          rate: 'r(t, i)',
          tables: { r: { values: [['1 Hz'], ['2 Hz', '3 Hz']], dt: '1 s' } },
        }),
      /courses are lists of one length/,
    ],
    [
      'a course without a number',
      () => new Network().poisson(1, { rate: 'r(t)', tables: { r: { values: [['1 Hz', '2 Hz']], dt: '1 s' } } }),
      /takes 2 arguments|needs 2|2 arguments/,
    ],
    ['random rate', () => new Network().poisson(1, { rate: '10 Hz*rand()' }), /its tables only/],
    ['negative rate', () => new Network().poisson(1, { rate: '-1 Hz' }), /negative/],
    ['wrong unit', () => new Network().poisson(1, { rate: '1 mV' }), /rate of a Poisson source/],
    ['number of rates', () => new Network().poisson(3, { rate: ['1 Hz', '2 Hz'] }), /one rate or 3 rates; it got 2/],
    ['end before start', () => new Network().poisson(1, { rate: '1 Hz', from: '2 ms', to: '1 ms' }), /ends before/],
    ['count', () => new Network().poisson(-1, { rate: '1 Hz' }), /whole number/],
    [
      'rate beyond one spike per step',
      () => {
        const net = new Network();
        net.poisson(1, { rate: '11 kHz' });
        resolveNetwork(net, 0.1);
      },
      /11000 Hz would spike more than once per step of 0\.1 ms/,
    ],
  ])('refuse a %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ name: expect.stringMatching(/^(UserError|TextError)$/) }));
  });
});

describe('spike generators', () => {
  test('spike at their times, given per cell or as pairs in any order', async () => {
    const net = new Network();
    net.spikes(3, { times: [['0.3 ms', 0.1], [], [0]], name: 'a' });
    net.spikes(2, {
      spikes: [
        ['0.5 ms', 1],
        [0.2, 0],
        [0.1, 1],
      ],
      name: 'b',
    });
    const simulation = await start(net);
    const expected = [
      [0, 2],
      [1, 0],
      [1, 4],
      [2, 3],
      [3, 0],
      [5, 4],
    ];
    expect(await spikesOf(simulation, 10)).toEqual(expected);
    simulation.reset();
    expect([...(await spikesOf(simulation, 2)), ...(await spikesOf(simulation, 8))]).toEqual(expected);
    simulation.dispose();
  });

  test('keep thousands of spikes apart', async () => {
    const net = new Network();
    const times = Array.from({ length: 50 }, (_, c) => Array.from({ length: 40 }, (_, k) => (k * 50 + c) * 0.1));
    net.spikes(50, { times });
    const simulation = await start(net);
    expect(await spikesOf(simulation, 2000)).toEqual(Array.from({ length: 2000 }, (_, step) => [step, step % 50]));
    simulation.dispose();
  });

  test.each<[string, () => unknown, RegExp]>([
    ['list per cell', () => new Network().spikes(2, { times: [[1]] }), /needs 2 lists of times; it got 1/],
    ['cell', () => new Network().spikes(2, { spikes: [[1, 2]] }), /2 cells got a spike of cell 2/],
    ['negative time', () => new Network().spikes(1, { times: [[-1]] }), /from 0 ms/],
    ['unit', () => new Network().spikes(1, { times: [['1 mV']] }), /time of a spike/],
    [
      'step twice',
      () => {
        const net = new Network();
        net.spikes(1, { times: [[1, 1.04]] });
        resolveNetwork(net, 0.1);
      },
      /two spikes in the step at 1\.04 ms/,
    ],
  ])('refuse a wrong %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(act).toThrow(expect.objectContaining({ name: expect.stringMatching(/^(UserError|TextError)$/) }));
  });
});
