import { describe, expect, it } from 'vitest';
import {
  type BackendName,
  cell,
  fixedProbability,
  Network,
  pairStdp,
  type SweepSubject,
  shortTermPlasticity,
  sweep,
  type VariantResult,
} from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import {
  brunel,
  brunelVariant,
  diehlAlone,
  diehlCook,
  diehlOptions,
  diehlVariant,
  hashAlone,
  tutorial,
  tutorialVariant,
} from './subject.ts';

const hashes = (results: readonly VariantResult[]) => results.map((r) => (r.ok ? r.measures.hash : r.reason));

describe('a variant has the same spikes as alone', () => {
  const variants = [
    tutorialVariant({ w_i: '67 nS' }),
    tutorialVariant({ w_i: '10 nS', w_e: '7 nS' }),
    tutorialVariant({ w_i: '67 nS', n_exc: '150', n_inh: '50' }),
    tutorialVariant({ w_i: '134 nS', g_L: '10 nS' }, 2),
    tutorialVariant({ w_i: '0 nS', tau_i: '5 ms' }),
  ];
  for (const backend of ['reference', 'wasm'] as const satisfies BackendName[])
    for (const width of [1, 5])
      it(`${backend}, ${width} at once`, async () => {
        const summary = await sweep(tutorial, variants, { duration: '40 ms', backend, width });
        const alone = [];
        for (const v of variants) alone.push(await hashAlone(tutorial, v, backend, '40 ms'));
        expect(hashes(summary.results)).toEqual(alone);
        expect(new Set(alone).size).toBe(5);
        // Two seeds never share a batch; two sizes never a connectivity.
        expect(summary.width).toBe(width === 1 ? 1 : 4);
        expect(summary.builds).toBe(3);
      });

  it('with random numbers in every step, delays and more than one population', async () => {
    const settings = [{ g: '3' }, { g: '6', eta: '4' }, { g: '6', delay_low: '0.5 ms', delay_high: '2 ms' }];
    const several = settings.map((s) => brunelVariant(s));
    for (const backend of ['reference', 'wasm'] as const) {
      const alone = [];
      for (const v of several) alone.push(await hashAlone(brunel, v, backend, '60 ms', 'exact'));
      for (const width of [1, 3]) {
        const { results } = await sweep(brunel, several, { duration: '60 ms', backend, width, integrator: 'exact' });
        expect(hashes(results)).toEqual(alone);
      }
      expect(new Set(alone).size).toBe(3);
    }
  });

  it('with synapses that change with use, which are never joined', async () => {
    const stdp = presetByName('coba-2005-stdp');
    const several = ['67 nS', '40 nS'].map((w_i) => ({
      values: presetValues(stdp, { n_exc: '80', n_inh: '20', p: '0.2', w_i }),
      seed: 1,
    }));
    const { results, width } = await sweep(stdp, several, { duration: '60 ms', backend: 'reference', width: 2 });
    expect(width).toBe(1);
    for (const [i, v] of several.entries())
      expect(hashes(results)[i]).toBe(await hashAlone(stdp, v, 'reference', '60 ms'));
  });

  it('where nothing but the rule of plastic synapses differs, each with its own rule', async () => {
    // What a variant says of its synapses: numbers of a rule of traces, of one with variables and events, of a release.
    const rule = (kind: number, x: number): Pick<Parameters<Network['project']>[2], 'plasticity' | 'release'> => {
      const amplitudes = { A_plus: 0.1 * x, A_minus: 0.01 };
      if (kind === 0)
        return {
          plasticity: pairStdp({ ...amplitudes, tau_plus: '20 ms', tau_minus: '20 ms', range: ['0 mV', '9 mV'] }),
        };
      if (kind === 1)
        return {
          plasticity: {
            equations: 'dw/dt = A*c*mV/ms : mV\ndc/dt = -c/tau : 1',
            on: [{ at: 'source', delay: '1 ms', do: 'c += 1' }],
            parameters: { A: 0.02 * x, tau: '20 ms' },
            range: ['0 mV', '9 mV'],
          },
        };
      if (kind === 2)
        return {
          plasticity: { equations: 'c : mV', initial: { c: x }, onPre: 'w += c/4', range: ['0 mV', '9 mV'] },
        };
      if (kind === 3) return { release: shortTermPlasticity({ U: 0.2 * x, tau_rec: '50 ms' }) };
      return {
        plasticity: {
          onPre: 'w += 0.01*mV',
          every: [{ interval: '10 ms', do: 'w *= (1 + A)*20*mV/sum_in(w)' }],
          parameters: { A: 0.05 * x },
          range: ['0 mV', '9 mV'],
        },
      };
    };
    const subject: SweepSubject = {
      parameters: [{ name: 'x', acts: 'live' }],
      build({ kind, x }, seed) {
        const net = new Network({ seed });
        const model = cell({
          equations: 'dv/dt = -v/(10 ms) : mV',
          threshold: 'v > 5 mV',
          reset: 'v = 0 mV',
        });
        const drive = net.poisson(40, { rate: '100 Hz', name: 'drive' });
        const cells = net.population(model, 20, {}, { name: 'cells' });
        net.project(drive, cells, {
          connect: fixedProbability(0.5),
          onSpike: 'v += w',
          weight: '1 mV',
          ...rule(kind!, x!),
        });
        return net;
      },
    };
    for (const kind of [0, 1, 2, 3, 4]) {
      const several = [1, 2, 4].map((x) => ({ values: { kind, x }, seed: 1 }));
      const alone = [];
      for (const v of several) alone.push(await hashAlone(subject, v, 'wasm', '100 ms'));
      expect(new Set(alone).size, `kind ${kind}`).toBe(3);
      const { results } = await sweep(subject, several, { duration: '100 ms', backend: 'wasm', width: 3 });
      expect(hashes(results)).toEqual(alone);
    }
  });

  it('with weights that are scaled at regular times: Diehl and Cook’s network', async () => {
    const variants = [{ w_mean: '0.1' }, { w_mean: '0.4' }, { period: '15 ms' }, { period: '20.2 ms' }].map(
      diehlVariant,
    );
    for (const backend of ['reference', 'wasm'] as const) {
      const { results, width } = await sweep(diehlCook, variants, { ...diehlOptions, backend, width: 3 });
      expect(width).toBe(1);
      const alone = [];
      for (const v of variants.slice(0, 3)) alone.push(await diehlAlone(v, backend));
      expect(hashes(results.slice(0, 3))).toEqual(alone);
      expect(new Set(alone).size).toBe(3);
      // No whole number of steps of 0.5 ms: told of this variant, and the others run.
      expect(hashes(results)[3]).toMatch(/plastic does something every 20\.2 ms, which is no whole number of steps/);
    }
  });

  it('with synapses made anew at each spike, in batches too', async () => {
    const subject = (connectivity: 'stored' | 'procedural'): SweepSubject => ({
      parameters: [{ name: 'p', acts: 'rebuild' }],
      build({ p }, seed) {
        const net = new Network({ seed });
        const model = cell({
          equations: 'dv/dt = (20 mV - v)/(10 ms) : mV',
          threshold: 'v > 10 mV',
          reset: 'v = 0 mV',
        });
        const a = net.population(model, 30, { v: 'uniform(0 mV, 10 mV)' }, { name: 'a' });
        const b = net.population(model, 45, { v: 'uniform(0 mV, 10 mV)' }, { name: 'b' });
        const connect = fixedProbability(p!);
        net.project(a.slice(5, 30), b, { connect, onSpike: 'v += 1 mV', connectivity, delay: '2 ms' });
        net.project(b, a.slice(0, 20), { connect, onSpike: 'v -= 2 mV', connectivity });
        net.project(b, b, { connect, onSpike: 'v -= 1 mV', delay: '1 ms' });
        return net;
      },
    });
    const variants = [0.2, 0.5, 0.9].map((p) => ({ values: { p }, seed: 1 }));
    const runs = (connectivity: 'stored' | 'procedural', backend: BackendName, width: number) =>
      sweep(subject(connectivity), variants, { duration: '60 ms', backend, width });
    const expected = hashes((await runs('stored', 'reference', 1)).results);
    expect(new Set(expected).size).toBe(3);
    for (const width of [1, 3]) {
      const { results, ...summary } = await runs('procedural', 'reference', width);
      expect(hashes(results)).toEqual(expected);
      expect(summary.width).toBe(width);
    }
    const simd = hashes((await runs('stored', 'wasm', 1)).results);
    expect(hashes((await runs('procedural', 'wasm', 3)).results)).toEqual(simd);
  });

  it('with stimuli and weights per synapse', async () => {
    const subject: SweepSubject = {
      parameters: [{ name: 'w', acts: 'rebuild' }],
      build(values, seed) {
        const net = new Network({ seed });
        const model = cell({
          equations: 'dv/dt = -v/(10 ms) : mV',
          threshold: 'v > 10 mV',
          reset: 'v = 0 mV',
        });
        const drive = net.poisson(20, { rate: '200 Hz', name: 'drive' });
        const a = net.population(model, 30, { v: 'uniform(0 mV, 10 mV)' }, { name: 'a' });
        const b = net.population(model, 10, {}, { name: 'b' });
        net.project(drive, a, { connect: fixedProbability(0.5), onSpike: 'v += 2 mV' });
        net.project(a, b, {
          connect: fixedProbability(0.3),
          onSpike: 'v += w',
          weight: `normal(${values['w']} mV, 1 mV)`,
          delay: '1 ms',
        });
        return net;
      },
    };
    const variants = [1, 2, 4].map((w) => ({ values: { w }, seed: 3 }));
    for (const backend of ['reference', 'wasm'] as const) {
      const alone = [];
      for (const v of variants) alone.push(await hashAlone(subject, v, backend, '50 ms'));
      const { results } = await sweep(subject, variants, { duration: '50 ms', backend, width: 3 });
      expect(hashes(results)).toEqual(alone);
      expect(new Set(alone).size).toBe(3);
    }
  });
});

