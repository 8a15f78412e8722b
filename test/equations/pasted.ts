/** Published models as people write them for Brian2: its examples' idioms, units by full name, long expressions over several lines. */
import type { CellDescription } from '../../src/equations/model.ts';

export interface Pasted extends CellDescription {
  readonly name: string;
  /** Its paper. */
  readonly source: string;
  readonly initial: Readonly<Record<string, string>>;
  /** ms: how long it is run, and its step. */
  readonly run: readonly [duration: number, dt: number];
  /** Fewest and most spikes that a right model can have. */
  readonly spikes: readonly [least: number, most: number];
}

export const pasted: readonly Pasted[] = [
  {
    name: 'AdEx',
    source: 'Brette & Gerstner 2005, J. Neurophysiol. 94:3637',
    equations: `
      dvm/dt = (gL*(EL - vm) + gL*DeltaT*exp((vm - VT)/DeltaT) + I - w)/C : volt
      dw/dt = (a*(vm - EL) - w)/tauw : amp
      I : amp
    `,
    parameters: {
      C: '281*pF',
      gL: '30*nS',
      EL: '-70.6*mV',
      VT: '-50.4*mV',
      DeltaT: '2*mV',
      tauw: '144*ms',
      a: '4*nS',
      b: '0.0805*nA',
      Vr: '-70.6*mV',
      Vcut: '-40.4*mV',
      I: '1*nA',
    },
    threshold: 'vm>Vcut',
    reset: 'vm=Vr; w+=b',
    initial: { vm: 'EL' },
    run: [200, 0.1],
    spikes: [3, 12],
  },
  {
    name: 'Izhikevich',
    source: 'Izhikevich 2003, IEEE Trans. Neural Netw. 14:1569',
    equations: `dv/dt = (0.04/ms/mV)*v**2 + (5/ms)*v + 140*mV/ms - u + I : volt
                du/dt = a*(b*v - u) : volt/second
                I : volt/second`,
    parameters: { a: '0.02/ms', b: '0.2/ms', c: '-65*mV', d: '8*mV/ms', I: '10*mV/ms' },
    threshold: 'v >= 30*mV',
    reset: `v = c
            u += d`,
    initial: { v: 'c', u: 'b*c' },
    run: [300, 0.1],
    spikes: [4, 12],
  },
  {
    name: 'FitzHugh–Nagumo',
    source: 'FitzHugh 1961, Biophys. J. 1:445; as in Izhikevich & FitzHugh 2006',
    equations: `
      # cubic nullcline
      dV/dt = (V - V**3/3 - w + I)/ms : 1      # fast
      dw/dt = (V + a - b*w)/tau : 1            # slow
    `,
    parameters: { a: '0.7', b: '0.8', tau: '12.5*ms', I: '0.5' },
    threshold: 'V > 1',
    refractory: 'V > 1',
    initial: { V: '-1.2', w: '-0.62' },
    run: [300, 0.05],
    spikes: [5, 10],
  },
  {
    name: 'Hindmarsh–Rose',
    source: 'Hindmarsh & Rose 1984, Proc. R. Soc. Lond. B 221:87',
    equations: `
      dx/dt = (y - a*x**3 + b*x**2 - z + I)/ms : 1
      dy/dt = (c - d*x**2 - y)/ms : 1
      dz/dt = r*(s*(x - x_r) - z)/ms : 1
    `,
    parameters: { a: 1, b: 3, c: 1, d: 5, r: 0.006, s: 4, x_r: -1.6, I: 3.2 },
    threshold: 'x > 1',
    refractory: 'x > 1',
    initial: { x: '-1.6', y: '-10', z: '2' },
    run: [400, 0.02],
    spikes: [10, 60],
  },
  {
    name: 'Morris–Lecar',
    source: 'Morris & Lecar 1981, Biophys. J. 35:193',
    equations: `
      dv/dt = (I - gL*(v - VL) - gCa*m_inf*(v - VCa) - gK*w*(v - VK))/C : volt
      dw/dt = phi*(w_inf - w)/tau_w : 1
      m_inf = 0.5*(1 + tanh((v - V1)/V2)) : 1
      w_inf = 0.5*(1 + tanh((v - V3)/V4)) : 1
      tau_w = ms/cosh((v - V3)/(2*V4)) : second
      I : amp/meter**2
    `,
    parameters: {
      C: '20*uF/cm**2',
      gL: '2*msiemens/cm**2',
      gCa: '4.4*msiemens/cm**2',
      gK: '8*msiemens/cm**2',
      VL: '-60*mV',
      VCa: '120*mV',
      VK: '-84*mV',
      V1: '-1.2*mV',
      V2: '18*mV',
      V3: '2*mV',
      V4: '30*mV',
      phi: '0.04',
      I: '100*uA/cm**2',
    },
    threshold: 'v > 0*mV',
    refractory: 'v > -10*mV',
    initial: { v: '-60*mV', w: '0.015' },
    run: [1000, 0.05],
    spikes: [5, 20],
  },
  {
    name: 'COBAHH cell',
    source: 'Brette et al. 2007, J. Comput. Neurosci. 23:349; Traub & Miles 1991',
    equations: `
      dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-
               g_na*(m*m*m)*h*(v-ENa)-
               g_kd*(n*n*n*n)*(v-EK) + I)/Cm : volt
      dm/dt = alpha_m*(1-m)-beta_m*m : 1
      dn/dt = alpha_n*(1-n)-beta_n*n : 1
      dh/dt = alpha_h*(1-h)-beta_h*h : 1
      dge/dt = -ge*(1./taue) : siemens
      dgi/dt = -gi*(1./taui) : siemens
      alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
      beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
      alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
      beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
      alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
      beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
    `,
    parameters: {
      Cm: '200*pF',
      gl: '10*nS',
      El: '-60*mV',
      EK: '-90*mV',
      ENa: '50*mV',
      g_na: '20*usiemens',
      g_kd: '6*usiemens',
      VT: '-63*mV',
      taue: '5*ms',
      taui: '10*ms',
      Ee: '0*mV',
      Ei: '-80*mV',
      I: '0.3*nA',
    },
    threshold: 'v>-20*mV',
    refractory: '3*ms',
    initial: { v: 'El' },
    run: [300, 0.05],
    spikes: [5, 40],
  },
  {
    name: 'Wang–Buzsáki',
    source: 'Wang & Buzsáki 1996, J. Neurosci. 16:6402',
    equations: `
      dv/dt = (-gNa*m**3*h*(v-ENa)-gK*n**4*(v-EK)-gL*(v-EL)+Iapp)/Cm : volt
      m = alpha_m/(alpha_m+beta_m) : 1
      alpha_m = 0.1/mV*10*mV/exprel(-(v+35*mV)/(10*mV))/ms : Hz
      beta_m = 4*exp(-(v+60*mV)/(18*mV))/ms : Hz
      dh/dt = 5*(alpha_h*(1-h)-beta_h*h) : 1
      alpha_h = 0.07*exp(-(v+58*mV)/(20*mV))/ms : Hz
      beta_h = 1./(exp(-0.1/mV*(v+28*mV))+1)/ms : Hz
      dn/dt = 5*(alpha_n*(1-n)-beta_n*n) : 1
      alpha_n = 0.01/mV*10*mV/exprel(-(v+34*mV)/(10*mV))/ms : Hz
      beta_n = 0.125*exp(-(v+44*mV)/(80*mV))/ms : Hz
    `,
    parameters: {
      Cm: '1*uF',
      Iapp: '2*uA',
      gL: '0.1*msiemens',
      EL: '-65*mV',
      ENa: '55*mV',
      EK: '-90*mV',
      gNa: '35*msiemens',
      gK: '9*msiemens',
    },
    threshold: 'v > 0*mV',
    refractory: 'v > 0*mV',
    initial: { v: '-70*mV', h: '1' },
    run: [200, 0.01],
    spikes: [15, 30],
  },
  {
    name: 'Connor–Stevens',
    source: 'Connor, Walter & McKown 1977, Biophys. J. 18:81; Dayan & Abbott 2001, eqs. 6.1–6.9',
    equations: `
      dV/dt = (-gl*(V - El) - gNa*m**3*h*(V - ENa)
               - gK*n**4*(V - EK) - gA*a**3*b*(V - EA)
               + I)/Cm : volt
      dm/dt = (alpham*(1 - m) - betam*m) : 1
      dh/dt = (alphah*(1 - h) - betah*h) : 1
      dn/dt = (alphan*(1 - n) - betan*n) : 1
      da/dt = (ainf - a)/taua : 1
      db/dt = (binf - b)/taub : 1
      alpham = 0.38/mV*10*mV/exprel(-(V + 29.7*mV)/(10*mV))/ms : Hz
      betam = 15.2*exp(-0.0556/mV*(V + 54.7*mV))/ms : Hz
      alphah = 0.266*exp(-0.05/mV*(V + 48*mV))/ms : Hz
      betah = 3.8/(1 + exp(-0.1/mV*(V + 18*mV)))/ms : Hz
      alphan = 0.02/mV*10*mV/exprel(-(V + 45.7*mV)/(10*mV))/ms : Hz
      betan = 0.25*exp(-0.0125/mV*(V + 55.7*mV))/ms : Hz
      ainf = (0.0761*exp(0.0314/mV*(V + 94.22*mV))/(1 + exp(0.0346/mV*(V + 1.17*mV))))**(1/3) : 1
      taua = 0.3632*ms + 1.158*ms/(1 + exp(0.0497/mV*(V + 55.96*mV))) : second
      binf = (1/(1 + exp(0.0688/mV*(V + 53.3*mV))))**4 : 1
      taub = 1.24*ms + 2.678*ms/(1 + exp(0.0624/mV*(V + 50*mV))) : second
    `,
    parameters: {
      Cm: '1*uF/cm**2',
      gl: '0.3*mS/cm**2',
      El: '-17*mV',
      gNa: '120*mS/cm**2',
      ENa: '55*mV',
      gK: '20*mS/cm**2',
      EK: '-72*mV',
      gA: '47.7*mS/cm**2',
      EA: '-75*mV',
      I: '12*uA/cm**2',
    },
    threshold: 'V > 0*mV',
    refractory: 'V > 0*mV',
    initial: { V: '-68*mV', m: '0.01', h: '0.96', n: '0.16', a: '0.54', b: '0.29' },
    run: [300, 0.02],
    spikes: [2, 40],
  },
  {
    name: 'QIF',
    source: 'Latham et al. 2000, J. Neurophysiol. 83:808',
    equations: 'dv/dt = ((v - v_rest)*(v - v_c)*a0 + R*I)/tau : volt (unless refractory)',
    parameters: {
      v_rest: '-65*mV',
      v_c: '-50*mV',
      a0: '0.04/mV',
      R: '5*Mohm',
      tau: '10*ms',
      I: '2.5*nA',
    },
    threshold: 'v > 20*mV',
    reset: 'v = v_rest',
    refractory: '2*ms',
    initial: { v: 'v_rest' },
    run: [300, 0.1],
    spikes: [3, 60],
  },
  {
    name: 'theta neuron',
    source: 'Ermentrout & Kopell 1986, SIAM J. Appl. Math. 46:233',
    equations: 'dtheta/dt = ((1 - cos(theta)) + (1 + cos(theta))*eta)/tau : 1',
    parameters: { eta: '0.1', tau: '5*ms' },
    threshold: 'theta > pi',
    reset: 'theta -= 2*pi',
    initial: { theta: '-1' },
    run: [300, 0.05],
    spikes: [3, 30],
  },
  {
    name: 'leaky integrate-and-fire with noise',
    source: 'Brunel & Hakim 1999, Neural Comput. 11:1621',
    equations: 'dV/dt = (-V+muext + sigmaext * sqrt(tau) * xi)/tau : volt',
    parameters: { muext: '25*mV', sigmaext: '1*mV', tau: '20*ms', theta: '20*mV', Vr: '10*mV' },
    threshold: 'V>theta',
    reset: 'V=Vr',
    refractory: '2*ms',
    initial: { V: 'Vr' },
    run: [200, 0.1],
    spikes: [3, 15],
  },
  {
    name: 'adaptive threshold',
    source: "Brian2's example adaptive_threshold",
    equations: `
      dv/dt = -v/(10*ms) : volt
      dvt/dt = (10*mV - vt)/(15*ms) : volt
    `,
    parameters: { I: '1.5*mV' },
    threshold: 'v>vt',
    reset: 'v=0*mV; vt += 3*mV',
    initial: { v: '12*mV', vt: '10*mV' },
    run: [50, 0.1],
    spikes: [1, 1],
  },
  {
    name: 'IF_curve_LIF',
    source: "Brian2's example IF_curve_LIF",
    equations: `
      dv/dt = (v0 - v) / tau : volt (unless refractory)
      v0 : volt (constant)
    `,
    parameters: { tau: '10*ms', v0: '20*mV' },
    threshold: 'v > 10*mV',
    reset: 'v = 0*mV',
    refractory: '5*ms',
    initial: {},
    run: [300, 0.1],
    spikes: [24, 26],
  },
  {
    name: 'exponential integrate-and-fire',
    source: 'Fourcaud-Trocmé et al. 2003, J. Neurosci. 23:11628',
    equations: `
      dv/dt = (-g_L*(v - V_L) + g_L*Delta_T*exp((v - V_T)/Delta_T) + I)/C_m : volt (unless refractory)
    `,
    parameters: {
      g_L: '0.1 mS/cm**2',
      V_L: '-65 mV',
      Delta_T: '3.48 mV',
      V_T: '-59.9 mV',
      C_m: '1 uF/cm**2',
      I: '2*uA*cm**-2',
    },
    threshold: 'v > -30*mV',
    reset: 'v = -68*mV',
    refractory: '1.7*ms',
    initial: { v: 'V_L' },
    run: [300, 0.02],
    spikes: [5, 60],
  },
  {
    name: 'MAT*(2)',
    source: 'Kobayashi, Tsubo & Shinomoto 2009, Front. Comput. Neurosci. 3:9',
    equations: `
      dv/dt = (-v + R*I)/tau_m : volt
      dH1/dt = -H1/tau_1 : volt
      dH2/dt = -H2/tau_2 : volt
      vt = omega + H1 + H2 : volt
    `,
    parameters: {
      R: '50*Mohm',
      tau_m: '5*ms',
      tau_1: '10*ms',
      tau_2: '200*ms',
      alpha_1: '37*mV',
      alpha_2: '2*mV',
      omega: '19*mV',
      I: '0.6*nA',
    },
    threshold: 'v > vt',
    reset: `H1 += alpha_1
            H2 += alpha_2`,
    refractory: '2*ms',
    initial: {},
    run: [300, 0.1],
    spikes: [4, 40],
  },
  {
    name: 'GIF',
    source: 'Mihalaş & Niebur 2009, Neural Comput. 21:704',
    equations: `
      dV/dt = ((I1 + I2 + Ie) - G*(V - EL))/C : volt
      dTh/dt = a*(V - EL) - b*(Th - Thinf) : volt
      dI1/dt = -k1*I1 : amp
      dI2/dt = -k2*I2 : amp
    `,
    parameters: {
      C: '1*nF',
      G: '50*nS',
      EL: '-70*mV',
      Thinf: '-50*mV',
      a: '5/second',
      b: '10/second',
      k1: '200*Hz',
      k2: '20*Hz',
      Vr: '-70*mV',
      Thr: '-60*mV',
      R1: '0',
      A1: '0.01 nA',
      Ie: '1.5*nA',
    },
    threshold: 'V > Th',
    reset: `V = Vr
            Th = clip(Th, Thr, inf*mV)
            I1 = R1*I1 + A1`,
    initial: { V: 'EL', Th: 'Thinf' },
    run: [300, 0.1],
    spikes: [2, 40],
  },
  {
    name: 'reduced Pinsky–Rinzel',
    source: 'Pinsky & Rinzel 1994, J. Comput. Neurosci. 1:39; as in the Brian2 community (Kamondi et al. 1998 form)',
    equations: `
      dvs/dt = (-gL*(vs - EL) - gNa*(minf**2)*hh*(vs - ENa)
                - gKDR*nn*(vs - EK) + (gc/p)*(vd - vs) + Is/p)/Cm : volt
      dvd/dt = (-gL*(vd - EL) - gCa*ss**2*(vd - ECa) - gKC*cc*chi*(vd - EK)
                - gAHP*qq*(vd - EK) + (gc/(1 - p))*(vs - vd))/Cm : volt
      dCa/dt = (-0.13*ICa*cm**2/uA - 0.075*Ca)/ms : 1
      ICa = gCa*ss**2*(vd - ECa) : amp/meter**2
      chi = clip(Ca/250, 0, 1) : 1
      dhh/dt = alphah - (alphah + betah)*hh : 1
      dnn/dt = alphan - (alphan + betan)*nn : 1
      dss/dt = alphas - (alphas + betas)*ss : 1
      dcc/dt = alphac - (alphac + betac)*cc : 1
      dqq/dt = alphaq - (alphaq + betaq)*qq : 1
      us = (vs + 60*mV)/mV : 1
      ud = (vd + 60*mV)/mV : 1
      alpham = 0.32*4/exprel((13.1 - us)/4)/ms : Hz
      betam = 0.28*5/exprel((us - 40.1)/5)/ms : Hz
      minf = alpham/(alpham + betam) : 1
      alphan = 0.016*5/exprel((35.1 - us)/5)/ms : Hz
      betan = 0.25*exp(0.5 - 0.025*us)/ms : Hz
      alphah = 0.128*exp((17 - us)/18)/ms : Hz
      betah = 4/(1 + exp((40 - us)/5))/ms : Hz
      alphas = 1.6/(1 + exp(-0.072*(ud - 65)))/ms : Hz
      betas = 0.02*5/exprel((ud - 51.1)/5)/ms : Hz
      alphac = (int(ud <= 50)*exp((ud - 10)/11 - (ud - 6.5)/27)/18.975 + int(ud > 50)*2*exp((6.5 - ud)/27))/ms : Hz
      betac = int(ud <= 50)*(2*exp((6.5 - ud)/27)/ms - alphac) : Hz
      alphaq = clip(0.00002*Ca, 0, 0.01)/ms : Hz
      betaq = 0.001/ms : Hz
    `,
    parameters: {
      Cm: '3*uF/cm**2',
      gL: '0.1*mS/cm**2',
      EL: '-60*mV',
      gNa: '30*mS/cm**2',
      ENa: '60*mV',
      gKDR: '15*mS/cm**2',
      EK: '-75*mV',
      gCa: '10*mS/cm**2',
      ECa: '80*mV',
      gKC: '15*mS/cm**2',
      gAHP: '0.8*mS/cm**2',
      gc: '2.1*mS/cm**2',
      p: '0.5',
      Is: '0.75*uA/cm**2',
    },
    threshold: 'vs > 0*mV',
    refractory: 'vs > 0*mV',
    initial: { vs: '-60*mV', vd: '-60*mV', hh: '0.999', nn: '0.001', ss: '0.009', cc: '0.007', qq: '0.01', Ca: '0.2' },
    run: [300, 0.02],
    spikes: [1, 40],
  },
  {
    name: 'Wilson',
    source: 'Wilson 1999, J. Theor. Biol. 200:375',
    equations: `
      dV/dt = (-(17.81 + 47.58*V + 33.8*V**2)*(V - 0.48)
               - 26*R*(V + 0.95) - 13*H*(V + 0.95) + I)/ms : 1
      dR/dt = (-R + 1.29*V + 0.79 + 3.3*(V + 0.38)**2)/(5.6*ms) : 1
      dH/dt = (-H + 11*(V + 0.754)*(V + 0.69))/(99*ms) : 1
    `,
    parameters: { I: '0.85' },
    threshold: 'V > 0',
    refractory: 'V > 0',
    initial: { V: '-0.754', R: '0.279', H: '0' },
    run: [500, 0.01],
    spikes: [3, 60],
  },
  {
    name: 'thalamic relay cell with I_T and I_h',
    source: 'Destexhe et al. 1993, J. Neurophysiol. 70:2385, reduced; McCormick & Huguenard 1992',
    equations: `
      dv/dt = (I_syn + I_T + I_h + I_leak)/Cm : volt
      I_leak = g_l*(E_l - v) : amp * meter**-2
      I_T = g_T*m_T**2*h_T*(E_Ca - v) : amp * meter**-2
      m_T = 1/(1 + exp(-(v/mV + 59)/6.2)) : 1
      h_inf = 1/(1 + exp((v/mV + 83)/4)) : 1
      tau_h = (30.8 + (211.4 + exp((v/mV + 115.2)/5))/(1 + exp((v/mV + 86)/3.2)))/3.7*ms : second
      dh_T/dt = (h_inf - h_T)/tau_h : 1
      I_h = g_h*r*(E_h - v) : amp * meter**-2
      r_inf = 1/(1 + exp((v/mV + 75)/5.5)) : 1
      tau_r = (20 + 1000/(exp((v/mV + 71.5)/14.2) + exp(-(v/mV + 89)/11.6)))*ms : second
      dr/dt = (r_inf - r)/tau_r : 1
      I_syn : amp * meter**-2
    `,
    parameters: {
      Cm: '1*ufarad*cm**-2',
      g_l: '0.05*msiemens*cm**-2',
      E_l: '-80*mV',
      g_T: '2*msiemens*cm**-2',
      E_Ca: '120*mV',
      g_h: '0.02*msiemens*cm**-2',
      E_h: '-43*mV',
      I_syn: '0*amp*meter**-2',
    },
    threshold: 'v > -45*mV',
    refractory: 'v > -55*mV',
    initial: { v: '-75*mV', h_T: '0.1', r: '0.4' },
    run: [1000, 0.05],
    spikes: [0, 20],
  },
  {
    name: 'Hodgkin–Huxley with the original sign',
    source: 'Hodgkin & Huxley 1952, J. Physiol. 117:500',
    equations: `
      dv/dt = (I_inj*int(t >= 5*ms and t < 55*ms) - (g_Na*m**3*h*(v - E_Na) + g_K*n**4*(v - E_K) + g_l*(v - E_l)))
              /C : volt
      dm/dt = alpha_m*(1 - m) - beta_m*m : 1
      dh/dt = alpha_h*(1 - h) - beta_h*h : 1
      dn/dt = alpha_n*(1 - n) - beta_n*n : 1
      alpha_m = (0.1/mV)*(25*mV - v)/(exp((25*mV - v)/(10*mV)) - 1)/ms : 1/second
      beta_m = 4*exp(-v/(18*mV))/ms : 1/second
      alpha_h = 0.07*exp(-v/(20*mV))/ms : 1/second
      beta_h = 1/(exp((30*mV - v)/(10*mV)) + 1)/ms : 1/second
      alpha_n = (0.01/mV)*(10*mV - v)/(exp((10*mV - v)/(10*mV)) - 1)/ms : 1/second
      beta_n = 0.125*exp(-v/(80*mV))/ms : 1/second
    `,
    parameters: {
      C: '1*uF/cm**2',
      E_Na: '115*mV',
      E_K: '-12*mV',
      E_l: '10.613*mV',
      g_Na: '120*msiemens/cm**2',
      g_K: '36*msiemens/cm**2',
      g_l: '0.3*msiemens/cm**2',
      I_inj: '10*µA/cm²',
    },
    threshold: 'v > 50*mV',
    refractory: 'v > 50*mV',
    initial: { v: '0*mV', m: '0.0529', h: '0.5961', n: '0.3177' },
    run: [80, 0.01],
    spikes: [3, 5],
  },
  {
    name: 'Brunel–Wang synapses',
    source: 'Brunel & Wang 2001, J. Comput. Neurosci. 11:63',
    equations: `
      dv/dt = (- g_m * (v - V_L) - I_syn) / C_m : volt (unless refractory)
      I_syn = I_AMPA + I_NMDA + I_GABA + I_ext : amp
      I_AMPA = g_AMPA * (v - V_E) * s_AMPA : amp
      ds_AMPA/dt = - s_AMPA / tau_AMPA : 1
      I_NMDA = g_NMDA * (v - V_E) / (1 + Mg2 * exp(-0.062 * v / mV) / 3.57) * s_NMDA : amp
      ds_NMDA/dt = - s_NMDA / tau_NMDA_decay + alpha * x * (1 - s_NMDA) : 1
      dx/dt = - x / tau_NMDA_rise : 1
      I_GABA = g_GABA * (v - V_I) * s_GABA : amp
      ds_GABA/dt = - s_GABA / tau_GABA : 1
      I_ext : amp
    `,
    parameters: {
      C_m: '0.5 * nF',
      g_m: '25. * nS',
      V_L: '-70. * mV',
      V_E: '0. * mV',
      V_I: '-70. * mV',
      g_AMPA: '0.104 * nS',
      g_NMDA: '0.327 * nS',
      g_GABA: '1.25 * nS',
      tau_AMPA: '2. * ms',
      tau_NMDA_rise: '2. * ms',
      tau_NMDA_decay: '100. * ms',
      tau_GABA: '10. * ms',
      alpha: '0.5 / ms',
      Mg2: '1.',
      I_ext: '-0.6*nA',
    },
    threshold: 'v > -50 * mV',
    reset: 'v = -55 * mV',
    refractory: '2*ms',
    initial: { v: 'V_L' },
    run: [300, 0.1],
    spikes: [5, 60],
  },
  {
    name: 'current from a table, noise by name',
    source: "Brian2's documentation: TimedArray, several noise sources",
    equations: `
      dv/dt = (I(t) - v)/tau + sigma_1*xi_1*(2/tau)**.5 +
              sigma_2*xi_2*(2/tau)**.5 : 1
    `,
    parameters: { tau: '10*ms', sigma_1: '0.01', sigma_2: '0.01' },
    tables: { I: { values: [0.5, 2, 0.5], dt: '50*ms' } },
    threshold: 'v > 1',
    reset: 'v = 0',
    initial: {},
    run: [150, 0.1],
    spikes: [4, 10],
  },
  {
    name: 'non-linear units: rates in 1/ms, Greek and signs as printed',
    source: 'Destexhe & Paré 1999, J. Neurophysiol. 81:1531, M current alone',
    equations: `
      dv/dt = (g_l·(E_l − v) + g_M·n·(E_K − v) + I) / C : mV
      dn/dt = α_n·(1 − n) − β_n·n : 1
      α_n = 0.0001/ms·9/exprel(−(v + 30 mV)/(9 mV)) : 1/ms
      β_n = 0.0001/ms·9/exprel((v + 30 mV)/(9 mV)) : 1/ms
    `
      .replaceAll('α', 'alpha')
      .replaceAll('β', 'beta'),
    parameters: { C: '1 µF/cm²', g_l: '0.045 mS/cm²', E_l: '−80 mV', g_M: '0.1 mS/cm²', E_K: '−90 mV', I: '6 μA/cm²' },
    threshold: 'v > −30 mV',
    reset: 'v = −75 mV',
    initial: { v: 'E_l' },
    run: [200, 0.1],
    spikes: [1, 30],
  },
  {
    name: 'two-variable bursting: Izhikevich with units stripped',
    source: 'Izhikevich 2007, Dynamical Systems in Neuroscience, section 8.2.1',
    equations: `
      dv/dt = (k*1*pF/ms/mV*(v-vr)*(v-vt)-u+I)/C : volt
      du/dt = a*(b*(v-vr)-u) : amp
    `,
    parameters: {
      C: '100*pF',
      vr: '-60*mV',
      vt: '-40*mV',
      k: '0.7',
      a: '0.03/ms',
      b: '-2*nS',
      I: '100*pA',
    },
    threshold: 'v > 35*mV',
    reset: 'v = -50*mV; u += 100*pA',
    initial: { v: 'vr' },
    run: [500, 0.1],
    spikes: [3, 30],
  },
  {
    name: 'Mainen & Sejnowski-like input',
    source: "Brian2's documentation: functions of time, lines joined by a backslash",
    equations: `
      dv/dt = (-v + R*I)/tau : volt
      I = I0*(1 + 0.5*sin(2*pi*f*t))*\\
          int(t > onset) : amp
    `,
    parameters: { R: '100*Mohm', tau: '10*ms', I0: '0.3*nA', f: '10*Hz', onset: '20*ms' },
    threshold: 'v > 15*mV',
    reset: 'v = 0*volt',
    initial: {},
    run: [300, 0.1],
    spikes: [10, 60],
  },
];
