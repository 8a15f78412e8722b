/** What each panel is about: its words, formulas, parameters and shortcuts. The order is that of the way from the leaky bucket on. */
import type { PresetParameter } from '../../../presets/preset.ts';
import { own, shared } from './parameters.ts';

interface Shortcut {
  readonly label: string;
  readonly title: string;
  readonly values: Readonly<Record<string, number>>;
}

export interface Panel {
  readonly name: string;
  /** Of the tab. */
  readonly title: string;
  /** What is modelled and why, in two or three sentences. */
  readonly story: string;
  /** What to see, in one sentence. */
  readonly see: string;
  readonly formulas: readonly string[];
  readonly source: string;
  readonly parameters: readonly PresetParameter[];
  readonly shortcuts?: readonly Shortcut[];
  /** Whether it can be drawn in units of τ_m and V_th − E_L. */
  readonly dimensionless?: boolean;
}

const list = [
  {
    name: 'membrane',
    title: 'RC membrane',
    story:
      'A bucket with a hole: current pours charge onto the membrane, the leak lets it out again. The membrane is a capacitor C with a ' +
      'conductance g_L beside it, and its memory of what came in fades with τ_m = C/g_L.',
    see: 'However long the step dt, every dot lies on the curve: the equation is linear and integrated exactly, not by Euler’s rule.',
    formulas: [
      'C \\frac{d V}{d t} = − g_L ( V − E_L ) + I',
      'V ( t ) = V_∞ + ( V_0 − V_∞ ) e^{− t / τ_m} , V_∞ = E_L + R I',
    ],
    source: 'Lapicque 1907; Koch 1999, Biophysics of Computation, §1',
    parameters: [...shared('C', 'g_L', 'E_L'), own('I', 100, { range: [-300, 300] }), own('V_0', -80), own('dt', 1)],
    shortcuts: [
      { label: 'dt 20 ms', title: 'a step as long as the time constant', values: { dt: 20 } },
      { label: 'from above', title: 'a start above the limit', values: { V_0: -40 } },
    ],
    dimensionless: true,
  },
  {
    name: 'spikes',
    title: 'Threshold and reset',
    story:
      'A cell must also signal. When V reaches V_th from below, that moment is a spike: V is put back to V_r and held for the absolute ' +
      'refractory period T_ref. The shape of the spike is left out; smooth flow and sudden jumps make a hybrid system.',
    see: 'The interval is the hold of T_ref plus the climb from V_r to V_th, and it grows without bound as I falls to the rheobase.',
    formulas: ['T_{ISI} = T_{ref} + τ_m ln \\frac{V_∞ − V_r}{V_∞ − V_{th}}'],
    source: 'Stein 1967, Biophys. J. 7:37; Burkitt 2006, Biol. Cybern. 95:1',
    parameters: [...shared('C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref'), own('I', 200)],
    shortcuts: [
      { label: 'rheobase', title: 'V comes to the threshold and never reaches it', values: { I: 150 } },
      { label: '2 nA', title: 'a strong current: the refractory period rules', values: { I: 2000 } },
    ],
    dimensionless: true,
  },
  {
    name: 'fi',
    title: 'f–I curve',
    story:
      'How strong is an input? The cell answers with a rate. Below the rheobase it is silent; above it the rate rises steeply, then ever ' +
      'more slowly, and the refractory period sets a ceiling. 200 cells, one current each, are measured in one run.',
    see: 'Zero up to the rheobase, then a vertical start, then the bend towards 1/T_ref: each dot is one cell of the same run.',
    formulas: ['r ( I ) = \\frac{1}{T_{ISI} ( I )}', 'I_{rh} = g_L ( V_{th} − E_L ) , r → \\frac{1}{T_{ref}}'],
    source: 'Burkitt 2006, Biol. Cybern. 95:1, §2',
    parameters: [...shared('C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref'), own('I_low', 100), own('I_high', 2000)],
    shortcuts: [
      { label: 'near the rheobase', title: '140 to 200 pA', values: { I_low: 140, I_high: 200 } },
      { label: 'saturation', title: 'up to 20 nA', values: { I_low: 0, I_high: 20_000 } },
    ],
    dimensionless: true,
  },
  {
    name: 'dimensionless',
    title: 'Dimensionless form',
    story:
      'Measure time in τ_m and voltage in the distance from rest to threshold, and the parameters fall away until two are left: the ' +
      'current i in units of the rheobase, and the reset v_r. Cells that agree in these are one cell in different units.',
    see: 'Three unlike cells with one pair (i, v_r): apart in ms and mV, one line in τ_m and v.',
    formulas: ['\\frac{d v}{d t̂} = − v + i', 'T̂ = ln \\frac{i − v_r}{i − 1}'],
    source: 'Gerstner et al. 2014, Neuronal Dynamics, §1.3',
    parameters: [own('i', 1.5), own('v_r', 0)],
    shortcuts: [
      { label: 'just above rheobase', title: 'i = 1.02', values: { i: 1.02 } },
      { label: 'deep reset', title: 'v_r = −1', values: { v_r: -1 } },
    ],
    dimensionless: true,
  },
  {
    name: 'filter',
    title: 'Low-pass filter',
    story:
      'Inputs are seldom constant. A slow current has time to charge the capacitor and V follows it; a fast one is averaged away and lags ' +
      'by up to a quarter of a turn. The impedance says how much of each frequency is left.',
    see: 'Flat at R up to the corner, then a fall by ten per decade, while the phase goes from 0° through −45° to −90°.',
    formulas: ['| Z ( ω ) | = \\frac{R}{\\sqrt{1 + ( ω τ_m )^2}} , φ = − atan ( ω τ_m )', 'f_c = \\frac{1}{2 π τ_m}'],
    source: 'Koch 1999, §1.4; chirp: Puil, Gimbarzevsky & Miura 1986, J. Neurophysiol. 55:995',
    parameters: [...shared('C', 'g_L', 'E_L'), own('f_low', 0.5), own('f_high', 100), own('A', 100)],
    dimensionless: true,
  },
  {
    name: 'adaptation',
    title: 'Adaptation',
    story:
      'Under a steady input most cells tire. Here each spike lifts the threshold by α, and it sinks back to θ_0 with τ_θ: for a while the ' +
      'cell is harder to excite, a relative refractory period. Small and slow lifts stretch the intervals; a large one leaves a single spike.',
    see: 'The intervals grow, spike by spike, along the exact map to its fixed point, where lift and decay of θ balance.',
    formulas: [
      'θ ← θ + α , τ_θ \\frac{d θ}{d t} = θ_0 − θ',
      'V_∞ + ( V_r − V_∞ ) e^{− ( T − T_{ref} ) / τ_m} = θ_0 + \\frac{α}{e^{T / τ_θ} − 1}',
    ],
    source: 'Geisler & Goldberg 1966, Biophys. J. 6:53; Chacron et al. 2003, Neural Comput. 15:253',
    parameters: [
      ...shared('C', 'g_L', 'E_L', 'V_r', 'T_ref'),
      own('theta_0', -50),
      own('alpha', 2),
      own('tau_theta', 100),
      own('I', 250),
      own('duration', 600),
    ],
    shortcuts: [
      { label: 'tonic', title: 'hardly any adaptation', values: { I: 250, alpha: 0.2, tau_theta: 50, duration: 600 } },
      { label: 'adapting', title: 'the defaults', values: { I: 250, alpha: 2, tau_theta: 100, duration: 600 } },
      {
        label: 'phasic',
        title: 'one spike, then silence for long',
        values: { I: 170, alpha: 30, tau_theta: 500, duration: 600 },
      },
    ],
  },
  {
    name: 'noise',
    title: 'Noise',
    story:
      'The leak is thousands of channels that open and close by chance, so the same input never gives quite the same spike times. Where V ' +
      'rises steeply through the threshold the noise hardly shifts the moment; where it creeps up, a little noise moves it far.',
    see: '1000 repeats at once: their spread below threshold, the jitter of the first spike, its fall with the slope and with the number of channels, and spikes below the rheobase.',
    formulas: [
      'Var V = σ^2 ( 1 − e^{− 2 t / τ_m} ) , jitter ≈ \\frac{\\sqrt{Var V}}{d V / d t}',
      '\\frac{1}{r} = T_{ref} + τ_m \\sqrt{π} ∫ e^{x^2} ( 1 + erf x ) d x , x from \\frac{V_r − V_∞}{\\sqrt{2} σ} to \\frac{V_{th} − V_∞}{\\sqrt{2} σ}',
    ],
    source: 'Uhlenbeck & Ornstein 1930; Siegert 1951; Brunel 2000, eq. 21; White, Rubinstein & Kay 2000',
    parameters: [...shared('C', 'g_L', 'E_L', 'V_th', 'V_r', 'T_ref'), own('I', 200), own('sigma', 1), own('tau_c', 2)],
    shortcuts: [
      { label: 'steep', title: 'a strong current: sharp timing', values: { I: 600 } },
      { label: 'creeping', title: 'just above the rheobase: late and blurred', values: { I: 160 } },
      { label: 'strong noise', title: 'σ = 5 mV', values: { sigma: 5 } },
    ],
  },
  {
    name: 'local',
    title: 'Linearisation',
    story:
      'Real leaks depend on the voltage, so resistance and time constant do too. Yet near any operating point a cell answers small inputs ' +
      'as a leaky one does, whose g is the slope of the steady current–voltage curve there. Take any cell, Hodgkin and Huxley’s too.',
    see: 'Small steps follow the leaky cell that stands for it where gates are fast or closed; where they are slow, V first goes its own way (and may ring or leave).',
    formulas: [
      'g = \\frac{d I_{steady}}{d V} , R = \\frac{1}{g} , τ_m = \\frac{C}{g}',
      'C \\frac{d V}{d t} = − g ( V − E ) + I , E = V − \\frac{I}{g}',
    ],
    source: 'Koch 1999, §10; Izhikevich 2007, Dynamical Systems in Neuroscience, §3',
    parameters: [own('V', -65), own('size', 0.5)],
  },
  {
    name: 'zeno',
    title: 'Zeno question',
    story:
      'Flow and jumps together could pile up infinitely many spikes in a finite time, as Achilles’ steps do. They cannot, as long as the ' +
      'input is bounded: the climb from V_r to V_th takes time, even without a refractory period.',
    see: 'No input that keeps below I_max brings two spikes nearer than the bound, and a constant I_max comes close to it.',
    formulas: ['T_{integrate} ≥ \\frac{C ( V_{th} − V_r )}{g_L ( E_L − V_r ) + I_{max}} > 0'],
    source: 'the largest slope of C dV/dt = −g_L(V − E_L) + I between V_r and V_th',
    parameters: [...shared('C', 'g_L', 'E_L', 'V_th', 'V_r'), own('T_ref', 0), own('I_max', 5000)],
    dimensionless: true,
  },
  {
    name: 'family',
    title: 'The family',
    story:
      'From the leaky cell others follow: the quadratic and the exponential one make their own spike, and a second variable (a current w ' +
      'or u that each spike feeds) makes them adapt, burst, stutter or rebound. All are shown under a constant current; Izhikevich’s is switched at 100 ms.',
    see: 'One set of equations, many characters: only the parameters differ within AdEx and within Izhikevich’s cell.',
    formulas: [
      'C \\frac{d V}{d t} = − g_L ( V − E_L ) + g_L Δ_T e^{( V − V_T ) / Δ_T} − w + I',
      'τ_w \\frac{d w}{d t} = a ( V − E_L ) − w , w ← w + b',
    ],
    source: 'Brette & Gerstner 2005; Naud et al. 2008, table 1; Izhikevich 2003, fig. 2; Fourcaud-Trocmé et al. 2003',
    parameters: [own('factor', 1)],
  },
] as const satisfies readonly Panel[];

export type PanelName = (typeof list)[number]['name'];
export const panels: readonly (Panel & { readonly name: PanelName })[] = list;
export const panelNamed = (name: string): (typeof panels)[number] => panels.find((p) => p.name === name) ?? panels[0]!;

/** The equations of each part of the family, where they are not the panel's own. */
export const familyFormulas: Readonly<Record<string, readonly string[]>> = {
  types: [
    'C \\frac{d V}{d t} = \\frac{g_L}{2 Δ_T} ( V − V_T )^2 + I − I_T',
    'C \\frac{d V}{d t} = − g_L ( V − E_L ) + g_L Δ_T e^{( V − V_T ) / Δ_T} + I',
  ],
  izhikevich: [
    '\\frac{d v}{d t} = 0.04 v^2 + 5 v + 140 − u + I',
    '\\frac{d u}{d t} = a ( b v − u ) , v ← c , u ← u + d',
  ],
};
