/**
 * What a junction costs: a network of cells with gap junctions against the same cells without, in turn, on one thread or several.
 *
 *     npm run build:node && node bench/couplings.mjs [--cells 4000] [--partners 100] [--threads 1] [--rounds 7] [--steps 2000]
 *
 * A line: nanoseconds per junction and step, median over the rounds of (time with − time without) ÷ (junctions · steps), and the least.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: '4000' },
    partners: { type: 'string', default: '100' },
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '7' },
    steps: { type: 'string', default: '2000' },
    weights: { type: 'boolean', default: false },
  },
});
const built = new URL('../dist/node/index.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("couplings: the library is not built yet; run 'npm run build:node' first.\n");
  process.exit(2);
}
const { cell, createSimulation, fixedOutDegree, Network } = await import(built.href);
const [cells, partners, threads, rounds, steps] = ['cells', 'partners', 'threads', 'rounds', 'steps'].map((name) =>
  Number(values[name]),
);

function simulation(coupled) {
  const network = new Network({ seed: 1 });
  const model = cell({
    equations: 'dV/dt = (-65*mV - V)/(20 ms) + (I_gap + I)/(100 pF) : mV\nI_gap : pA (summed)\nI : pA',
    threshold: 'V > -50 mV',
    reset: 'V = -65 mV',
  });
  const all = network.population(model, cells, { V: 'uniform(-65 mV, -50 mV)', I: 'uniform(40 pA, 120 pA)' });
  if (coupled)
    network.couple(all, all, {
      connect: fixedOutDegree(partners / 2, { multapses: false, autapses: false }),
      ...(values.weights
        ? { current: 'w*(V_other - V)', weight: 'uniform(0.01 nS, 0.03 nS)' }
        : { current: 'g_gap*(V_other - V)', parameters: { g_gap: '0.02 nS' } }),
    });
  return createSimulation(network, { dt: '0.1 ms', backend: 'wasm', threads });
}

const [coupled, apart] = [await simulation(true), await simulation(false)];
/** Nanoseconds of one run. */
const timed = async (of) => {
  const began = process.hrtime.bigint();
  await of.run(steps);
  return Number(process.hrtime.bigint() - began);
};
await timed(coupled);
await timed(apart);
const costs = [];
for (let round = 0; round < rounds; round++) {
  const [along, without] = [await timed(coupled), await timed(apart)];
  costs.push((along - without) / (cells * partners * steps));
}
costs.sort((a, b) => a - b);
const shown = (ns) => ns.toFixed(2);
process.stdout.write(
  `${cells} cells, ${partners} junctions per cell, ${threads} thread(s)${values.weights ? ', weights' : ''}: ${shown(costs[costs.length >> 1])} ns per junction and step (least ${shown(costs[0])})\n`,
);
process.exit(0);