describe('sweep', () => {
  it('builds a connectivity once and compiles once where live parameters alone differ', async () => {
    const variants = ['0 nS', '30 nS', '67 nS', '134 nS'].map((w_i) => tutorialVariant({ w_i }));
    const { results, engines, builds } = await sweep(tutorial, variants, { duration: '60 ms', backend: 'wasm' });
    expect(engines).toBe(1);
    expect(builds).toBe(1);
    const rates = results.map((r) => (r.ok ? r.measures.rates['E']! : Number.NaN));
    expect(rates[0]!).toBeGreaterThan(2 * rates[2]!);
  });

  it('measures after the transient, the first spike from the start', async () => {
    const variants = [tutorialVariant({})];
    const base = { duration: '60 ms', backend: 'reference' } as const;
    const whole = (await sweep(tutorial, variants, base)).results[0]!;
    const late = (await sweep(tutorial, variants, { ...base, transient: '30 ms' })).results[0]!;
    if (!whole.ok || !late.ok) throw new Error('a variant failed');
    expect(whole.measures.firstSpike).toBeGreaterThan(13);
    expect(whole.measures.firstSpike).toBeLessThan(15);
    expect(late.measures.firstSpike).toBe(whole.measures.firstSpike);
    expect(late.measures.hash).toBe(whole.measures.hash);
    expect(whole.measures.rates['all']).toBeCloseTo(whole.measures.spikes / 200 / 0.06, 9);
    expect(late.measures.rates['all']).not.toBe(whole.measures.rates['all']);
    expect(late.measures.silent).toBeGreaterThanOrEqual(whole.measures.silent);
  });

  it('tells of a variant that blows up or cannot be built, and goes on with the others', async () => {
    const subject: SweepSubject = {
      parameters: [{ name: 'k', acts: 'live' }],
      build({ k }, seed) {
        const net = new Network({ seed });
        net.population(cell({ equations: 'dx/dt = k*x**2/ms : 1', parameters: { k: k! } }), k === 7 ? -1 : 3, { x: 1 });
        return net;
      },
    };
    const variants = [0, 1, -1, 7, 2].map((k) => ({ values: { k }, seed: 1 }));
    for (const width of [1, 5]) {
      const { results } = await sweep(subject, variants, {
        duration: '10 ms',
        backend: 'reference',
        integrator: 'rk4',
        width,
      });
      expect(results.map((r) => r.ok)).toEqual([true, false, true, false, false]);
      expect(results[1]).toMatchObject({ reason: expect.stringMatching(/x left the range .* at t = \d/) });
      expect(results[3]).toMatchObject({ reason: expect.stringMatching(/size of a population/) });
    }
  });

  it('reports progress that never falls, every result as it comes, and stops when told', async () => {
    const variants = [1, 2, 3, 4].map((seed) => tutorialVariant({}, seed));
    const stop = new AbortController();
    const fractions: number[] = [];
    const seen: number[] = [];
    const { results } = await sweep(tutorial, variants, {
      duration: '30 ms',
      backend: 'wasm',
      signal: stop.signal,
      onProgress: ({ fraction }) => fractions.push(fraction),
      onResult: ({ index }) => {
        seen.push(index);
        if (seen.length === 2) stop.abort();
      },
    });
    expect(results.map((r) => r.index)).toEqual([0, 1]);
    expect(seen).toEqual([0, 1]);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(0.5);
  });

  for (const [what, options, sentence] of [
    ['a transient as long as the run', { duration: '10 ms', transient: '10 ms' }, /leaves nothing/],
    ['a negative transient', { duration: '10 ms', transient: '-1 ms' }, /not be negative/],
    ['a width of 0', { duration: '10 ms', width: 0 }, /width of a sweep/],
  ] as const)
    it(`refuses ${what}`, async () => {
      await expect(sweep(tutorial, [tutorialVariant({})], options)).rejects.toThrow(sentence);
    });
});
