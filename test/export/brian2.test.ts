/** Scripts for Brian2: what they say, that Python reads them, and what they refuse. What they give is for the statistics. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brian2ScriptOf } from '../../src/export/brian2/script.ts';
import {
  allToAll,
  cell,
  fixedInDegree,
  fixedProbability,
  grid,
  Network,
  oneToOne,
  pairStdp,
  probability,
  shortTermPlasticity,
  synapseList,
  UserError,
} from '../../src/index.ts';
import { pointPresets, presetByName, presetValues } from '../../src/presets/index.ts';
import { everything } from './everything.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galvani-brian2-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const scriptFor = (network: Network, integrator?: string): string =>
  brian2ScriptOf({ network, dt: 0.1, duration: 100, integrator, backend: 'reference' });

function scriptOfPreset(name: string): string {
  const preset = presetByName(name);
  const { dt, duration, integrator, title, reference } = preset;
  const network = preset.build(presetValues(preset, {}), 3);
  return brian2ScriptOf({ network, dt, duration, integrator, backend: 'wasm', preset: name, title, reference });
}

test('Python reads the scripts of all presets', () => {
  const names = pointPresets.map((p) => p.name);
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) writeFileSync(join(folder, `${name}.py`), scriptOfPreset(name));
  // A script that Python cannot read makes this throw, with Python's words.
  execFileSync('python3', ['-m', 'py_compile', ...names.map((name) => join(folder, `${name}.py`))], { stdio: 'pipe' });
});

describe('synapses that change with use', () => {
  test('pair STDP: traces brought up to date by events, the weight delivered before it changes', () => {
    const script = scriptOfPreset('coba-2005-stdp');
    for (const line of [
      'dx/dt = -x/tau_plus : 1 (event-driven)',
      'dy/dt = -y/tau_minus : 1 (event-driven)',
      'on_pre="""g_e_post += w\n       w -= A_minus*y*(w_high - w_low)\n       w = clip(w, 0*nS, 12*nS)\n       x += 1"""',
      'on_post="""w += A_plus*x*(w_high - w_low)\n       w = clip(w, 0*nS, 12*nS)\n       y += 1"""',
      'from_E_to_all.w = 6*nS',
      "'tau_plus': 20*ms",
    ])
      expect(script).toContain(line);
    expect(script).not.toContain('under way at once');
  });

  const target = cell({
    equations: 'dv/dt = -v/tau : mV\ndx/dt = 0 : nS',
    parameters: { tau: '20 ms', A: 2 },
    threshold: 'v > 5 mV',
    reset: 'v = 0 mV',
  });
  const scriptWith = (options: Partial<Parameters<Network['project']>[2]>): string => {
    const network = new Network({ seed: 1 });
    const cells = network.population(target, 3);
    network.project(cells, cells, { connect: allToAll(), onSpike: 'x += w', name: 'a', ...options });
    return scriptFor(network);
  };

  test('with a delay the weight of the firing is what arrives, and the rule does not wait', () => {
    const plasticity = pairStdp({
      A_plus: 0.1,
      A_minus: 0.1,
      tau_plus: '20 ms',
      tau_minus: '20 ms',
      range: ['0 nS', '9 nS'],
    });
    const script = scriptWith({ weight: 'uniform(1 nS, 2 nS)', plasticity, delay: '2 ms' });
    expect(script).toMatch(/'pre': 'x_post \+= w_sent', 'pre_sent': 'w_sent = w', 'pre_change': """w -= /);
    expect(script).toContain('from_a.pre_sent.order = -3');
    expect(script).toContain('from_a.pre.delay = max(2*ms - defaultclock.dt, 0*ms)');
    expect(script).toContain('under way at once');
  });

  test('delays that the rule counts: at the end where they lie', () => {
    const rule = { A_plus: 0.1, A_minus: 0.1, tau_plus: '20 ms', tau_minus: '20 ms' };
    const with_ = (delays: 'axonal' | 'dendritic', delay?: string) =>
      scriptWith({
        weight: '1 nS',
        plasticity: pairStdp({ ...rule, range: ['0 nS', '9 nS'], delays }),
        ...(delay === undefined ? {} : { delay }),
      });
    const axonal = with_('axonal', '2 ms');
    expect(axonal).toContain("'pre': 'x_post += w', 'pre_change': ");
    expect(axonal).toContain('from_a.pre.order = 2\n');
    expect(axonal).toContain('from_a.pre.delay = max(2*ms - defaultclock.dt, 0*ms)\n');
    expect(axonal).toContain('from_a.pre_change.delay = 2*ms\n');
    expect(axonal).not.toContain('under way at once');
    const dendritic = with_('dendritic', '2 ms');
    expect(dendritic).toContain("'pre': 'x_post += w_sent'");
    expect(dendritic).toContain('from_a.post.delay = 2*ms\n');
    expect(dendritic).not.toContain('pre_change.delay');
    expect(with_('dendritic')).toContain('from_a.post.delay = defaultclock.dt\n');
    expect(with_('axonal')).toContain('from_a.pre_change.delay = defaultclock.dt\n');
  });

  test('a state of their own: variables, pathways in the order of the rules, all before anything arrives', () => {
    const script = scriptWith({
      weight: '3 nS',
      delay: '2 ms',
      plasticity: {
        equations: `dc/dt = (E - c)/tau_c : 1
                    dw/dt = A*nS*c*v_post/(mV*ms) : nS
                    v : 1
                    k = 2*v : 1`,
        initial: { c: 0.5, v: 'uniform(0, 1)' },
        onPre: 'v = c',
        onPost: 'w += k*nS',
        on: [{ at: 'source', delay: '5 ms', do: 'c += A' }],
        every: [{ interval: '50 ms', do: 'w *= 9*nS/sum_in(w)' }],
        amount: 'v',
        parameters: { E: 1, tau_c: '20 ms' },
        range: ['0 nS', '12 nS'],
      },
    });
    for (const line of [
      'w_sent : siemens\n',
      // Read by the weight's equation: advanced in every step. The target has a 'v' and an 'A' of its own.
      'dc/dt = (E - c)/tau_c : 1 (clock-driven)\n',
      'dw/dt = A*nS*c*v_post/(mV*ms) : siemens (clock-driven)\n',
      'v_syn : 1\n',
      'k = 2*v_syn : 1\n',
      'fraction_sent : 1\n',
      'sum_in_of_w : siemens""",\n',
      "'pre': 'x_post += (w_sent)*fraction_sent'",
      "'pre_sent': 'w_sent = w'",
      "'pre_change': 'v_syn = -(-c)'",
      "'pre_fraction': 'fraction_sent = clip(v_syn, -1, 1)'",
      `on_post={'post': """w += k*nS\n       w = clip(w, 0*nS, 12*nS)"""}`,
      "method='exponential_euler'",
      'from_a.pre_sent.order = -300\nfrom_a.pre_change.order = -299\nfrom_a.pre_fraction.order = -298\n',
      'from_a.post.order = -250\nfrom_a.event_1.order = -100\n',
      'from_a.c = 0.5\n',
      "from_a.v_syn = '0 + (1 - 0)*rand()'\n",
      'from_a.pre.delay = max(2*ms - defaultclock.dt, 0*ms)\nfrom_a.event_1.delay = 5*ms\n',
      "from_a.run_regularly('w = clip(w, 0*nS, 12*nS)', when='groups', order=2)\nfrom_a.state_updater.order = 1\n",
      "@network_operation(dt=50*ms, when='start')\ndef every_1_of_from_a(t):\n    if t > 0*ms:\n",
      'from_a.sum_in_of_w_ = np.bincount(from_a.j[:], from_a.w_[:])[from_a.j[:]]\n',
      "from_a.w = 'w * (9*nS/sum_in_of_w)'\n        from_a.w = 'clip(w, 0*nS, 12*nS)'\n",
      'network = Network(cells, from_a, every_1_of_from_a, ',
      "# - integration: plasticity of a: 'exact' is replaced by 'exponential_euler'",
    ])
      expect(script).toContain(line);
    expect(script).not.toContain('lastupdate');
    const path = join(folder, 'living.py');
    writeFileSync(path, script);
    execFileSync('python3', ['-m', 'py_compile', path], { stdio: 'pipe' });
  });

  test('what starts elsewhere than at 0 begins one step earlier, as it does here', () => {
    const trace = { equations: 'dr/dt = -r/tau : 1', onSpike: 'r += 1' };
    const rule = (initial: object) => ({
      weight: '1 nS',
      plasticity: {
        pre: { ...trace, ...initial },
        onPost: 'w += r*nS',
        parameters: { tau: '9 ms' },
        range: ['0 nS', '9 nS'] as const,
      },
    });
    expect(scriptWith(rule({ initial: { r: 0.5 } }))).toContain(
      'from_a.r = 0.5\nfrom_a.lastupdate = -defaultclock.dt\n',
    );
    expect(scriptWith(rule({}))).not.toContain('lastupdate');
  });

  test('events of the cells, and what Brian2 has no counterpart of', () => {
    const model = cell({
      equations: 'dv/dt = -v/ms : 1',
      threshold: 'v > 5',
      reset: 'v = 0',
      events: { falling: 'v < 1 and previous(v) >= 1' },
    });
    const script = (plasticity: object) => {
      const network = new Network({ seed: 1 });
      const cells = network.population(model, 3);
      network.project(cells, cells, {
        connect: oneToOne(),
        weight: 0.5,
        onSpike: 'v += w',
        name: 'a',
        plasticity: { range: ['0', '1'], ...plasticity },
      });
      return scriptFor(network);
    };
    const written = script({
      equations: 'n : 1',
      at: { source: 'falling', target: 'falling' },
      onPost: 'w += 0.1*v',
      on: [{ at: 'target', do: 'n += 1' }],
    });
    expect(written).toContain("events={'falling': 'v < 1 and previous_v >= 1'}");
    expect(written).toContain("on_event={'pre': 'falling', 'pre_sent': 'falling', 'post': 'falling'}");
    const trace = { equations: 'dy/dt = -y/ms : 1', onSpike: 'y += 1' };
    expect(() => script({ equations: 'n : 1', pre: trace, onPre: 'n += y', delays: 'axonal' })).toThrow(
      /traces \('pre', 'post'\) beside variables of the synapse with axonal delays/,
    );
    expect(() => script({ equations: 'dn/dt = (y - n)/ms : 1', pre: trace })).toThrow(
      /an equation that is advanced in every step reads a trace/,
    );
    expect(() =>
      script({ equations: 'n : 1', post: { ...trace, read: 'after' }, on: [{ at: 'source', do: 'n += y' }] }),
    ).toThrow(/on 1: a trace of 'post' that its own rule reads after the jump/);
  });

  test('pairs: positions as variables, conditions and probabilities as they are, numbers of slices shifted', () => {
    const placed = cell({ equations: 'dg/dt = -g/(5*ms) : nS', threshold: 'g > 1000 nS', reset: 'g = 0 nS' });
    const network = new Network({ seed: 1 });
    const cells = network.population(placed, 6, {}, { positions: grid(2, 3, '50 um') });
    const drive = network.poisson(2, {
      rate: 'r(t, i)',
      tables: {
        r: {
          values: [
            ['1 Hz', '2 Hz'],
            ['3 Hz', '4 Hz'],
          ],
          dt: '1 s',
        },
      },
      positions: { x: ['0 um', '50 um'] },
    });
    network.project(cells.slice(2, 6), cells, {
      name: 'a',
      connect: probability('exp(-abs(x_pre - x_post)/(50 um))', { condition: 'i != j' }),
      onSpike: 'g += w',
      weight: '1 nS*(1 + j)',
      delay: '1 ms + abs(y_pre - y_post)/(50 um)*ms',
    });
    network.project(drive, cells, { name: 'b', connect: probability('int(x_pre == x_post)'), onSpike: 'g += 1 nS' });
    const script = scriptFor(network);
    expect(script).toContain("'rate = r(t, i) : hertz");
    expect(script).toContain('x : metre (constant)');
    expect(script).toContain("connect(condition='(i + 2) != j', p='exp(-abs(x_pre - x_post)/(50*um))')");
    expect(script).toContain("from_a.w = '1*nS*(1 + j)'");
    expect(script).toContain("from_a.delay = 'clip(1*ms + abs(y_pre - y_post)/(50*um)*ms - dt, 0*ms, inf*ms)'");
    expect(script).toMatch(/TimedArray\(\[\[1\*Hz, 3\*Hz\], \[2\*Hz, 4\*Hz\]\], dt=1\*second\)/);
    const spikes = network.spikes(2, { times: [[1], [2]], positions: { x: ['0 um', '50 um'] } });
    network.project(spikes, cells, { connect: probability('int(x_pre == x_post)'), onSpike: 'g += 1 nS' });
    expect(() => scriptFor(network)).toThrow(/SpikeGeneratorGroup in Brian2 and has no variables/);
  });

  test('short-term plasticity: what is released multiplies what arrives; names of the target are left to it', () => {
    const script = scriptWith({ weight: '3 nS', release: shortTermPlasticity({ U: 0.5, tau_rec: '150 ms' }) });
    expect(script).toContain('dx_syn/dt = (1 - x_syn)/tau_rec : 1 (event-driven)\n       r : 1');
    expect(script).toContain('r = U*x_syn\n       x_syn -= r\n       x_post += (w)*clip(r, -1, 1)');
    expect(script).toContain('from_a.x_syn = 1');
  });

  test('what a jump of the voltage meets at a reset is told; a bare 0 gets its unit', () => {
    expect(scriptWith({ onSpike: 'v += 1 mV' })).toContain('arrives while its target is reset');
    const script = scriptWith({ onSpike: 'x += 1 nS' });
    expect(script).not.toContain('is reset');
    expect(script).toContain('dx/dt = 0*siemens/second : siemens');
  });

  test('a weight has the unit of its own text', () => {
    expect(scriptWith({ onSpike: 'x += w*(2 nS)', weight: 'normal(1, 0.1)' })).toContain('w : 1');
  });
});

test('the COBAHH network: equations, units, rule, seed, step, and what differs', () => {
  const script = scriptOfPreset('ei-brette2007');
  for (const line of [
    'SEED = 3',
    'DURATION = 1000*ms',
    'defaultclock.dt = 0.1*ms',
    'dm/dt = alpha_m*(1 - m) - beta_m*m : 1',
    'alpha_m = 1.28/exprel((13 - u_Na)/4)/ms : hertz',
    'I_Na = g_Na*m**3*h*(E_Na - V) : amp',
    "threshold='V > -20*mV', refractory='3*ms', method='exponential_euler'",
    'g_Na=20000*nS',
    "cells.V = '-65*mV + 5*mV*randn()'",
    'E = cells[0:3200]',
    "on_pre='g_e_post += w_e'",
    '.connect(p=0.02)',
    "'w_e': 6*nS",
  ])
    expect(script).toContain(line);
  const head = script.slice(0, script.indexOf('from brian2'));
  expect(head).toMatch(/Written by Galvani.* from its preset ei-brette2007/);
  expect(head).toMatch(/another generator/);
  expect(head).toMatch(/one\n#\s+step shorter/);
  expect(head).not.toContain('replaced by');
});

test('what Brian2 lacks is told at the head: integrators, noise', () => {
  expect(scriptOfPreset('ei-nest')).toContain("'staggered' is replaced by 'exponential_euler'");
  expect(scriptOfPreset('adex-tonic')).toContain("method='rk4'");
  expect(scriptOfPreset('lif-noisy')).toMatch(/Euler–Maruyama[\s\S]*method='euler'/);
  expect(scriptOfPreset('cuba-2005')).toContain("method='exact'");
});

test('where conductances move within a step here and not there, the head says how much that makes', () => {
  const network = presetByName('coba-2005').build(presetValues(presetByName('coba-2005')), 1);
  const held = scriptFor(network);
  expect(held).toContain("method='exponential_euler'");
  expect(held).not.toContain('replaced by');
  const moving = scriptFor(network, 'exp_midpoint');
  expect(moving).toMatch(/'exp_midpoint', a rule of a higher order, is replaced by 'exponential_euler'/);
  expect(moving).toMatch(/g_e, g_i stand still within a step there, .* about dt\/\(2τ\) too high/);
  // Brian2's 'heun' takes the forward step for all that is no noise.
  const heun = scriptFor(network, 'heun2');
  expect(heun).not.toContain("method='heun'");
  expect(heun).toMatch(/'heun2', a rule of a higher order, is replaced by 'exponential_euler'/);
  const rk4 = scriptFor(network, 'rk4');
  expect(rk4).toContain("method='rk4'");
  expect(rk4).toMatch(/linear variables \(g_e, g_i\) follow their exact course here/);
  // Forward Euler is the same for all variables in both.
  expect(scriptFor(network, 'euler')).not.toMatch(/integration:|follow their exact course/);
});

test('a value one step back is remembered; a crossing is one on both sides', () => {
  const script = scriptOfPreset('hh-classic');
  expect(script).toContain("threshold='V >= 0*mV and previous_V < 0*mV'");
  expect(script).toContain("cell.run_regularly('previous_V = V', when='start')");
  expect(script).toContain('previous_V : volt');
});

describe('networks of one’s own', () => {
  const lif = (parameters: Record<string, string | number>, more = '') =>
    cell({
      equations: `dv/dt = (E - v)/tau ${more}: mV (unless refractory)`,
      parameters: { E: '-45 mV', tau: '20 ms', ...parameters },
      threshold: 'v > -50 mV',
      reset: 'v = -60 mV',
      refractory: '2 ms',
    });

  test('names with a meaning of their own in Brian2 get another', () => {
    const script = scriptFor(
      (() => {
        const network = new Network({ seed: 1 });
        network.population(lif({ N: '3 mV', V_pre: '1 mV' }, '+ (N + V_pre)/tau '), 2, {}, { name: 'class' });
        return network;
      })(),
    );
    expect(script).toContain('N_value=3*mV');
    expect(script).toContain('V_pre_value=1*mV');
    expect(script).toContain('(E - v)/tau + (N_value + V_pre_value)/tau');
    expect(script).toContain('class_2 = NeuronGroup(');
  });

  test('delays are one step shorter, in every form', () => {
    const network = new Network({ seed: 1 });
    const cells = network.population(lif({}), 4, { v: '-60 mV' });
    const onSpike = 'v += 1 mV';
    network.project(cells, cells, {
      connect: fixedProbability(0.5, { autapses: false }),
      onSpike,
      delay: '1.5 ms',
      name: 'a',
    });
    network.project(cells, cells, { connect: allToAll(), onSpike, delay: 'uniform(1 ms, 2 ms)', name: 'b' });
    network.project(cells, cells, {
      connect: synapseList({ sources: [0, 1], targets: [2, 3] }),
      onSpike: 'v += w',
      weight: [0.5, 1],
      delay: [1, 2],
      name: 'c',
    });
    network.project(cells, cells, {
      connect: oneToOne(),
      onSpike: 'v += w',
      weight: 'normal(1 mV, 0.1 mV)',
      name: 'd',
    });
    network.project(cells.slice(0, 2), cells, { connect: fixedInDegree(1, { autapses: false }), onSpike, name: 'e' });
    const script = scriptFor(network);
    expect(script).toContain("from_a.connect(condition='i != j', p=0.5)");
    expect(script).toContain('from_a.delay = max(1.5*ms - defaultclock.dt, 0*ms)');
    expect(script).toContain("from_b.delay = 'clip(1*ms + (2*ms - 1*ms)*rand() - dt, 0*ms, inf*ms)'");
    expect(script).toContain('from_c.connect(i=np.array([0, 1]), j=np.array([2, 3]))');
    expect(script).toContain('from_c.w = np.array([0.5, 1])*0.001*volt');
    expect(script).toContain("from_d.w = '1*mV + 0.1*mV*randn()'");
    expect(script).toContain('from_e.connect(**in_degree(2, 4, 1, True, 0))');
    const path = join(folder, 'own.py');
    writeFileSync(path, script);
    execFileSync('python3', ['-m', 'py_compile', path], { stdio: 'pipe' });
  });

  test('what cannot be written is refused in a sentence that names it', () => {
    const refused = (make: (network: Network) => void): string => {
      const network = new Network({ seed: 1 });
      make(network);
      try {
        scriptFor(network);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        return (error as Error).message;
      }
      throw new Error('the script was written');
    };
    expect(refused((n) => void n.population(cell({ equations: 'dx/dt = -x*rand()/ms : 1' }), 1))).toMatch(
      /dx\/dt: random numbers inside a differential equation/,
    );
    expect(
      refused(
        (n) =>
          void n.population(
            cell({ equations: 'dx/dt = -x/ms : 1; y = 2*x : 1', threshold: 'crosses(y, 1)', reset: 'x = 0' }),
            1,
          ),
      ),
    ).toMatch(/'y' one step back/);
    const many = new Float64Array(300_000).fill(1);
    expect(
      refused((n) => void n.population(cell({ equations: 'dx/dt = -x/ms : 1' }), many.length, { x: many })),
    ).toMatch(/at most 200000/);
  });
});

test('Python reads the script of a network with everything in it', () => {
  const path = join(folder, 'everything.py');
  writeFileSync(path, scriptFor(everything()));
  execFileSync('python3', ['-m', 'py_compile', path], { stdio: 'pipe' });
});

test('what was done while it ran is said to be left out', () => {
  const network = new Network({ seed: 1 });
  network.population(cell({ equations: 'dx/dt = -x/ms : 1' }), 3);
  const interventions = [{ at: '1 ms', kind: 'silence', cells: '0-1', on: true }] as const;
  const script = brian2ScriptOf({
    network,
    dt: 0.1,
    duration: 10,
    integrator: undefined,
    backend: 'wasm',
    interventions,
  });
  expect(script).toContain('what was done to the network while it ran (1) is left out');
});
