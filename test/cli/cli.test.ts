import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readByPython } from '../files/python.ts';
import { galvaniIn, type Result } from './command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-'));
  symlinkSync('loop.csv', join(folder, 'loop.csv'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const galvani = (...words: string[]): Promise<Result> => galvaniIn(folder, words);

const quick = ['run', 'tm-cell', '--backend', 'reference', '--duration', '20 ms'];

describe('galvani list', () => {
  it('lists presets as JSON', async () => {
    const { code, out } = await galvani('list', '--json');
    expect(code).toBe(0);
    const names = JSON.parse(out).map((p: { name: string }) => p.name);
    expect(names).toEqual(
      expect.arrayContaining(['ei-tutorial', 'ei-brette2007', 'ei-nest', 'tm-cell', 'hh-classic', 'hh-tutorial']),
    );
  });

  it('lists channels and integrators', async () => {
    expect((await galvani('list', 'channels')).out).toMatch(/Na_TM1991 +Fast sodium/);
    expect((await galvani('list', 'integrators')).out).toMatch(/staggered/);
  });
});

describe('galvani help', () => {
  it('tells of all commands, or of one', async () => {
    const { code, out } = await galvani('help');
    expect(code).toBe(0);
    for (const command of ['list', 'show', 'run', 'bench']) expect(out).toContain(`galvani ${command}`);
    expect((await galvani('run', '--help')).out).toMatch(/^galvani run PRESET.*--spikes FILE/s);
    expect((await galvani('help', 'show')).out).not.toContain('galvani run');
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await galvani('--version')).out).toContain(`Galvani ${version}`);
  });
});

describe('galvani show', () => {
  it('shows parameters with units, and the equations', async () => {
    const { code, out } = await galvani('show', 'tm-cell');
    expect(code).toBe(0);
    expect(out).toMatch(/^g_Na +20000 nS +0 to 1000000 +sodium conductance$/m);
    expect(out).toMatch(/^ +dV\/dt = .* : mV$/m);
  });

  it('shows and runs a cell with dendrites', async () => {
    const { out } = await galvani('show', 'ball-and-stick');
    expect(out).toMatch(/^segments +21 +1 to 1001 +compartments of the dendrite$/m);
    expect(out).toContain('I_Na = ');
    const run = await galvani('run', 'ball-and-stick', '--backend', 'reference', '--set', 'd=3 um');
    expect(run.code).toBe(0);
  });

  it('shows them as JSON', async () => {
    const { out } = await galvani('show', 'ei-tutorial', '--json');
    const { name, parameters, models } = JSON.parse(out);
    expect(name).toBe('ei-tutorial');
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'w_i', unit: 'nS', value: 67 }));
    expect(models[0]).toMatchObject({ size: 4000, equations: expect.stringContaining('dV/dt') });
  });

  it('takes one preset', async () => {
    expect(await galvani('show')).toMatchObject({ code: 1, err: expect.stringContaining('takes one preset') });
  });
});

describe('galvani run --script', () => {
  it('writes the experiment for this library, with its hash, or for Brian2', async () => {
    const words = [...quick, '--seed', '7', '--set', 'I=0.4 nA', '--json'];
    const own = await galvani(...words, '--script', 'again.mjs');
    expect(own.code).toBe(0);
    const { spike_hash } = JSON.parse(own.out);
    expect(readFileSync(join(folder, 'again.mjs'), 'utf8')).toContain(spike_hash);
    expect((await galvani(...words, '--script', 'again.py')).code).toBe(0);
    const python = readFileSync(join(folder, 'again.py'), 'utf8');
    expect(python).toContain('SEED = 7\nDURATION = 20*ms');
    expect(python).toMatch(/I=(0\.4\*nA|400\*pA)/);
  });

  it('refuses other endings before it runs; plastic synapses are written for Brian2', async () => {
    expect(await galvani(...quick, '--script', 'again.txt')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--script is 'again.txt'.*\.mjs or \.py/),
    });
    const { code } = await galvani('run', 'coba-2005-stdp', '--duration', '1 ms', '--script', 'stdp.py');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'stdp.py'), 'utf8')).toContain('w = clip(w, 0*nS, 12*nS)');
  });
});

