import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build, buildName } from '../../src/export/build.ts';
import { recordJson, reproducibilityRecord } from '../../src/export/index.ts';
import { createSimulation, simulate, summarise } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

const preset = presetByName('ei-tutorial');
const values = presetValues(preset, { n_exc: '160', n_inh: '40', g_L: '10 nS' });

describe('the reproducibility record', () => {
  test('holds what is needed to repeat a run', async () => {
    const simulation = await createSimulation(preset.build(values, 9), {
      dt: '0.1 ms',
      integrator: preset.integrator,
      backend: 'reference',
    });
    const { spikes } = await simulation.run(300);
    const summary = await summarise(simulation, spikes, 0, 300);
    const record = await reproducibilityRecord({
      preset,
      values,
      simulation,
      steps: 300,
      spikes: summary.spikes,
      spikeHash: summary.spike_hash,
      date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    });
    simulation.dispose();
    expect(JSON.parse(recordJson(record))).toEqual({
      name: 'galvani',
      version: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
      commit: build.commit,
      preset: 'ei-tutorial',
      parameters: expect.objectContaining({ n_exc: '160', g_L: '10 nS', w_i: '67 nS', V_sh: '-63 mV', p: '0.02' }),
      seed: 9,
      dt_ms: 0.1,
      duration_ms: 30,
      steps: 300,
      integrator: 'ind_exp_euler',
      backend: 'reference',
      adapter: simulation.adapter,
      software_adapter: false,
      strategy: 'in order',
      cells: 200,
      synapses: 800,
      connectivity: 'stored',
      // 800 targets of 32 bits, 201 row pointers.
      bytes_per_synapse: (4 * 800 + 4 * 201) / 800,
      spikes: summary.spikes,
      spike_hash: summary.spike_hash,
      wgsl_hash: null,
      date: '2026-01-02T03:04:05.000Z',
    });

    // Repeated from the record alone.
    const again = presetByName(record.preset);
    const run = await simulate(again.build(presetValues(again, record.parameters), record.seed), {
      duration: `${record.duration_ms} ms`,
      dt: `${record.dt_ms} ms`,
      integrator: record.integrator,
      backend: 'reference',
    });
    expect(run.summary.spike_hash).toBe(record.spike_hash);
  });

  test('hashes the shader that ran', async () => {
    const simulation = {
      seed: 1,
      dt: 0.1,
      integrator: 'rk4',
      backend: 'webgpu' as const,
      adapter: 'a',
      software: true,
      strategy: 's',
      cells: 1,
      synapses: 0,
      connectivity: 'stored' as const,
      bytesPerSynapse: 0,
      code: 'fn µ() {}',
    };
    const record = await reproducibilityRecord({ preset, values, simulation, steps: 1, spikes: 0, spikeHash: '' });
    expect(record.wgsl_hash).toBe(createHash('sha256').update('fn µ() {}').digest('hex'));
    expect(record.software_adapter).toBe(true);
  });
});

test('the build knows its version and commit', () => {
  expect(build.version).toMatch(/^\d+\.\d+\.\d+/);
  const git = (...words: string[]): string | undefined => {
    try {
      return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return undefined;
    }
  };
  // The commit that was the latest when the tests were started.
  const commit = build.commit.replace(/-dirty$/, '');
  if (git('rev-parse', 'HEAD') === undefined) expect(commit).toBe('unknown');
  else expect(git('rev-parse', '--verify', `${commit}^{commit}`)).toBe(commit);
  const name = 'galvani' as const;
  expect(buildName({ name, version: '1.2.3', commit: 'unknown' })).toBe('Galvani 1.2.3');
  expect(buildName({ name, version: '1.2.3', commit: `${'ab'.repeat(20)}-dirty` })).toBe(
    'Galvani 1.2.3 (commit abababa-dirty)',
  );
});
