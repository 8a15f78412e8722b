import { describe, expect, it } from 'vitest';
import {
  calciumPool,
  channel,
  channelCurves,
  channelKinds,
  compartment,
  firstOrderCalcium,
  leak,
} from '../../src/cells/index.ts';
import { derivedTraces, specimen } from '../../src/laboratory/index.ts';

type Options = Parameters<typeof channelCurves>[2];

const kindOf = (name: string) => channelKinds.find((k) => k.name === name)!;

function at(name: string, gate: string, V: number, options?: Options): { inf: number; tau: number } {
  const curve = channelCurves(kindOf(name), [V], options).find((c) => c.gate === gate)!;
  return { inf: curve.inf[0]!, tau: curve.tau[0]! };
}

/** Voltages of half activation or inactivation as the papers print them, shifts of the library's defaults taken off. */
const halves: readonly [channel: string, gate: string, V: number, source: string][] = [
  ['KA1_HM1992', 'm', -60, 'Huguenard & McCormick 1992'],
  ['KA1_HM1992', 'h', -78, 'Huguenard & McCormick 1992'],
  ['KA2_HM1992', 'm', -36, 'Huguenard & McCormick 1992'],
  ['KA2_HM1992', 'h', -78, 'Huguenard & McCormick 1992'],
  ['KK2A_HM1992', 'h', -58, 'Huguenard & McCormick 1992'],
  ['KK2B_HM1992', 'h', -58, 'Huguenard & McCormick 1992'],
  ['KNI_Ya1989', 'p', -35, 'Yamada, Koch & Adams 1989'],
  ['CaT_HM1992', 'p', -59, 'Huguenard & McCormick 1992: −57 mV and 2 mV of screening charge'],
  ['CaT_HM1992', 'q', -83, 'Huguenard & McCormick 1992: −81 mV and 2 mV of screening charge'],
  ['CaHT_HM1992', 'p', -59, 'as CaT_HM1992'],
  ['CaT_HP1992', 'p', -52, 'Huguenard & Prince 1992: −50 mV and 2 mV of screening charge'],
  ['CaT_HP1992', 'q', -80, 'Huguenard & Prince 1992: −78 mV and 2 mV of screening charge'],
  ['CaL_IS2008', 'p', -10, 'Li, Henriquez & Fröhlich 2017'],
  ['CaL_IS2008', 'q', -25, 'Li, Henriquez & Fröhlich 2017'],
  ['CaN_IS2008', 'p', -43, 'Li, Henriquez & Fröhlich 2017'],
  ['h_HM1992', 'p', -75, 'Huguenard & McCormick 1992, eq. 5'],
  ['Kv34_Ma2020', 'm', -24, 'Khaliq, Gouwens & Raman 2003'],
  ['Kv43_Ma2020', 'a', -38, "D'Angelo et al. 2001"],
  ['Kv43_Ma2020', 'b', -78.8, "D'Angelo et al. 2001"],
  ['KM_Ma2020', 'n', -35, "D'Angelo et al. 2001"],
  ['Cav23_Ma2020', 'm', -48.5, 'Poirazi, Brannon & Mel 2003'],
  ['Cav23_Ma2020', 'h', -53, 'Poirazi, Brannon & Mel 2003'],
  ['Ca_ML1981', 'm', -1.2, 'Rinzel & Ermentrout 1998, V1'],
  ['K_ML1981', 'w', 2, 'Rinzel & Ermentrout 1998, V3'],
];

describe('half activation', () => {
  it.each(halves)('%s, %s: %d mV (%s)', (name, gate, V) => {
    const options = kindOf(name).V_sh === undefined ? {} : { V_sh: '0 mV' };
    expect(at(name, gate, V, options).inf).toBeCloseTo(0.5, 12);
  });

  it.each([
    ['h1_Ma2020', -72.49],
    ['h2_Ma2020', -81.95],
  ])('%s, both gates together: %d mV (Solinas et al. 2007)', (name, V) => {
    expect(at(name, 'f', V).inf + at(name, 's', V).inf).toBeCloseTo(0.5, 12);
  });

  it('Kv11_Ak2007: its conductance n⁴ is half open within −28.8 ± 2.3 mV (Zerr, Adelman & Maylie 1998)', () => {
    const open = (V: number): number => at('Kv11_Ak2007', 'n', V).inf ** 4;
    expect(open(-28.8 - 2.3)).toBeLessThan(0.5);
    expect(open(-28.8 + 2.3)).toBeGreaterThan(0.5);
  });

  it('AHP_De1994: n∞ is half at 25 µM calcium (Destexhe et al. 1994)', () => {
    expect(at('AHP_De1994', 'p', -65, { Ca: '0.025 mM' }).inf).toBeCloseTo(0.5, 12);
  });

  it('CaN_IS2008: half of its calcium gate at 0.2 mM (Destexhe et al. 1994)', () => {
    expect(at('CaN_IS2008', 'c', -65, { Ca: '0.2 mM' })).toEqual({ inf: 0.5, tau: 0 });
  });
});