describe('galvani run', () => {
  it('says where traces would go, and still refuses a wrong variable', async () => {
    const lost = await galvani(...quick, '--record', 'V');
    expect(lost).toMatchObject({ code: 0, err: expect.stringContaining('--traces FILE') });
    const wrong = await galvani(...quick, '--record', 'q');
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining("no variable 'q'") });
  });

  it('prints one JSON object with the agreed fields and nothing else', async () => {
    const { code, out } = await galvani(
      'run',
      'ei-tutorial',
      '--backend',
      'reference',
      '--duration',
      '20 ms',
      '--json',
    );
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual([
      'preset',
      'backend',
      'adapter',
      'integrator',
      'dt_ms',
      'duration_ms',
      'seed',
      'cells',
      'synapses',
      'steps',
      'spikes',
      'first_spike_ms',
      'rate_hz',
      'cv_isi',
      'silent_fraction',
      'spike_hash',
      'wall_s',
      'realtime_factor',
      'dispatches_per_step',
      'strategy',
      'connectivity',
      'bytes_per_synapse',
      'accuracy',
    ]);
    expect(report.accuracy).toMatchObject([
      {
        population: 'cells',
        integrator: 'ind_exp_euler',
        order: 1,
        chosen_by: 'run',
        because: 'it was named for the run',
      },
    ]);
    const [rule] = report.accuracy;
    expect(Object.keys(rule)).toEqual([
      'population',
      'integrator',
      'order',
      'chosen_by',
      'because',
      'expected_error',
      'says',
    ]);
    expect(Object.keys(rule.expected_error)).toEqual(['response', 'course', 'spikes', 'other', 'duration']);
    expect(rule.says).toMatch(
      /^cells: ind_exp_euler, order 1, as it was named for the run; expected error at dt = 0\.1 ms: /,
    );
    expect(Object.keys(report.rate_hz)).toEqual(['all', 'E', 'I']);
    expect(Object.keys(report.wall_s)).toEqual(['build', 'compile', 'run']);
    expect(report).toMatchObject({ cells: 4000, synapses: 320_000, steps: 200, dt_ms: 0.1, duration_ms: 20, seed: 1 });
    expect(report.spike_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(report.first_spike_ms).toBeGreaterThan(13.7);
    expect(report.first_spike_ms).toBeLessThan(14.3);
  });

  it('writes named parts of the equations, at an interval', async () => {
    const words = ['run', 'tm-cell', '--duration', '2 ms', '--backend', 'reference', '--neurons', '0'];
    const { code, err } = await galvani(...words, '--record', 'V,I_Na', '--every', '0.5 ms', '--traces', 'part.csv');
    expect([code, err]).toEqual([0, '']);
    const rows = readFileSync(join(folder, 'part.csv'), 'utf8').trim().split('\n');
    expect(rows[0]).toBe('time_ms,neuron,V,I_Na');
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['0', '0.5', '1', '1.5', '2']);
    expect(rows.slice(1).every((row) => Number.isFinite(Number(row.split(',')[3])))).toBe(true);
  });

  it('writes spikes and traces', async () => {
    const { code } = await galvani(
      ...quick,
      '--spikes',
      's.csv',
      '--traces',
      't.csv',
      '--record',
      'V,m',
      '--neurons',
      '0',
    );
    expect(code).toBe(0);
    const spikes = readFileSync(join(folder, 's.csv'), 'utf8').trim().split('\n');
    expect(spikes[0]).toBe('time_ms,neuron');
    expect(spikes[1]).toBe('6.6,0');
    const traces = readFileSync(join(folder, 't.csv'), 'utf8').trim().split('\n');
    expect(traces[0]).toBe('time_ms,neuron,V,m');
    expect(traces.length).toBe(1 + 201);
    expect(traces[1]).toMatch(/^0,0,-65,0\.0097/);
    expect(traces[2]).toMatch(/^0\.1,0,-64\.8/);
  });

  it('writes NPZ by extension', async () => {
    expect((await galvani(...quick, '--spikes', 's.npz')).code).toBe(0);
    expect(readFileSync(join(folder, 's.npz')).subarray(0, 2).toString()).toBe('PK');
  });

  it('writes SONATA by extension', async () => {
    const words = ['run', 'ei-tutorial', '--backend', 'reference', '--duration', '20 ms', '--json'];
    const { code, out } = await galvani(...words, '--spikes', 's.h5', '--traces', 't.npz');
    expect(code).toBe(0);
    const script = `
import h5py
with h5py.File(path, 'r') as f:
    cells = f['spikes/cells']
    ranges = [cells.attrs['node_ids_' + name].tolist() for name in 'EI']
    print(json.dumps([len(cells['node_ids']), cells['timestamps'][0], cells['timestamps'].attrs['units'], ranges]))
`;
    const report = JSON.parse(out);
    expect(readByPython(readFileSync(join(folder, 's.h5')), '.h5', script)).toEqual([
      report.spikes,
      report.first_spike_ms,
      'ms',
      [
        [0, 3200],
        [3200, 4000],
      ],
    ]);
    const traces = `
import numpy
with numpy.load(path) as f:
    print(json.dumps([f['V'].shape, f['time_ms'][-1], f['neuron'].tolist()]))
`;
    expect(readByPython(readFileSync(join(folder, 't.npz')), '.npz', traces)).toEqual([[201, 3], 20, [0, 1, 2]]);
  });

  it('makes synapses at each spike, with the same spikes', async () => {
    const small = [
      'run',
      'ei-brette2007',
      '--set',
      'n_exc=320',
      '--set',
      'n_inh=80',
      '--set',
      'p=0.2',
      '--duration',
      '40 ms',
    ];
    const reports = [];
    for (const connectivity of ['stored', 'procedural']) {
      const { out } = await galvani(...small, '--backend', 'wasm', '--connectivity', connectivity, '--json');
      reports.push(JSON.parse(out));
    }
    expect(reports.map((r) => r.connectivity)).toEqual(['stored', 'procedural']);
    expect(reports.map((r) => r.bytes_per_synapse > 0)).toEqual([true, false]);
    expect(reports[0].spikes).toBeGreaterThan(100);
    expect(reports[1].spike_hash).toBe(reports[0].spike_hash);
  });

  it('sets parameters', async () => {
    const { out } = await galvani(...quick, '--set', 'I=0 nA', '--set', 'g_L=10 nS', '--json');
    expect(JSON.parse(out).spikes).toBe(0);
  });
});

