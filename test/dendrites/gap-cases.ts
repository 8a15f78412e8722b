/** Pairs of cells joined by a gap junction, on any backend. */
import { leak } from '../../src/cells/index.ts';
import { neuron } from '../../src/dendrites/index.ts';
import { Network, oneToOne, simulate } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';
import { goldenCases, goldenTable } from '../morphology/golden.ts';
import { cellOf } from './cells.ts';
import type { Runner } from './golden-run.ts';

/** 100 and 200 pF, 10 and 5 nS; the membrane's area is 10⁴ µm². */
const rc = (farads: number, g: number, E: number, I: string) =>
  neuron({
    shape: cable({ soma: { L: `${1e4 / (50 * Math.PI)} um`, diameter: '50 um' } }),
    Ra: '100 ohm*cm',
    C: `${farads} uF/cm^2`,
    compartments: { each: 1 },
    paint: [{ on: 'all', channels: [leak({ g: `${g / 100} mS/cm^2`, E: `${E} mV` })] }],
    place: { drive: { clamp: I, at: 'soma 0.5' } },
    detect: { when: 'V > 1 V' },
  });

/** How junctions are solved. */
type Solve = 'explicit' | 'in-solve';

/** Largest distance of two passive cells from the closed form, mV. */
export async function passivePair(
  dt: number,
  integrator: string,
  runner: Runner,
  solve: Solve = 'explicit',
  until = 100,
): Promise<number> {
  const rows = goldenTable('gap_rc').rows.filter((row) => Number(row[0]) <= until);
  const net = new Network();
  const one = net.population(rc(1, 10, -70, '150 pA'), 1, { V: '-65 mV' }, { name: 'one' });
  const two = net.population(rc(2, 5, -60, '0 pA'), 1, { V: '-65 mV' }, { name: 'two' });
  net.couple(one.at('soma 0.5'), two.at('soma 0.5'), { connect: oneToOne(), g: '4 nS', solve });
  const last = Number(rows.at(-1)![0]);
  const record = ['one', 'two'].map((population) => ({ population, variables: ['V'], cells: [0], at: 'soma 0.5' }));
  const run = await simulate(net, { dt: `${dt} ms`, duration: `${last} ms`, integrator, ...runner, record });
  const off = rows
    .slice(1)
    .flatMap(([time, ...wanted]) =>
      wanted.map((V, k) => Math.abs(run.traces[k]!.values[Math.round(Number(time) / dt) - 1]! - Number(V))),
    );
  return Math.max(...off);
}

/** Rules and the files of NEURON that stand for them. */
export const jointSomata = [
  ['implicit', 'gap_hh_explicit_so0', 'explicit'],
  ['implicit2', 'gap_hh_explicit_so2', 'explicit'],
  ['implicit', 'gap_hh_insolve_so0', 'in-solve'],
] as const;

/** Two somata with Hodgkin–Huxley channels: largest distance from NEURON, mV, and the spikes of both and of NEURON, as text. */
export async function somata(
  integrator: string,
  file: string,
  runner: Runner,
  solve: Solve = 'explicit',
  until = 100,
): Promise<{ worst: number; found: string[]; wanted: string[] }> {
  const golden = goldenCases()['gap_hh']!;
  const net = new Network();
  const [one, two] = [0, 1].map((k) => net.population(cellOf(golden, k), 1, { V: '-65 mV' }, { name: `cell${k}` }));
  net.couple(one!.at('soma 0.5'), two!.at('soma 0.5'), { connect: oneToOne(), g: '3 nS', solve });
  const record = [0, 1].map((k) => ({ population: `cell${k}`, variables: ['V'], cells: [0], at: 'soma 0.5' }));
  const run = await simulate(net, { dt: '0.025 ms', duration: `${until} ms`, integrator, ...runner, record });
  const { rows: all, comments } = goldenTable(file);
  const rows = all.filter((row) => Number(row[0]) <= until);
  let worst = 0;
  for (const [time, ...wanted] of rows) {
    const step = Math.round(Number(time) / 0.025);
    if (step > 0)
      wanted.forEach((V, k) => {
        worst = Math.max(worst, Math.abs(run.traces[k]!.values[step - 1]! - Number(V)));
      });
  }
  const spikes = (k: number): string =>
    [...run.spikes.steps]
      .filter((_, s) => run.spikes.cells[s] === k)
      .map((step) => ((step + 1) * 0.025).toFixed(4))
      .join(' ');
  const told = (k: number): string =>
    comments
      .find((text) => text.startsWith(`# spikes of detector ${k}`))!
      .replace(/^.*: /, '')
      .split(' ')
      .filter((time) => Number(time) <= until)
      .join(' ');
  return { worst, found: [spikes(0), spikes(1)], wanted: [told(0), told(1)] };
}