describe('steady states and time constants', () => {
  it('of the squid axon at rest: m 0.05, h 0.6, n 0.32 (Hodgkin & Huxley 1952)', () => {
    expect(at('Na_HH1952', 'm', -65).inf).toBeCloseTo(0.053, 3);
    expect(at('Na_HH1952', 'h', -65).inf).toBeCloseTo(0.596, 3);
    expect(at('K_HH1952', 'n', -65).inf).toBeCloseTo(0.318, 3);
  });

  it('of Na_Ba2002 and KDR_Ba2002 are those of Traub & Miles at 36 °C, three times as fast at 46 °C', () => {
    for (const V of [-80, -50, -20]) {
      for (const gate of ['m', 'h']) {
        const [thalamic, hippocampal] = [
          at('Na_Ba2002', gate, V, { V_sh: '-63 mV' }),
          at('Na_TM1991', gate, V, { V_sh: '-63 mV' }),
        ];
        expect(thalamic.inf).toBeCloseTo(hippocampal.inf, 14);
        expect(thalamic.tau).toBeCloseTo(hippocampal.tau, 12);
        expect(at('Na_Ba2002', gate, V, { V_sh: '-63 mV', T: '46 degC' }).tau).toBeCloseTo(hippocampal.tau / 3, 12);
      }
      expect(at('KDR_Ba2002', 'n', V, { V_sh: '-60 mV' }).tau).toBeCloseTo(
        at('K_TM1991', 'n', V, { V_sh: '-60 mV' }).tau,
        12,
      );
    }
  });

  it('of I_A inactivate with 19 and 60 ms (Huguenard & McCormick 1992)', () => {
    expect(at('KA1_HM1992', 'h', -40).tau).toBeCloseTo(19, 12);
    expect(at('KA2_HM1992', 'h', -40).tau).toBeCloseTo(60, 12);
    expect(at('KA1_HM1992', 'h', -40, { T: '33.5 degC' }).tau).toBeCloseTo(19 / 3, 12);
  });

  it('of I_K2: 1/16 at −43 mV; 8.93 s above −70 mV (Huguenard & McCormick 1992)', () => {
    expect(at('KK2A_HM1992', 'm', -43).inf).toBeCloseTo(1 / 16, 12);
    expect(at('KK2B_HM1992', 'h', -40).tau).toBeCloseTo(8930, 9);
  });

  it('of the M current: tau_max/4.3 at −35 mV (Yamada, Koch & Adams 1989)', () => {
    expect(at('KNI_Ya1989', 'p', -35, { parameters: { tau_max: '1 s' } }).tau).toBeCloseTo(1000 / 4.3, 9);
  });

  it('of the T current of relay cells at 24 °C: τ_q 28 + e^(−(V + 22)/10.5) above −80 mV', () => {
    const options = { V_sh: '0 mV', T: '24 degC' };
    expect(at('CaT_HM1992', 'q', -60, options).tau).toBeCloseTo(28 + Math.exp(38 / 10.5), 10);
    expect(at('CaT_HM1992', 'q', -100, options).tau).toBeCloseTo(Math.exp(367 / 66.6), 9);
    // Ten degrees: 3.55 and 3.
    const warm = { V_sh: '0 mV', T: '34 degC' };
    expect(at('CaT_HM1992', 'p', -60, options).tau / at('CaT_HM1992', 'p', -60, warm).tau).toBeCloseTo(3.55, 10);
    expect(at('CaT_HM1992', 'q', -60, options).tau / at('CaT_HM1992', 'q', -60, warm).tau).toBeCloseTo(3, 10);
  });

  it('of the T current of reticular cells at 24 °C: τ_p at least 3, τ_q at least 85 ms (Destexhe et al. 1994)', () => {
    const options = { V_sh: '0 mV', T: '24 degC' };
    expect(at('CaT_HP1992', 'p', 20, options).tau).toBeCloseTo(3 + 1 / (Math.exp(4.7) + Math.exp(-122 / 15)), 10);
    expect(at('CaT_HP1992', 'q', 0, options).tau).toBeCloseTo(85 + 1 / (Math.exp(12) + Math.exp(-407 / 50)), 10);
  });

  it('of the HVA current: α_m 0.209/ms at −27 mV, β_m 0.94/ms at −75 mV, 23 °C (Reuveni et al. 1993)', () => {
    const { inf, tau } = at('CaHT_Re1993', 'm', -27, { T: '23 degC' });
    expect(inf / tau).toBeCloseTo(0.209, 12);
    const low = at('CaHT_Re1993', 'm', -75, { T: '23 degC' });
    expect((1 - low.inf) / low.tau).toBeCloseTo(0.94, 12);
  });

  it('of CaL and CAN: 0.75 ms at −5 mV, 2.95 ms at −55 mV (Li, Henriquez & Fröhlich 2017)', () => {
    expect(at('CaL_IS2008', 'p', -5, { T: '24 degC' }).tau).toBeCloseTo(0.4 + 0.35, 12);
    expect(at('CaN_IS2008', 'p', -55).tau).toBeCloseTo(1.6 + 1.35, 12);
  });

  it('of I_h: 914 ms at −75 mV (Huguenard & McCormick 1992, eq. 13)', () => {
    // 1/(e^(−8.14) + e^(−7.1275))
    expect(at('h_HM1992', 'p', -75).tau).toBeCloseTo(913.8, 0);
  });

  it('of the granule cell at 22 °C: M current 151.5 ms at −30 mV; A current 1/(α + β) (D’Angelo et al. 2001)', () => {
    expect(at('KM_Ma2020', 'n', -30).tau).toBeCloseTo(1 / 0.0066, 9);
    const rates = 0.8147 / (Math.exp(-1) + 1) + 0.1655 * Math.exp(-(14.15505 + 18.27914) / 19.47175);
    expect(at('Kv43_Ma2020', 'a', 14.15505, { T: '25.5 degC' }).tau).toBeCloseTo(1 / rates, 9);
  });

  it('of the granule cell’s calcium at 20 °C: α_s 0.04944/ms at −29.06 mV, β_s 0.08298/ms at −18.66 mV', () => {
    const one = at('CaGrc_Ma2020', 's', -29.06, { T: '20 degC' });
    expect(one.inf / one.tau).toBeCloseTo(0.04944, 12);
    const two = at('CaGrc_Ma2020', 's', -18.66, { T: '20 degC' });
    expect((1 - two.inf) / two.tau).toBeCloseTo(0.08298, 12);
  });

  it('of Cav2.3: 50 and 5 ms (Poirazi, Brannon & Mel 2003)', () => {
    expect(at('Cav23_Ma2020', 'm', -60).tau).toBe(50);
    expect(at('Cav23_Ma2020', 'h', -60).tau).toBe(5);
  });

  it('of Kca3.1 at 37 °C: closing 0.05/ms, opening 500·0.005/(e^(5/1.3) − 1) at −70 mV and 15 µM (Bhalla & Bower 1993)', () => {
    const { inf, tau } = at('Kca31_Ma2020', 'y', -70, { T: '37 degC', Ca: '15 uM' });
    expect((1 - inf) / tau).toBeCloseTo(0.05, 12);
    expect(inf / tau).toBeCloseTo((500 * 0.005) / Math.expm1(5 / 1.3), 10);
  });

  it('of the crustacean axon: rates of Dayan & Abbott 2001, §6.2, which round 1.9 to 2', () => {
    const V = -50;
    const m = [(0.38 * (V + 29.7)) / -Math.expm1(-0.1 * (V + 29.7)), 15.2 * Math.exp(-0.0556 * (V + 54.7))] as const;
    const h = [0.266 * Math.exp(-0.05 * (V + 48)), 3.8 / (1 + Math.exp(-0.1 * (V + 18)))] as const;
    const n = [(0.02 * (V + 45.7)) / -Math.expm1(-0.1 * (V + 45.7)), 0.25 * Math.exp(-0.0125 * (V + 55.7))] as const;
    expect(at('Na_CS1977', 'm', V).tau).toBeCloseTo(1 / (m[0] + m[1]), 4);
    expect(at('Na_CS1977', 'h', V).tau).toBeCloseTo(1 / (h[0] + h[1]), 10);
    expect(at('K_CS1977', 'n', V).inf).toBeCloseTo(n[0] / (n[0] + n[1]), 10);
    expect(at('K_CS1977', 'n', V).tau).toBeCloseTo(1 / (n[0] + n[1]) / 0.95, 10);
    expect(at('A_CS1977', 'a', V).tau).toBeCloseTo(0.3632 + 1.158 / (1 + Math.exp(0.0497 * (V + 55.96))), 4);
    expect(at('A_CS1977', 'b', V).inf).toBeCloseTo((1 / (1 + Math.exp(0.0688 * (V + 53.3)))) ** 4, 4);
  });

  it('of the Wang–Buzsáki cell: α_m 1/ms at −35, α_n φ·0.1/ms at −34 mV', () => {
    expect(at('Na_WB1996', 'm', -35).inf).toBeCloseTo(1 / (1 + 4 * Math.exp(-25 / 18)), 12);
    const { inf, tau } = at('K_WB1996', 'n', -34);
    expect(inf / tau).toBeCloseTo(0.5, 12);
  });

  it('of the barnacle muscle: τ_w 1/φ = 25 ms at V3 (Rinzel & Ermentrout 1998)', () => {
    expect(at('K_ML1981', 'w', 2).tau).toBeCloseTo(25, 10);
  });

  it('of Kv3.4 with its junction potential; HCN gates by powers of ten (Solinas et al. 2007)', () => {
    // 1000·(0.0012 + 0.0023·e^(−1.41)) ms at u = 10, 37 °C.
    expect(at('Kv34_Ma2020', 'h', -1, { T: '37 degC' }).tau).toBeCloseTo(1.2 + 2.3 * Math.exp(-1.41), 10);
    expect(at('h1_Ma2020', 'f', -80, { T: '23 degC' }).tau).toBeCloseTo(10 ** (-0.01371 * 80 + 3.368), 5);
    expect(at('h2_Ma2020', 's', -80, { T: '23 degC' }).tau / 10 ** (-0.0152 * 80 + 5.2944)).toBeCloseTo(1, 3);
  });

  it('leaks are conductances', () => {
    for (const name of ['leak', 'K_leak']) expect(channelCurves(kindOf(name), [0])).toEqual([]);
  });
});

