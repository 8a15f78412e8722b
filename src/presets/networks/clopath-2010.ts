/** `clopath-2010`: pairs of spikes at many frequencies under Clopath's voltage-based rule. */
import { cell } from '../../cells/index.ts';
import { UserError } from '../../errors.ts';
import { Network } from '../../network/network.ts';
import { oneToOne } from '../../network/rules/index.ts';
import { count, live, logarithmic, numberIn, preset, rebuild } from '../define.ts';

/** ms */
const DT = 0.1;
/** Pairs in a train. */
const PAIRS = 5;
/** ms: current pulses make cells spike so much later. */
const RISE = 1;
/**
 * Clopath's cell: AdEx with a threshold that jumps at a spike and a current after it. A spike is a block of 2 ms at V_peak, of which the
 * low-passed voltage that potentiation sees is kept as it was before, so that a spike does not strengthen by itself. The exponential is
 * bounded beyond the threshold for spikes.
 */
const postsynaptic = [
  'dV/dt = (-g_L*(V - E_L) + g_L*D*exp(min((V - V_T)/D, 10)) - w_ad + z + I_syn*g + I)/C : mV (unless refractory)',
  'dw_ad/dt = (a*(V - E_L) - w_ad)/tau_w : pA',
  'dz/dt = -z/tau_z : pA',
  'dV_T/dt = (V_T0 - V_T)/tau_T : mV',
  'dg/dt = -g/tau_g : 1',
  'dI/dt = -I/tau_I : pA',
  'dleft/dt = -int(left > 0*ms) : ms',
  'v = where(left > 0*ms, V_peak, min(V, V_peak)) : mV',
  'du_minus/dt = (v - u_minus)/tau_minus : mV',
  'du_plus/dt = (v - u_plus)/tau_plus : mV',
  'du_before/dt = 0*mV/ms : mV',
  'u_seen = where(left > 0*ms, u_before, u_plus) : mV',
].join('\n');

/** Times of the spikes of all trains, ms; the first is at `offset`. */
function times(frequency: number, trains: number, period: number, offset: number, dt: number): number[] {
  const found: number[] = [];
  for (let train = 0; train < trains; train++)
    for (let k = 0; k < PAIRS; k++) {
      const t = train * period + k / frequency + offset;
      found.push(Number((Math.round(t / dt) * dt).toFixed(6)));
    }
  return found;
}

