import { describe, expect, it } from 'vitest';
import { integrators } from '../../src/integrators/index.ts';
import { compareIntegrators } from '../../src/laboratory/index.ts';
import { presetCell } from './golden.ts';

const classic = presetCell('hh-classic', { E_L: '-54.3 mV' });

describe('convergence on the squid axon, 50 ms and four spikes', () => {
  const lower = integrators.filter((i) => i.order < 4 && i.name !== 'staggered' && i.name !== 'exp_euler');
  it.each(lower.map((i) => [i.name, i.order]))('%s: spike times are of order %d', async (name, order) => {
    const dts = [0.05, 0.025, 0.0125, 0.00625];
    const { orders } = await compareIntegrators({ subject: classic, duration: 50, integrators: [name], dts });
    expect(Math.abs(orders[name]!.spikeTime - order)).toBeLessThan(0.15);
  });

  it('exp_euler: at least 1.85', async () => {
    const dts = [0.05, 0.025, 0.0125, 0.00625];
    const { orders } = await compareIntegrators({ subject: classic, duration: 50, integrators: ['exp_euler'], dts });
    expect(orders['exp_euler']!.spikeTime).toBeGreaterThan(1.85);
    expect(orders['exp_euler']!.spikeTime).toBeLessThan(2.15);
  });

  // Their spike times are right to 1e-11 ms at the shortest step, where rounding takes over; voltages are measured instead.
  it.each(['rk4', 'ralston4'])('%s: voltages are of order 4', async (name) => {
    const { orders } = await compareIntegrators({
      subject: classic,
      duration: 50,
      integrators: [name],
      dts: [0.01, 0.005, 0.0025, 0.00125],
      tolerance: 1e-12,
    });
    expect(Math.abs(orders[name]!.voltage - 4)).toBeLessThan(0.15);
  });

  it('staggered: at least 0.9, and 8 times closer than ind_exp_euler at 0.1 ms', async () => {
    const { orders } = await compareIntegrators({
      subject: classic,
      duration: 50,
      integrators: ['staggered'],
      dts: [0.05, 0.025, 0.0125, 0.00625],
    });
    expect(orders['staggered']!.spikeTime).toBeGreaterThan(0.9);
    const coarse = await compareIntegrators({
      subject: classic,
      duration: 50,
      integrators: ['staggered', 'ind_exp_euler'],
      dts: [0.1],
    });
    const [fresh, old] = coarse.results.map((r) => r.errors!.spikeTime) as [number, number];
    expect(old / fresh).toBeGreaterThan(8);
  });
});

describe('compareIntegrators', () => {
  it('keeps a blow-up as an answer and goes on', async () => {
    const subject = presetCell('hh-tutorial', { V_spread: '0 mV' });
    const seen: string[] = [];
    const { results, exact } = await compareIntegrators({
      subject,
      duration: 100,
      integrators: ['rk4', 'exact', 'exp_euler'],
      dts: [0.1],
      onResult: (r, fraction) => seen.push(`${r.integrator} ${fraction.toFixed(2)}`),
    });
    const [rk4, linear, exponential] = results;
    expect(rk4!.blowUp!.variable).toBe('V');
    expect(Math.abs(rk4!.blowUp!.time - 42.5)).toBeLessThan(0.15);
    // Two spikes came before.
    expect(rk4!.spikeTimes).toHaveLength(2);
    expect(rk4!.errors).toBeUndefined();
    expect(linear!.refusal).toMatch(/'exact' needs linear equations/);
    expect(exponential!.errors!.spikeTime).toBeLessThan(0.01);
    expect(exact.spikeTimes).toHaveLength(3);
    expect(seen).toEqual(['rk4 0.33', 'exact 0.67', 'exp_euler 1.00']);
  });

  it('shows that exp_euler, not ind_exp_euler, misses the peaks on the tutorial cell', async () => {
    const { results } = await compareIntegrators({
      subject: presetCell('hh-tutorial', { V_spread: '0 mV' }),
      duration: 100,
      integrators: ['exp_euler', 'ind_exp_euler'],
      dts: [0.1],
    });
    const [exponential, independent] = results.map((r) => r.errors!.peak) as [number, number];
    expect(exponential).toBeGreaterThan(2);
    expect(exponential).toBeLessThan(2.7);
    expect(Math.abs(independent)).toBeLessThan(0.4);
  });

  it('counts what a step costs', async () => {
    const { results } = await compareIntegrators({
      subject: classic,
      duration: 5,
      integrators: ['euler', 'rk4', 'exp_euler'],
      dts: [0.05],
    });
    const [euler, rk4, exponential] = results.map((r) => r.cost!);
    expect(euler!.functions).toBe(6);
    expect(rk4!.functions).toBe(4 * 6);
    expect(exponential!.matrixFunctions).toBe(1);
    expect(euler!.microsecondsPerStep).toBeGreaterThan(0);
  });

  it('names an integrator that it does not know', async () => {
    await expect(
      compareIntegrators({ subject: classic, duration: 5, integrators: ['rk5'], dts: [0.1] }),
    ).rejects.toThrow(/no integrator 'rk5'/);
  });
});

describe('cells with a reset', () => {
  it('spike where the run says so, though no sample of the voltage crosses the level', async () => {
    const dt = 0.1;
    const { exact, results } = await compareIntegrators({
      subject: presetCell('lif'),
      duration: 200,
      integrators: ['exact'],
      dts: [dt],
    });
    const [row] = results;
    expect(exact.spikeTimes.length).toBeGreaterThan(3);
    expect(row!.errors!.extraSpikes).toBe(0);
    // The exact rule is right between spikes. The first one is late by what is left of its step; in an interval the refractory period and
    // the climb both end with a step, so each is off by less than one.
    const late = row!.errors!.spikeTimes;
    expect(late[0]!).toBeGreaterThan(-1e-9);
    expect(late[0]!).toBeLessThan(dt);
    late.slice(1).forEach((time, k) => {
      expect(Math.abs(time - late[k]!)).toBeLessThan(2 * dt);
    });
  });

  it('AdEx: as many spikes as the exact curve has, each within what its steps add up to', async () => {
    const { exact, results } = await compareIntegrators({
      subject: presetCell('adex-tonic'),
      duration: 100,
      integrators: ['ind_exp_euler'],
      dts: [0.002],
    });
    expect(exact.spikeTimes.length).toBeGreaterThan(5);
    expect(results[0]!.spikeTimes.length).toBe(exact.spikeTimes.length);
    expect(results[0]!.errors!.spikeTime).toBeLessThan(0.05);
  });
});
