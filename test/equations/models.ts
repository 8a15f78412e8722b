/** Models as published, in text; and a way to evaluate expressions of them. */
import type { CellDescription } from '../../src/equations/model.ts';
import { type Environment, evaluate } from '../../src/expression/evaluate.ts';
import type { Expr } from '../../src/expression/node.ts';

/** The cell of Brian2's COBAHH example (benchmark 3 of Brette et al. 2007, J. Comput. Neurosci. 23), rates of Traub & Miles 1991. */
export const cobahh: CellDescription = {
  equations: `
    dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-
             g_na*(m*m*m)*h*(v-ENa)-
             g_kd*(n*n*n*n)*(v-EK))/Cm : volt
    dm/dt = alpha_m*(1-m)-beta_m*m : 1
    dn/dt = alpha_n*(1-n)-beta_n*n : 1
    dh/dt = alpha_h*(1-h)-beta_h*h : 1
    dge/dt = -ge*(1./taue) : siemens
    dgi/dt = -gi*(1./taui) : siemens
    alpha_m = 0.32*(mV**-1)*(13*mV-v+VT)/(exp((13*mV-v+VT)/(4*mV))-1.)/ms : Hz
    beta_m = 0.28*(mV**-1)*(v-VT-40*mV)/(exp((v-VT-40*mV)/(5*mV))-1)/ms : Hz
    alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
    beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
    alpha_n = 0.032*(mV**-1)*(15*mV-v+VT)/(exp((15*mV-v+VT)/(5*mV))-1.)/ms : Hz
    beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
  `,
  parameters: {
    gl: '10 nS',
    El: '-60 mV',
    Ee: '0 mV',
    Ei: '-80 mV',
    g_na: '20 usiemens',
    g_kd: '6 usiemens',
    ENa: '50 mV',
    EK: '-90 mV',
    Cm: '200 pF',
    VT: '-63 mV',
    taue: '5 ms',
    taui: '10 ms',
  },
  threshold: 'v>-20*mV',
  refractory: '3*ms',
};

/** Hodgkin & Huxley 1952 in the modern convention, V_sh = -45 mV; rates as quotients, singular at -40 and -55 mV. */
export const hodgkinHuxley: CellDescription = {
  equations: `
    dV/dt = (g_Na*m**3*h*(E_Na - V) + g_K*n**4*(E_K - V) + g_L*(E_L - V) + I)/C : mV
    dm/dt = alpha_m*(1 - m) - beta_m*m : 1
    dh/dt = alpha_h*(1 - h) - beta_h*h : 1
    dn/dt = alpha_n*(1 - n) - beta_n*n : 1
    alpha_m = 0.1*(V + 40 mV)/mV/(1 - exp(-(V + 40 mV)/(10 mV)))/ms : 1/ms
    beta_m = 4*exp(-(V + 65*mV)/(18*mV))/ms : 1/ms
    alpha_h = 0.07*exp(-(V + 65*mV)/(20*mV))/ms : 1/ms
    beta_h = 1/(1 + exp(-(V + 35*mV)/(10*mV)))/ms : 1/ms
    u = (V + 55 mV)/mV : 1
    alpha_n = 0.01/ms*u/(-exp(-u/10) + 1) : 1/ms
    beta_n = 0.125*exp(-(V + 65 mV)/(80 mV))/ms : 1/ms
  `,
  parameters: {
    C: '1 uF/cm^2',
    g_Na: '120 mS/cm^2',
    g_K: '36 mS/cm^2',
    g_L: '0.3 mS/cm^2',
    E_Na: '50 mV',
    E_K: '-77 mV',
    E_L: '-54.387 mV',
    I: '10 uA/cm^2',
  },
  threshold: 'crosses(V, 0 mV)',
};

/** Leaves by name; 'previous x' for values of the step before, 't', 'dt', 'i', 'uniform 0', 'normal 0'. */
function environment(values: Readonly<Record<string, number>>): Environment {
  return (leaf) => {
    switch (leaf.op) {
      case 'time':
        return values['t'];
      case 'dt':
        return values['dt'];
      case 'cell':
        return values['i'];
      case 'draw':
        return values[`${leaf.kind} ${leaf.index}`];
      case 'state':
        return values[leaf.name];
      case 'previous':
        return values[`previous ${leaf.name}`];
      default:
        return 'name' in leaf ? values[leaf.name] : undefined;
    }
  };
}

export const valueAt = (e: Expr, values: Readonly<Record<string, number>> = {}): number =>
  evaluate(e, environment(values));
