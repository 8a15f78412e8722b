/**
 * Integrate-and-fire cells of NEST. Its step holds currents, moves the voltage, then adds what arrived; thresholds are looked at once per
 * step, and a refractory cell is held for t_ref/dt whole steps after that of its spike.
 */
import type { EngineCellKind } from './kind.ts';

type NestParameters = Readonly<Record<string, number>>;

const membrane = {
  tau_m: [10, 'ms'],
  C_m: [250, 'pF'],
  t_ref: [2, 'ms'],
  E_L: [-70, 'mV'],
  I_e: [0, 'pA'],
  V_th: [-55, 'mV'],
  V_reset: [-70, 'mV'],
} as const;

const conductances = {
  C_m: [250, 'pF'],
  g_L: [16.6667, 'nS'],
  t_ref: [2, 'ms'],
  E_L: [-70, 'mV'],
  I_e: [0, 'pA'],
  V_th: [-55, 'mV'],
  V_reset: [-60, 'mV'],
  E_ex: [0, 'mV'],
  E_in: [-85, 'mV'],
} as const;

const common = {
  engine: 'NEST',
  threshold: 'V_m >= V_th',
  reset: 'V_m = V_reset',
  // Held in t_ref/dt steps after that of the spike; a refractory time of R steps holds R - 1 of them here.
  refractory: 't_ref + dt',
  initial: { V_m: 'E_L' },
  lag: 1,
  stamp: 1,
} as const;

/** Constants of NEST must leave the refractory cell where it is. */
const aboveReset = ({ V_th, V_reset }: NestParameters): string | undefined =>
  V_reset! >= V_th! ? `V_reset (${V_reset} mV) must be below V_th (${V_th} mV).` : undefined;

export const iafPscAlpha: EngineCellKind = {
  ...common,
  name: 'iaf_psc_alpha',
  title: 'leaky integrate-and-fire, currents that rise and fall (alpha functions)',
  source: 'Rotter & Diesmann 1999, Biol. Cybern. 81:381; NEST 3.10, iaf_psc_alpha',
  parameters: { ...membrane, tau_syn_ex: [2, 'ms'], tau_syn_in: [2, 'ms'] },
  // A spike of weight w: w·e·(t/τ)·exp(−t/τ), with its peak w at t = τ.
  equations: `dV_m/dt = (E_L - V_m)/tau_m + (I_ex + I_in + I_e)/C_m : mV (unless refractory)
dI_ex/dt = (exp(1)*a_ex - I_ex)/tau_syn_ex : pA
da_ex/dt = -a_ex/tau_syn_ex : pA
dI_in/dt = (exp(1)*a_in - I_in)/tau_syn_in : pA
da_in/dt = -a_in/tau_syn_in : pA`,
  integrator: 'exact',
  onSpike: { positive: 'a_ex += w', negative: 'a_in += w' },
  refuses: aboveReset,
};

export const iafPscExp: EngineCellKind = {
  ...common,
  name: 'iaf_psc_exp',
  title: 'leaky integrate-and-fire, currents that fall exponentially',
  source: 'Tsodyks, Uziel & Markram 2000, J. Neurosci. 20:RC50; NEST 3.10, iaf_psc_exp',
  parameters: { ...membrane, tau_syn_ex: [2, 'ms'], tau_syn_in: [2, 'ms'] },
  equations: `dV_m/dt = (E_L - V_m)/tau_m + (I_ex + I_in + I_e)/C_m : mV (unless refractory)
dI_ex/dt = -I_ex/tau_syn_ex : pA
dI_in/dt = -I_in/tau_syn_in : pA`,
  integrator: 'exact',
  onSpike: { positive: 'I_ex += w', negative: 'I_in += w' },
  refuses: aboveReset,
};

export const iafPscDelta: EngineCellKind = {
  ...common,
  name: 'iaf_psc_delta',
  title: 'leaky integrate-and-fire, voltage jumps',
  source: 'Diesmann, Gewaltig, Rotter & Aertsen 2001, Neurocomputing 38–40:565; NEST 3.10, iaf_psc_delta',
  parameters: membrane,
  equations: 'dV_m/dt = (E_L - V_m)/tau_m + I_e/C_m : mV (unless refractory)',
  integrator: 'exact',
  // NEST adds the jump at the end of the step and looks at the threshold then: put in at its start, it must outlive the step.
  onSpike: { positive: 'V_m += w*exp(dt/tau_m)', negative: 'V_m += w*exp(dt/tau_m)' },
  lag: 0,
  // What arrives is lost in just the steps in which NEST holds the cell; in the last of them it moves here.
  refractory: 't_ref',
  refuses: (values) =>
    aboveReset(values) ??
    (values['V_reset'] !== values['E_L'] || values['I_e'] !== 0
      ? 'only with V_reset equal to E_L and without I_e; elsewhere the last refractory step would differ from that of NEST.'
      : undefined),
};

const adaptive =
  'NEST integrates it with steps of its own to some 10⁻³ mV; here it is rk4. Spikes may differ by a step, and networks of them part.';

export const iafCondExp: EngineCellKind = {
  ...common,
  name: 'iaf_cond_exp',
  title: 'leaky integrate-and-fire, conductances that fall exponentially',
  source: 'Meffin, Burkitt & Grayden 2004, J. Comput. Neurosci. 16:159; NEST 3.10, iaf_cond_exp',
  parameters: { ...conductances, tau_syn_ex: [0.2, 'ms'], tau_syn_in: [2, 'ms'] },
  equations: `dV_m/dt = (g_L*(E_L - V_m) + g_ex*(E_ex - V_m) + g_in*(E_in - V_m) + I_e)/C_m : mV (unless refractory)
dg_ex/dt = -g_ex/tau_syn_ex : nS
dg_in/dt = -g_in/tau_syn_in : nS`,
  integrator: 'rk4',
  onSpike: { positive: 'g_ex += w', negative: 'g_in -= w' },
  notes: adaptive,
  refuses: aboveReset,
};

export const iafCondAlpha: EngineCellKind = {
  ...common,
  name: 'iaf_cond_alpha',
  title: 'leaky integrate-and-fire, conductances that rise and fall (alpha functions)',
  source: 'Meffin, Burkitt & Grayden 2004, J. Comput. Neurosci. 16:159; NEST 3.10, iaf_cond_alpha',
  parameters: { ...conductances, tau_syn_ex: [0.2, 'ms'], tau_syn_in: [2, 'ms'] },
  equations: `dV_m/dt = (g_L*(E_L - V_m) + g_ex*(E_ex - V_m) + g_in*(E_in - V_m) + I_e)/C_m : mV (unless refractory)
dg_ex/dt = (exp(1)*a_ex - g_ex)/tau_syn_ex : nS
da_ex/dt = -a_ex/tau_syn_ex : nS
dg_in/dt = (exp(1)*a_in - g_in)/tau_syn_in : nS
da_in/dt = -a_in/tau_syn_in : nS`,
  integrator: 'rk4',
  onSpike: { positive: 'a_ex += w', negative: 'a_in -= w' },
  notes: adaptive,
  refuses: aboveReset,
};
