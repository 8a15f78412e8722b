/**
 * Published rules of plasticity on given spikes, as Brian2 has them: `test/golden/plasticity_brian2.json`, whose script says what each is
 * and which conventions were chosen. Where more than one is possible here, these are Brian2's: 'euler' for equations of cells and synapses.
 */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { BackendName } from '../../src/engine/engine.ts';
import {
  allToAll,
  cell,
  createSimulation,
  Network,
  oneToOne,
  type PlasticityDescription,
  type Population,
  type Simulation,
} from '../../src/index.ts';

interface Given {
  /** Trains of the sources and of the targets, ms. */
  readonly sources: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly reward?: readonly (readonly number[])[];
  /** Weights at time 0, source by source. */
  readonly start: readonly number[];
  /** Variables of all synapses at the times of `read_ms`. */
  readonly read: readonly Readonly<Record<string, readonly number[]>>[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/plasticity_brian2.json', import.meta.url), 'utf8')) as {
  readonly dt_ms: number;
  readonly read_ms: readonly number[];
  readonly rules: Readonly<Record<'clopath' | 'graupner' | 'izhikevich', Given>>;
};
const dt = golden.dt_ms;

/** Joins the sources of the golden file to the targets by synapses of this rule; they deliver to `g`, which nobody reads. */
function join(
  network: Network,
  given: Given,
  target: Population,
  plasticity: Omit<PlasticityDescription, 'range'>,
): Population {
  const source = network.spikes(given.sources.length, { times: given.sources, name: 'sources' });
  network.project(source, target, {
    name: 'syn',
    connect: allToAll(),
    weight: given.start,
    onSpike: 'g += w',
    plasticity: { ...plasticity, range: ['0', '1'] },
  });
  return source;
}

/** Targets that spike when they are told to, with a variable of their own for what reaches all their synapses. */
function forced(network: Network, given: Given): Population {
  const model = cell({
    equations: 'dv/dt = -v/ms : 1\ndd/dt = -d/(100*ms) : 1\ndg/dt = -g/ms : 1',
    threshold: 'v > 0.5',
    reset: 'v = -3',
    integrator: 'exact',
  });
  const targets = network.population(model, given.targets.length, {}, { name: 'targets' });
  // What arrives acts from the next step on.
  const early = given.targets.map((train) => train.map((t) => t - dt));
  const lift = network.spikes(early.length, { times: early, name: 'lift' });
  network.project(lift, targets, { connect: oneToOne(), onSpike: 'v += 10' });
  return targets;
}

/** Clopath et al. 2010: the voltage is a given course of EPSPs and action potentials. */
function clopath(given: Given): Network {
  const network = new Network();
  const model = cell({
    equations: `v = E_L + p + s : mV
      dp/dt = -p/(15*ms) : mV
      dr/dt = -r/(1*ms) : mV
      ds/dt = (r - s)/(0.5*ms) : mV
      du_minus/dt = (v - u_minus)/(10*ms) : mV
      du_plus/dt = (v - u_plus)/(7*ms) : mV
      dbar/dt = (v - E_L - bar)/(500*ms) : mV
      dg/dt = -g/ms : 1`,
    parameters: { E_L: '-70.6 mV' },
    integrator: 'euler',
  });
  const targets = network.population(
    model,
    given.targets.length,
    { u_minus: 'E_L', u_plus: 'E_L' },
    { name: 'targets' },
  );
  const source = join(network, given, targets, {
    equations: `dw/dt = A_LTP*x*max(v_post - theta_plus, 0*mV)*max(u_plus_post - theta_minus, 0*mV) : 1
      dx/dt = -x/tau_x : Hz`,
    onPre: 'w -= A_LTD*bar_post**2/ref2*max(u_minus_post - theta_minus, 0*mV); x += 1/tau_x',
    integrator: 'euler',
    parameters: {
      tau_x: '15 ms',
      theta_minus: '-70.6 mV',
      theta_plus: '-45.3 mV',
      A_LTD: '14e-5 1/mV',
      A_LTP: '8e-5 1/mV^2',
      ref2: '60 mV^2',
    },
  });
  network.project(source, targets, { connect: allToAll(), onSpike: 'p += 2 mV' });
  const potentials = network.spikes(given.targets.length, { times: given.targets, name: 'potentials' });
  network.project(potentials, targets, { connect: oneToOne(), onSpike: 'r += 180 mV; p += 8 mV' });
  return network;
}

/** Graupner & Brunel 2012; w is their ρ. */
function graupner(given: Given): Network {
  const network = new Network();
  join(network, given, forced(network, given), {
    equations: `dw/dt = (-w*(1 - w)*(rho - w) + gamma_p*(1 - w)*int(c > theta_p) - gamma_d*w*int(c > theta_d))/tau : 1
      dc/dt = -c/tau_ca : 1`,
    on: [
      { at: 'source', delay: '4.6 ms', do: 'c += C_pre' },
      { at: 'target', do: 'c += C_post' },
    ],
    integrator: 'euler',
    parameters: {
      tau: '34.63615 s',
      tau_ca: '22.6936 ms',
      theta_d: 1,
      theta_p: 1.3,
      gamma_d: 331.909,
      gamma_p: 725.085,
      rho: 0.5,
      C_pre: 0.5617539,
      C_post: 1.23964,
    },
  });
  return network;
}

/** Izhikevich 2007: dopamine, d of the target, makes a change of the weight of what the spikes asked for. */
function izhikevich(given: Given): Network {
  const network = new Network();
  const targets = forced(network, given);
  const reward = network.spikes(1, { times: given.reward!, name: 'reward' });
  network.project(reward, targets, { connect: allToAll(), onSpike: 'd += 1' });
  join(network, given, targets, {
    equations: `dw/dt = c*d_post/second : 1
      dc/dt = -c/tau_c : 1
      dx/dt = -x/tau_x : 1 (event-driven)
      dy/dt = -y/tau_y : 1 (event-driven)`,
    onPre: 'c -= A_minus*y; x += 1',
    onPost: 'c += A_plus*x; y += 1',
    integrator: 'euler',
    parameters: { tau_x: '20 ms', tau_y: '20 ms', A_plus: 0.1, A_minus: 0.15, tau_c: '1 s' },
  });
  return network;
}

/**
 * `relative`: to which weights are held. In f64 both take the same steps, and 10 000 roundings, of which those of a decay by one factor a
 * step have one sign, stay below 10⁴·2⁻⁵³ = 1e-12. In f32 such a factor is off by at most 2⁻²⁵: dopamine, a mean of 1000 steps old where it
 * acts, by 3e-5; voltages, of which weights keep the changes of at most three time constants, 450 steps, by 1.3e-5; and each of the some 40
 * events of a synapse rounds a weight above 0.05 and below 1 by 2⁻²⁵, together 2.4e-5 of it. What steps add to a weight is summed without
 * loss. Calcium passes no threshold by less than 1e-6 (the script sees to it), so in the same steps.
 */
export function publishedRules(backend: BackendName, relative: number): void {
  const open: Simulation[] = [];
  afterEach(() => {
    for (const simulation of open.splice(0)) simulation.dispose();
  });

  describe(`published rules of plasticity on ${backend}, against Brian2`, () => {
    test.each([
      ['Clopath 2010', 'clopath', clopath],
      ['Graupner & Brunel 2012', 'graupner', graupner],
      ['Izhikevich 2007', 'izhikevich', izhikevich],
    ] as const)('%s', async (_, name, build) => {
      const given = golden.rules[name];
      const simulation = await createSimulation(build(given), { backend, dt: `${dt} ms` });
      open.push(simulation);
      let moved = 0;
      let done = 0;
      for (const [k, until] of golden.read_ms.entries()) {
        await simulation.run(Math.round((until - done) / dt));
        done = until;
        for (const [variable, expected] of Object.entries(given.read[k]!)) {
          const got = await simulation.read('syn', variable);
          expect(got.length).toBe(expected.length);
          // Variables other than w pass through 0.
          const scale = variable === 'w' ? 0 : 1;
          expected.forEach((value, s) => {
            const error = Math.abs(got[s]! - value) / Math.max(Math.abs(value), scale);
            if (!(error <= relative))
              expect.fail(`${variable} of synapse ${s} at ${until} ms: ${got[s]} instead of ${value}`);
          });
          if (variable === 'w') moved = expected.filter((w, s) => Math.abs(w - given.start[s]!) > 0.05).length;
        }
      }
      // Otherwise weights that stand still would pass.
      expect(moved).toBeGreaterThan(given.start.length / 3);
    });
  });
}