describe('galvani bench --phases', () => {
  const words = [
    'bench',
    '--sizes',
    '400',
    '--backends',
    'wasm,reference',
    '--threads',
    '2',
    '--rounds',
    '1',
    '--phases',
  ];
  const names = ['gather+integrate+detect', 'deliver', 'record'];

  it('prints a row per phase, the rest and the step that they add up to', async () => {
    const { code, out } = await galvani(...words);
    expect(code).toBe(0);
    const tables = out.split('a step by its phases, ').slice(1);
    expect(tables.map((text) => text.split('\n')[0])).toEqual([
      'timed by clocks in the threads, means over them',
      'timed by a clock',
    ]);
    for (const table of tables) {
      const rows = [...table.matchAll(/^ {2}([a-z+ ]+?) {2,}([\d.]+) +([\d.]+) %/gm)];
      expect(rows.map((row) => row[1]).filter((name) => name !== 'threads waiting')).toEqual([
        ...names,
        'rest',
        'step',
      ]);
      const times = rows.map((row) => Number(row[2]));
      const step = times.pop()!;
      // Each figure is rounded to the fourth decimal place.
      expect(Math.abs(times.reduce((n, t) => n + t, 0) - step)).toBeLessThanOrEqual(0.00005 * (rows.length + 1));
      expect(rows.at(-1)![3]).toBe('100.0');
    }
  });

  it('tells them as JSON', async () => {
    const { out } = await galvani(...words, '--json');
    for (const { phases } of JSON.parse(out).rows) {
      expect(phases.rows.map((row: { phase: string }) => row.phase)).toEqual(names);
      expect(phases.means).toMatch(/clock/);
    }
    const without = await galvani(...words.filter((word) => word !== '--phases'), '--json');
    for (const row of JSON.parse(without.out).rows) expect(row).not.toHaveProperty('phases');
  });
});

