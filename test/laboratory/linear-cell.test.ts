/** Input resistance, impedance and length constants of cells with dendrites, against closed forms, NEURON and runs. */
import { describe, expect, it } from 'vitest';
import {
  AHP_De1994,
  CaHT_Re1993,
  cable,
  calciumPool,
  exponentialConductance,
  K_HH1952,
  leak,
  linearCell,
  Na_HH1952,
  Network,
  type NeuronOptions,
  neuron,
  simulate,
} from '../../src/index.ts';
import { goldenTable } from '../morphology/golden.ts';

const passive = leak({ g: '0.05 mS/cm^2', E: '-70 mV' });
const hh = [Na_HH1952(), K_HH1952(), leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })];

const stick = (L: number, each: number, rest: Partial<NeuronOptions> = {}) =>
  neuron({
    shape: cable({ dend: { L: `${L} um`, diameter: '2 um' } }),
    Ra: '150 ohm*cm',
    compartments: { each },
    paint: [{ on: 'all', channels: [passive] }],
    ...rest,
  });

describe('passive cells', () => {
  it('a sealed cable has NEURON’s resistances to 1e-9, and the closed form as the square of the compartments', () => {
    const { rows } = goldenTable('cable-steady');
    for (const row of rows) {
      const [L, nseg, near, far, nearCut, farCut] = row.map(Number) as [number, number, number, number, number, number];
      const { transfer, input } = linearCell(stick(L, nseg)).impedance('dend 0');
      // The file has 12 digits.
      expect(Math.abs(input / nearCut - 1)).toBeLessThan(1e-9);
      expect(Math.abs(transfer.at(-1)! / farCut - 1)).toBeLessThan(1e-9);
      // Cutting errs by about (l/nseg)²/8 of the resistance, l the length in length constants.
      const most = (L / 816.5 / nseg) ** 2;
      expect(Math.abs(input / near - 1)).toBeLessThan(most);
      expect(Math.abs(transfer.at(-1)! / far - 1)).toBeLessThan(3 * most);
    }
  });

  it('a ball and stick has NEURON’s impedance at all frequencies, and the phase of the closed form', () => {
    const cell = neuron({
      shape: cable({
        soma: { L: '25 um', diameter: '25 um' },
        stick: { L: '800 um', diameter: '2 um', on: 'soma 0.5' },
      }),
      Ra: '150 ohm*cm',
      compartments: { sections: { soma: 1, stick: 161 } },
      paint: [{ on: 'all', channels: [passive] }],
    });
    const linear = linearCell(cell);
    const { firsts } = cell.branching.anatomy.nodes;
    for (const row of goldenTable('ball-and-stick-impedance').rows) {
      const [f, x, , angle, cut] = row.map(Number) as [number, number, number, number, number];
      const { transfer, phase, frequency } = linear.impedance('soma 0.5', `${f} Hz`);
      expect(frequency).toBeCloseTo(f, 9);
      const node = x === 0 ? firsts[0]! : firsts[1]! + Math.min(Math.floor(161 * x), 161);
      // NEURON takes slopes as differences over 0.001 mV: 1e-8; the file has ten digits.
      expect(Math.abs(transfer[node]! / cut - 1), `${f} Hz at ${x}`).toBeLessThan(1e-7);
      // Centres of compartments lie up to half of one, 2.5 µm, from x: 0.003 of a length constant, at 500 Hz 8 times shorter.
      expect(Math.abs(phase[node]! - angle), `phase, ${f} Hz at ${x}`).toBeLessThan(f > 100 ? 1.5 : 0.6);
    }
  });

  it('length constants of a cylinder are √(d/(4·Ra·g)), with painted Ra too', () => {
    // d 2 µm, Ra 150 Ω·cm, g 5e-5 S/cm²: √(2e-4/(4·150·5e-5)) cm.
    const [dend] = linearCell(stick(500, 5)).sections;
    expect(dend!.lambda).toBeCloseTo(816.496580928, 8);
    expect(dend!.conductance).toBeCloseTo(0.05, 14);
    const painted = stick(500, 5, { paint: [{ on: 'all', channels: [passive], Ra: '600 ohm*cm' }] });
    expect(linearCell(painted).sections[0]!.lambda).toBeCloseTo(816.496580928 / 2, 8);
  });

  it('rests at the reversal potential, clamps and shut synapses aside', () => {
    const cell = stick(500, 5, {
      place: {
        drive: { clamp: '1 nA', at: 'dend 0.5' },
        e: { synapse: exponentialConductance('e', { tau: '2 ms', E: '0 mV' }), at: 'dend 0.9' },
      },
    });
    const { rest, impedance } = linearCell(cell);
    for (const V of rest) expect(V).toBeCloseTo(-70, 9);
    expect(impedance('dend 0.5').input).toBeCloseTo(linearCell(stick(500, 5)).impedance('dend 0.5').input, 9);
  });
});