export const clopath2010 = preset({
  name: 'clopath-2010',
  title: 'Pairs of spikes under a voltage-based rule (Clopath)',
  summary:
    'Two rows of ten cells, each with one synapse, are paired at 5 to 50 Hz: presynaptic spikes first in the one row, postsynaptic first in the other. ' +
    'Potentiation grows with the frequency; the other order weakens slow pairs and strengthens fast ones too.',
  reference:
    'Clopath, Büsing, Vasilaki & Gerstner 2010, Nat. Neurosci. 13:344, figure 2; Sjöström, Turrigiano & Nelson 2001, Neuron 32:1149',
  parameters: {
    frequencies: count(10, 'frequencies, and pairs of cells for either order of spikes', [1, 10_000], logarithmic),
    f_max: rebuild(50, 'Hz', 'highest frequency of pairing', [0.1, 200]),
    lag: rebuild(10, 'ms', 'from the one spike of a pair to the other', [0.1, 100]),
    trains: count(15, 'trains of five pairs', [1, 10_000], logarithmic),
    period: rebuild(1500, 'ms', 'from the beginning of a train to that of the next', [10, 100_000], {
      logarithmic: true,
      literature: { value: 10_000, source: 'Clopath et al. 2010, after Sjöström et al. 2001' },
    }),
    w_start: rebuild(1, '', 'weight at the start', [0, 3]),
    A_LTD: rebuild(14e-5, '1/mV', 'amplitude of depression', [0, 0.001]),
    A_LTP: rebuild(8e-5, '1/mV^2', 'amplitude of potentiation', [0, 0.001]),
    theta_minus: rebuild(-70.6, 'mV', 'voltage from which on synapses change', [-150, 150]),
    theta_plus: rebuild(-45.3, 'mV', 'voltage from which on synapses are strengthened', [-150, 150]),
    tau_x: rebuild(15, 'ms', 'time constant of the trace of presynaptic spikes', [0.1, 1000]),
    tau_minus: live(10, 'ms', 'time constant of the voltage that depression sees', [0.1, 1000]),
    tau_plus: live(7, 'ms', 'time constant of the voltage that potentiation sees', [0.1, 1000]),
  },
  duration: 22_000,
  dt: DT,
  integrator: 'euler',
  variables: ['V', 'u_minus', 'u_plus'],
  build(
    {
      frequencies,
      f_max,
      trains,
      w_start,
      A_LTD,
      A_LTP,
      theta_minus,
      theta_plus,
      tau_x,
      tau_minus,
      tau_plus,
      ...given
    },
    seed,
  ) {
    const network = new Network({ seed });
    const [lag, period, highest] = [numberIn('ms', given.lag), numberIn('ms', given.period), numberIn('1/ms', f_max)];
    const lasts = (PAIRS - 1) / (highest / frequencies) + lag;
    if (period <= lasts)
      throw new UserError(
        `A train of ${PAIRS} pairs at the lowest frequency takes ${Math.ceil(lasts)} ms, and the next begins after ${period} ms; make 'period' longer.`,
      );
    const rows = Array.from({ length: 2 * frequencies }, (_, row) => ({
      frequency: (highest * ((row % frequencies) + 1)) / frequencies,
      lag: row < frequencies ? lag : -lag,
    }));
    // Late enough that no postsynaptic spike needs a current before 0 ms.
    const first = lag + 2 * RISE;
    const trainsOf = (offset: (lag: number) => number): number[][] =>
      rows.map((row) => times(row.frequency, trains, period, first + offset(row.lag), DT));
    const model = cell({
      equations: postsynaptic,
      threshold: 'V > 20 mV',
      reset: 'V = V_r; w_ad += b; z = I_sp; V_T = V_T0 + V_jump; left = 1.95*ms; u_before = u_plus',
      refractory: '2 ms',
      integrator: 'euler',
      parameters: {
        C: '281 pF',
        g_L: '30 nS',
        E_L: '-70.6 mV',
        D: '2 mV',
        V_T0: '-50.4 mV',
        V_jump: '20 mV',
        tau_T: '50 ms',
        a: '4 nS',
        b: '80.5 pA',
        tau_w: '144 ms',
        I_sp: '400 pA',
        tau_z: '40 ms',
        V_peak: '29.4 mV',
        V_r: '-49.5 mV',
        tau_minus,
        tau_plus,
        I_syn: '100 pA',
        tau_g: '5 ms',
        tau_I: '1 ms',
      },
    });
    const start = { V: 'E_L', V_T: 'V_T0', u_minus: 'E_L', u_plus: 'E_L' };
    const post = network.population(model, rows.length, start, { name: 'post' });
    post.slice(0, frequencies, { name: 'pre first' });
    post.slice(frequencies, rows.length, { name: 'post first' });
    const pre = network.spikes(rows.length, { times: trainsOf(() => 0), name: 'pre' });
    const pulses = network.spikes(rows.length, { times: trainsOf((of) => of - RISE), name: 'pulses' });
    network.project(pulses, post, { name: 'current', connect: oneToOne(), onSpike: 'I += 15000 pA' });
    network.project(pre, post, {
      name: 'plastic',
      connect: oneToOne(),
      onSpike: 'g += w',
      weight: w_start,
      plasticity: {
        equations: [
          'dw/dt = A_LTP*x*max(v_post - theta_plus, 0*mV)*max(u_seen_post - theta_minus, 0*mV) : 1',
          'dx/dt = -x/tau_x : Hz',
        ].join('\n'),
        onPre: 'w -= A_LTD*max(u_minus_post - theta_minus, 0*mV); x += 1/tau_x',
        range: ['0', '3'],
        parameters: { A_LTD, A_LTP, theta_minus, theta_plus, tau_x },
        integrator: 'euler',
      },
    });
    return network;
  },
});