describe('bad input: one clear line, exit 1, nothing written', () => {
  const cases: [string, string[], RegExp][] = [
    ['no command', ['fly'], /no command 'fly'/],
    ['no preset', ['run'], /takes one preset/],
    ['unknown preset', ['run', 'ei-tutorail'], /no preset 'ei-tutorail'.*ei-tutorial/],
    ['unknown option', [...quick, '--durration', '1 s'], /--durration/],
    ['wrong unit', [...quick, '--set', 'g_L=10 mV'], /g_L.*conductance/],
    ['unknown unit', [...quick, '--set', 'g_L=10 nX'], /g_L|nX/],
    ['unknown parameter', [...quick, '--set', 'w_x=1 nS'], /no parameter 'w_x'.*g_L/],
    ['no value', [...quick, '--set', 'g_L'], /name=value/],
    ['negative count', ['run', 'ei-tutorial', '--set', 'n_exc=-5'], /n_exc.*between/],
    ['fractional count', ['run', 'ei-tutorial', '--set', 'n_exc=10.5'], /whole number/],
    ['dt 0', [...quick, '--dt', '0 ms'], /dt is 0 ms/],
    ['dt without a unit', [...quick, '--dt', '0.1'], /dt/],
    ['dt negative', [...quick, '--dt', '-0.1 ms'], /dt/],
    ['probability 2', ['run', 'ei-brette2007', '--set', 'p=2'], /p is 2.*between 0 and 1/],
    ['duration of no step', [...quick, '--duration', '0 s'], /duration/],
    ['duration in volts', [...quick, '--duration', '5 mV'], /duration.*time/],
    ['unknown backend', [...quick, '--backend', 'cuda'], /webgpu, wasm, reference/],
    [
      'bench of a backend that is none',
      ['bench', '--backends', 'wasm,auto'],
      /--backends is 'auto'; allowed are webgpu/,
    ],
    ['unknown strategy', [...quick, '--strategy', 'best'], /no strategy 'best'.*fused, gathered, two-pass, persistent/],
    ['strategy of another backend', [...quick, '--backend', 'wasm', '--strategy', 'fused'], /of the backend webgpu/],
    ['unknown connectivity', [...quick, '--connectivity', 'none'], /allowed are stored and procedural/],
    ['unknown integrator', [...quick, '--integrator', 'rk45'], /no integrator 'rk45'/],
    ['inherited name as integrator', [...quick, '--integrator', 'constructor'], /no integrator 'constructor'/],
    ['script of no integrator', [...quick, '--integrator', 'toString', '--script', 'x.py'], /no integrator 'toString'/],
    ['script with no integrator', [...quick, '--integrator', 'rk45', '--script', 'x.mjs'], /no integrator 'rk45'/],
    ['name that is too long', [...quick, '--spikes', `${'x'.repeat(300)}.csv`], /cannot be written \(ENAMETOOLONG\)/],
    ['links in a circle', [...quick, '--spikes', 'loop.csv'], /'loop\.csv', which cannot be written \(ELOOP\)/],
    [
      'one file twice',
      [...quick, '--spikes', 'a.csv', '--traces', './a.csv'],
      /--spikes and --traces both name '\.\/a\.csv'/,
    ],
    ['seed', [...quick, '--seed', 'abc'], /--seed/],
    ['unwritable folder', [...quick, '--spikes', 'none/x.csv'], /none/],
    ['unwritable ending', [...quick, '--spikes', 'x.doc'], /\.csv/],
    ['unknown variable', [...quick, '--traces', 'x.csv', '--record', 'q'], /no variable 'q'.*'V'/],
    ['cell that is not there', [...quick, '--traces', 'x.csv', '--neurons', '7'], /no cell 7/],
    ['an equation as value', [...quick, '--set', 'I=process.exit(3)'], /I/],
  ];
  for (const [name, words, sentence] of cases)
    it(name, async () => {
      const before = readdirSync(folder);
      const { code, out, err } = await galvani(...words, '--json');
      expect(err).toMatch(sentence);
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err.trim().split('\n').length).toBe(1);
      expect(readdirSync(folder)).toEqual(before);
    });
});

describe('a run that blows up', () => {
  it('exits 2 and names variable, cell and time', async () => {
    const { code, err } = await galvani(
      'run',
      'hh-tutorial',
      '--integrator',
      'rk4',
      '--dt',
      '0.1 ms',
      '--backend',
      'reference',
      '--set',
      'V_spread=0 mV',
    );
    expect(code).toBe(2);
    expect(err).toMatch(/V of cell 0.*t = 42\.\d ms.*exp_euler/s);
  });
});