/** Input resistance that a run finds, MΩ: the change of the voltage by a small step of current, once all has settled. */
async function stepped(given: NeuronOptions, at: string, pA: number, duration: string): Promise<number> {
  const last = async (current: number): Promise<number> => {
    const net = new Network();
    net.population(neuron({ ...given, place: { step: { clamp: `${current} pA`, at } } }), 1, { V: '-65 mV' });
    const run = await simulate(net, {
      dt: '0.025 ms',
      duration,
      integrator: 'implicit',
      backend: 'reference',
      record: { V: [0], at: [at] },
    });
    return run.traces[0]!.values.at(-1)!;
  };
  return (1000 * ((await last(pA)) - (await last(-pA)))) / (2 * pA);
}

describe('active cells', () => {
  const given: NeuronOptions = {
    shape: cable({ soma: { L: '20 um', diameter: '20 um' }, dend: { L: '300 um', diameter: '2 um', on: 'soma 1' } }),
    Ra: '100 ohm*cm',
    temperature: '6.3 degC',
    compartments: { sections: { soma: 1, dend: 5 } },
    paint: [
      { on: 'soma', channels: hh },
      { on: 'dend', channels: [passive] },
    ],
  };

  it('squid channels: a small current step finds the same, gates included', async () => {
    const { input } = linearCell(neuron(given)).impedance('soma 0.5');
    // 0.1 pA moves the voltage by some 5 µV of the 6 mV over which gates change: the square of that is 1e-6. Gates take 9 ms at most.
    expect(Math.abs((await stepped(given, 'soma 0.5', 0.1, '400 ms')) / input - 1)).toBeLessThan(1e-5);
  });

  it('calcium that opens a potassium channel counts', async () => {
    const resting = leak({ g: '0.1 mS/cm^2', E: '-45 mV' });
    const on = (paint: NeuronOptions['paint'][number]): NeuronOptions => ({
      ...given,
      temperature: '36 degC',
      paint: [paint],
    });
    const calcium = on({
      on: 'all',
      channels: [
        CaHT_Re1993({ g: '0.1 mS/cm^2' }),
        AHP_De1994({ g: '2 mS/cm^2', parameters: { alpha: '48000' } }),
        resting,
      ],
      pools: [calciumPool({ depth: '0.1 um' })],
    });
    const { input, transfer } = linearCell(neuron(calcium)).impedance('soma 0.5');
    const bare = linearCell(neuron(on({ on: 'all', channels: [resting] }))).impedance('soma 0.5').input;
    expect(input / bare).toBeLessThan(0.9);
    // The slowest gate takes some 150 ms: after 1 s e^(-1000/150), 1.3e-3, of its share is missing.
    expect(Math.abs((await stepped(calcium, 'soma 0.5', 0.1, '1 s')) / input - 1)).toBeLessThan(1.3e-3);
    expect(transfer.every((Z) => Z > 0 && Z <= input * (1 + 1e-12))).toBe(true);
  });

  it('transfer is the same both ways', () => {
    const cell = neuron(given);
    const linear = linearCell(cell);
    const { firsts } = cell.branching.anatomy.nodes;
    for (const f of ['0 Hz', '70 Hz']) {
      const forth = linear.impedance('soma 0.5', f).transfer[firsts[1]! + 4]!;
      const back = linear.impedance('dend 0.9', f).transfer[firsts[0]!]!;
      expect(Math.abs(forth / back - 1)).toBeLessThan(1e-11);
    }
  });

  it('refuses in words', () => {
    const cell = neuron(given);
    const linear = linearCell(cell);
    expect(() => linear.impedance('dend every 20 um')).toThrow(/names 15 places; an impedance is of one/);
    expect(() => linear.impedance('dend 0.5', '-1 Hz')).toThrow(/it is 0 Hz or above/);
    expect(() => linear.impedance('dend 0.5', '3 mV')).toThrow(/voltage/);
    expect(() => linearCell(cell, { V: '3 nA' })).toThrow(/current/);
    const bare = stick(100, 1, { paint: [{ on: 'all', equations: 'I_x = 0*uA/cm^2 : uA/cm^2' }] });
    expect(() => linearCell(bare).impedance('dend 0.5')).toThrow(/infinite|no voltages/);
    const driven = stick(100, 1, {
      paint: [{ on: 'all', equations: 'I_x = g*(E - V)*t/ms : uA/cm^2', parameters: { g: '1 mS/cm^2', E: '-65 mV' } }],
    });
    expect(() => linearCell(driven)).toThrow(
      /depends on t, so it has no steady state to measure about\. Leave it out of the cell that is measured, or let spikes/,
    );
    const held = stick(100, 1, {
      paint: [{ on: 'all', equations: 'I_x = k\ndk/dt = 0*uA/cm^2/ms : uA/cm^2'.replace('= k\n', '= k : uA/cm^2\n') }],
    });
    expect(() => linearCell(held)).toThrow(/'k' settles nowhere/);
  });
});
