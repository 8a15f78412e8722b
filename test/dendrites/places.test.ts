/** Resistivity by region, and values read and written by place. */
import { expect, it } from 'vitest';
import { leak } from '../../src/cells/index.ts';
import { describeNeuron, type NeuronOptions, neuron } from '../../src/dendrites/index.ts';
import { createSimulation, Network } from '../../src/index.ts';
import { cable } from '../../src/morphology/index.ts';

const shape = cable({ soma: { L: '20 um', diameter: '20 um' }, dend: { L: '300 um', diameter: '2 um', on: 'soma 1' } });
const cellWith = (paint: NeuronOptions['paint'], Ra = '150 ohm*cm') =>
  neuron({
    shape,
    Ra,
    compartments: { sections: { soma: 1, dend: 3 } },
    paint: [{ on: 'all', channels: [leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] }, ...paint],
    detect: { when: 'V > 1 V' },
  });
const resistances = (cell: ReturnType<typeof cellWith>): number[] => [
  ...cell.branching.anatomy.nodes.resistance.slice(1),
];

it('a painted resistivity is that of its compartments: the resistances are those of NEURON 9.0.2', () => {
  // seg.ri() of soma (Ra 150, nseg 1) and dend (Ra 80, nseg 3), MΩ, 2026-11-30.
  const wanted = [
    0.0477464829275686, 0.0477464829275686, 12.732395447351628, 25.464790894703256, 25.464790894703256,
    12.732395447351628,
  ];
  resistances(cellWith([{ on: 'dend', Ra: '80 ohm*cm' }])).forEach((R, k) => {
    expect(Math.abs(R / wanted[k]! - 1)).toBeLessThan(1e-14);
  });
});

it('it may follow the distance, and the later one stays; the same everywhere it is that of the cell', () => {
  const along = cellWith([
    { on: 'all', Ra: '10 ohm*cm' },
    { on: 'dend', Ra: '100 ohm*cm * (1 + distance/(110 um))' },
  ]);
  // Centres at 60, 160 and 260 µm from the middle of the soma; halves of 50 µm × 2 µm have 50e-4/(π·1e-8) /cm, 0.159155 MΩ at 1 Ω·cm.
  const half = (distance: number): number => (0.5e-2 / (Math.PI * 1e-8) / 1e6) * 100 * (1 + distance / 110);
  const [, , first, second, third, end] = resistances(along);
  expect(first! / half(60)).toBeCloseTo(1, 12);
  expect(second! / (half(60) + half(160))).toBeCloseTo(1, 12);
  expect(third! / (half(160) + half(260))).toBeCloseTo(1, 12);
  expect(end! / half(260)).toBeCloseTo(1, 12);
  expect(describeNeuron(cellWith([{ on: 'all', Ra: '70 ohm*cm' }]))).toBe(describeNeuron(cellWith([], '70 ohm*cm')));
  expect(() => cellWith([{ on: 'dend', Ra: '80 ohm' }])).toThrow(/paint 2, Ra/);
  expect(() => cellWith([{ on: 'dend', Ra: '0 ohm*cm' }])).toThrow("paint 2, Ra is '0 ohm*cm'; it must be above 0.");
});

it.each(['reference', 'wasm'] as const)('values are read and written by place on %s', async (backend) => {
  const net = new Network();
  net.population(cellWith([]), 3, { V: ['-65 mV', '-60 mV', '-55 mV'] }, { name: 'cells' });
  const simulation = await createSimulation(net, { dt: '0.025 ms', backend });
  // Node 0, soma, its end, three compartments, their end.
  const nodes = 7;
  expect([...(await simulation.read('cells', 'V', { at: 'dend every 100 um' }))]).toEqual([
    -65, -65, -65, -60, -60, -60, -55, -55, -55,
  ]);
  await simulation.write('cells', 'V', [-10, -20, -30], { at: 'dend 0.5' });
  const all = await simulation.read('cells', 'V');
  expect([0, 1, 2].map((c) => all[c * nodes + 4])).toEqual([-10, -20, -30]);
  expect([0, 1, 2].map((c) => all[c * nodes + 1])).toEqual([-65, -60, -55]);
  expect([...(await simulation.read('cells', 'V', { at: 'dend 0.5' }))]).toEqual([-10, -20, -30]);
  await simulation.run(1);
  const [soma] = await simulation.read('cells', 'V', { at: 'soma 0.5' });
  expect(soma).toBeGreaterThan(-65);
  expect(() => simulation.write('cells', 'V', [1, 2], { at: 'dend 0.5' })).toThrow(
    "'cells' has 3 cells, but 2 values were given for V.",
  );
  await expect(simulation.read('cells', 'V', { at: 'axon 0.5' })).rejects.toThrow(
    /read, at: no part of this cell is 'axon'/,
  );
  await expect(simulation.read('cells', 'V', { on: 'soma' } as never)).rejects.toThrow(/there is no option 'on'/);
  simulation.dispose();
});
