/**
 * What synapses with a state cost: a network of cells that fire at random, joined by synapses of published rules, against the same cells
 * without synapses, in turn, on one thread or several. Silent cells tell what equations of the synapses cost in every step.
 *
 *     npm run build:node && node bench/plasticity.mjs [--cells 4000] [--synapses 100] [--rate 500] [--threads 1] [--rounds 5] [--steps 300]
 *
 * A line per rule, medians over the rounds (least in brackets) of processor time, of all threads together: nanoseconds per event, which is
 * a spike at one synapse, that of its source (which delivers) or of its target; and nanoseconds per synapse and step, where the rule has
 * equations that are advanced in every step (by 'euler', as their authors do). The rate is high so that events stand out beside steps.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: '4000' },
    synapses: { type: 'string', default: '100' },
    rate: { type: 'string', default: '500' },
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '300' },
  },
});
const built = new URL('../dist/node/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("plasticity: the library is not built yet; run 'npm run build:node' first.\n");
  process.exit(2);
}
const { cell, createSimulation, fixedOutDegree, Network, pairStdp } = await import(built.href);
const [cells, synapses, rate, threads, rounds, steps] = ['cells', 'synapses', 'rate', 'threads', 'rounds', 'steps'].map(
  (name) => Number(values[name]),
);

const range = ['0', '1'];
const rules = {
  'fixed weights': undefined,
  'pairs, traces of the cells': pairStdp({
    A_plus: 0.001,
    A_minus: 0.001,
    tau_plus: '20 ms',
    tau_minus: '20 ms',
    range,
  }),
  'pairs, traces of each synapse': {
    equations: 'dx/dt = -x/tau : 1\ndy/dt = -y/tau : 1',
    onPre: 'w -= A*y; x += 1',
    onPost: 'w += A*x; y += 1',
    parameters: { tau: '20 ms', A: 0.001 },
    range,
  },
  'Clopath 2010': {
    equations: `dw/dt = A_LTP*x*max(v_post - theta_plus, 0*mV)*max(u_plus_post - theta_minus, 0*mV) : 1
      dx/dt = -x/(15*ms) : Hz`,
    onPre: 'w -= A_LTD*max(u_minus_post - theta_minus, 0*mV); x += 1/(15*ms)',
    parameters: { theta_minus: '-70.6 mV', theta_plus: '-45.3 mV', A_LTD: '14e-5 1/mV', A_LTP: '8e-5 1/mV^2' },
    range,
    integrator: 'euler',
  },
  'Graupner & Brunel 2012': {
    equations: `dw/dt = (-w*(1 - w)*(0.5 - w) + 321.8*(1 - w)*int(c > 1.3) - 200*w*int(c > 1))/(346*second) : 1
      dc/dt = -c/(20*ms) : 1`,
    on: [
      { at: 'source', delay: '13.7 ms', do: 'c += 1' },
      { at: 'target', do: 'c += 2' },
    ],
    range,
    integrator: 'euler',
  },
  'Izhikevich 2007': {
    equations: `dw/dt = c*d_post/second : 1
      dc/dt = -c/second : 1
      dx/dt = -x/(20*ms) : 1
      dy/dt = -y/(20*ms) : 1`,
    onPre: 'c -= 0.15*y; x += 1',
    onPost: 'c += 0.1*x; y += 1',
    range,
    integrator: 'euler',
  },
};

function simulation(project) {
  const network = new Network({ seed: 1 });
  // They fire whatever arrives, so that all networks have the same spikes.
  const model = cell({
    equations: `dv/dt = (-70.6*mV - v)/(15*ms) : mV
      du_minus/dt = (v - u_minus)/(10*ms) : mV
      du_plus/dt = (v - u_plus)/(7*ms) : mV
      dd/dt = -d/(200*ms) : 1
      dg/dt = -g/(5*ms) : 1`,
    threshold: 'rand() < rate*dt',
    reset: 'v = -40*mV',
    parameters: { rate: `${rate} Hz` },
    integrator: 'exact',
  });
  const start = { v: -70, u_minus: -70, u_plus: -70, d: 0.1 };
  const all = network.population(model, cells, start, { name: 'cells' });
  project?.(network, all);
  return createSimulation(network, { dt: '0.1 ms', backend: 'wasm', threads });
}

const withRule = (plasticity) => (network, all) =>
  network.project(all, all, {
    connect: fixedOutDegree(synapses, { multapses: false, autapses: false }),
    onSpike: plasticity ? 'g += w' : 'g += 0.5',
    ...(plasticity ? { weight: 'uniform(0.2, 0.8)', plasticity } : {}),
    delay: '1 ms',
  });

/** Nanoseconds of processor time of one run, and its spikes. */
async function timed(of, hertz) {
  of.setParameter('cells', 'rate', `${hertz} Hz`);
  const began = process.cpuUsage();
  const { spikes } = await of.run(steps);
  const { user, system } = process.cpuUsage(began);
  return { ns: 1000 * (user + system), spikes: spikes.steps.length };
}
const middle = (costs) => {
  costs.sort((a, b) => a - b);
  return `${costs[costs.length >> 1].toFixed(2)} (${costs[0].toFixed(2)})`;
};

const apart = await simulation(undefined);
await timed(apart, rate);
process.stdout.write(`${cells} cells, ${synapses} synapses per cell, ${rate} Hz, ${threads} thread(s)\n`);
for (const [name, plasticity] of Object.entries(rules)) {
  const joined = await simulation(withRule(plasticity));
  await timed(joined, rate);
  const [events, still] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const quiet = (await timed(joined, 0)).ns - (await timed(apart, 0)).ns;
    const [along, without] = [await timed(joined, rate), await timed(apart, rate)];
    // A spike meets the synapses that leave its cell and, where weights learn, those that end on it.
    const met = along.spikes * synapses * (plasticity ? 2 : 1);
    events.push((along.ns - without.ns - quiet) / met);
    still.push(quiet / (cells * synapses * steps));
  }
  const stepped = Object.hasOwn(plasticity ?? {}, 'equations') && plasticity.equations.includes('dw/dt');
  process.stdout.write(
    `${name}: ${middle(events)} ns per event${stepped ? `, ${middle(still)} ns per synapse and step` : ''}\n`,
  );
  joined.dispose();
}
process.exit(0);