describe('calcium pools', () => {
  const inward = (pools: Parameters<typeof compartment>[0]['pools']) =>
    compartment({
      C: '1 uF/cm^2',
      channels: [channel({ ...leak.kind, ion: 'Ca', label: 'in' })({ g: '1 mS/cm^2' })],
      pools: pools!,
    });

  it('have the reversal potential of 120 mV at 0.24 µM within and 2 mM outside, 36 °C', () => {
    const subject = specimen(inward([calciumPool()]), { Ca: '2.4e-4 mM' });
    const { values } = derivedTraces(subject, [0], [[0], [2.4e-4]], ['E_Ca']);
    expect(values['E_Ca']![0]).toBeCloseTo(120.2, 0);
  });

  it('gain 5.18e-5 mM/ms from 1 µA/cm² in a shell of 1 µm, lose it with tau, and never less than rest', () => {
    const model = inward([calciumPool({ tau: '5 ms' })]);
    const dCa = model.states.find((s) => s.name === 'Ca')!;
    const subject = specimen({ ...model, derived: [{ ...dCa, value: dCa.derivative }] });
    // At V = E − 1 mV, 1 mS/cm² carries 1 µA/cm².
    const E = ((0.08617333262 * 309.15) / 2) * Math.log(2 / 3e-4);
    const { values } = derivedTraces(
      subject,
      [0, 0],
      [
        [E - 1, E + 50],
        [3e-4, 3e-4],
      ],
      ['Ca'],
    );
    expect(values['Ca']![0]).toBeCloseTo(1e-3 / (2 * 96485.33212 * 1e-4) - 6e-5 / 5, 12);
    expect(values['Ca']![1]).toBeCloseTo(-6e-5 / 5, 12);
  });

  it('gain alpha·I and lose beta·Ca in the first-order form', () => {
    const model = inward([firstOrderCalcium({ alpha: '1e-5 mM*cm^2/(ms*uA)', beta: '0.075/ms' })]);
    const dCa = model.states.find((s) => s.name === 'Ca')!;
    const subject = specimen({ ...model, derived: [{ ...dCa, value: dCa.derivative }] });
    const E = ((0.08617333262 * 309.15) / 2) * Math.log(2 / 3e-4);
    const { values } = derivedTraces(
      subject,
      [0, 0],
      [
        [E - 7, E + 50],
        [3e-4, 3e-4],
      ],
      ['Ca'],
    );
    expect(values['Ca']![0]).toBeCloseTo(7e-5 - 0.075 * 3e-4, 12);
    expect(values['Ca']![1]).toBeCloseTo(-0.075 * 3e-4, 12);
  });

  it('need an area in a whole cell', () => {
    const whole = (area?: string) =>
      compartment({
        C: '200 pF',
        channels: [leak({ g: '10 nS' })],
        pools: [calciumPool(area === undefined ? {} : { area })],
      });
    expect(() => whole()).toThrow(/needs the area/);
    expect(whole('20000 um^2').states.map((s) => s.name)).toEqual(['V', 'Ca']);
  });

  it('feed channels that depend on calcium', () => {
    const model = compartment({
      C: '1 uF/cm^2',
      channels: [channel(kindOf('CaT_HM1992'))(), channel(kindOf('AHP_De1994'))(), leak()],
      pools: [calciumPool()],
    });
    expect(model.parameters.map((p) => p.name)).not.toContain('E_CaT');
    expect(model.parameters.map((p) => p.name)).not.toContain('Ca_AHP');
    expect(model.description.equations).toContain('cai_AHP = Ca/mM');
    expect(model.description.equations).toContain('max((I_CaT)/(2*');
  });
});
