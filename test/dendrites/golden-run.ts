/** The cases of `cases.json` run as NEURON ran them, and what their files say. */
import { allToAll, Network, type SimulateOptions, simulate } from '../../src/index.ts';
import { goldenCases, goldenTable } from '../morphology/golden.ts';
import { cellOf } from './cells.ts';

/** Who runs. */
export type Runner = Pick<SimulateOptions, 'backend' | 'strategy'>;

/** Name of the case, its file, its step in ms, and the rule that stands for the file's secondorder. */
export const goldenFiles: readonly (readonly [string, string, number, string])[] = [
  ['rallpack3', 'rallpack3_so0_dt0.025', 0.025, 'implicit'],
  ['rallpack3', 'rallpack3_so2_dt0.025', 0.025, 'implicit2'],
  ['rallpack3', 'rallpack3_so0_dt0.05', 0.05, 'implicit'],
  ['rallpack3', 'rallpack3_so2_dt0.05', 0.05, 'implicit2'],
  ['synapses', 'synapses_so0', 0.025, 'implicit'],
  ['synapses', 'synapses_so2', 0.025, 'implicit2'],
  ['branched', 'branched_so0', 0.025, 'implicit'],
  ['branched', 'branched_so2', 0.025, 'implicit2'],
  ['calcium', 'calcium_so0', 0.025, 'implicit'],
  ['calcium', 'calcium_so2', 0.025, 'implicit2'],
];

/** The case at a step and by a rule, recorded as NEURON's file is. */
async function runCase(name: string, dt: number, integrator: string, runner: Runner, duration: number) {
  const golden = goldenCases()[name]!;
  const net = new Network({ seed: 1 });
  const cells = net.population(cellOf(golden), 1, { V: '-65 mV' }, { name: 'cell' });
  const { sections } = golden.cells[0]!;
  const at = (sec: number, x: number): string => `${sections[sec]!.name} ${x}`;
  // Each event by a source of its own that spikes one step before the event acts.
  (golden.events ?? []).forEach(([syn, time, weight], k) => {
    const step = Math.ceil(time / dt - 0.5);
    const source = net.spikes(1, { times: [[`${(step - 1) * dt} ms`]], name: `event ${k}` });
    net.project(source, cells, { connect: allToAll(), onSpike: `s${syn} += ${1e3 * weight} nS` });
  });
  const places = golden.record.map(([, sec, x, variable = 'v']) => ({ at: at(sec, x), variable }));
  return simulate(net, {
    dt: `${dt} ms`,
    duration: `${duration} ms`,
    integrator,
    ...runner,
    record: places.map(({ at: place, variable }) => ({
      variables: [{ v: 'V', m_hh: 'm', cai: 'Ca', eca: 'E_Ca' }[variable]!],
      cells: [0],
      at: place,
    })),
  });
}

/** Largest difference of each column from the file, and the detector's spikes in the file's time. `until`, ms: of its first part. */
export async function compare(
  name: string,
  file: string,
  dt: number,
  rule: string,
  runner: Runner,
  until = Number.POSITIVE_INFINITY,
) {
  const golden = goldenCases()[name]!;
  const duration = Math.min(until, golden.tstop);
  const { columns, rows: all, comments } = goldenTable(file);
  const rows = all.filter((row) => Number(row[0]) <= duration);
  const run = await runCase(name, dt, rule, runner, duration);
  const differences = golden.record.map((_, c) => {
    const { values } = run.traces[c]!;
    let most = 0;
    for (const row of rows) {
      const step = Math.round(Number(row[0]) / dt);
      // The file has E_Ca as the step that ends there used it, from the calcium before.
      const at = columns[c + 1]!.startsWith('eca') ? step - 2 : step - 1;
      if (at >= 0) most = Math.max(most, Math.abs(values[at]! - Number(row[c + 1])));
    }
    return most;
  });
  const spikes = [...run.spikes.steps].filter((_, k) => run.spikes.cells[k] === 0).map((step) => (step + 1) * dt);
  const wanted = comments
    .find((line) => line.startsWith('# spikes of detector 0'))!
    .replace(/^.*: /, '')
    .split(' ')
    .map(Number)
    .filter((time) => time <= duration);
  return { columns, differences, spikes, wanted };
}
