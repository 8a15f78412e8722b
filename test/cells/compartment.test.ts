import { describe, expect, it } from 'vitest';
import { compartment, describeCompartment, K_TM1991, leak, Na_TM1991, steadyState } from '../../src/cells/index.ts';
import { exponentialConductance } from '../../src/synapses/exponential.ts';

describe('compartment', () => {
  it('takes the convention of its capacitance', () => {
    const whole = describeCompartment({ C: '200 pF', channels: [leak({ g: '10 nS' })] });
    expect(whole.equations).toContain('I_L = g_L*(E_L - V) : pA');
    const density = describeCompartment({ C: '1 uF/cm^2', channels: [leak()] });
    expect(density.equations).toContain(': uA/cm^2');
  });

  it('refuses a conductance of the other convention and names it', () => {
    expect(() => compartment({ C: '200 pF', channels: [leak({ g: '0.3 mS/cm^2' })] })).toThrow(/g_L|I_L/);
  });

  it('refuses a capacitance that is none', () => {
    expect(() => compartment({ C: '200 pA', channels: [] })).toThrow(/'200 pA' is not a capacitance/);
  });

  it('refuses two parts of one label', () => {
    expect(() => compartment({ C: '1 uF/cm^2', channels: [leak(), leak()] })).toThrow(/labelled 'L'/);
  });

  it('renames a gate whose name is taken', () => {
    const model = compartment({ C: '1 uF/cm^2', channels: [Na_TM1991(), Na_TM1991({ label: 'Na2' }), K_TM1991()] });
    expect(model.states.map((s) => s.name)).toEqual(['V', 'm', 'h', 'm_Na2', 'h_Na2', 'n']);
  });

  it('has steady gates in (0, 1) and steady synapses at 0', () => {
    const model = compartment({
      C: '200 pF',
      channels: [Na_TM1991({ g: '20 uS' }), K_TM1991({ g: '6 uS' }), leak({ g: '10 nS' })],
      synapses: [exponentialConductance('e', { tau: '5 ms', E: '0 mV' })],
    });
    const gates = steadyState(model, 'V', -65);
    // First row of the golden trace of this cell.
    expect(gates['m']).toBeCloseTo(0.00973240452, 10);
    expect(gates['h']).toBeCloseTo(0.997561087, 9);
    expect(gates['n']).toBeCloseTo(0.027074479, 9);
    expect(gates['g_e']).toBe(0);
  });
});
