/** The story of the leaky integrate-and-fire neuron, in English. */
import type { StoryText } from '../text.ts';

export const lifEn: StoryText = {
  title: 'From a leaky bucket to a family of neurons',
  summary: 'The leaky integrate-and-fire cell step by step, every formula beside a run that can contradict it.',
  source:
    'After a chapter on the leaky integrate-and-fire model. Every formula is checked against a simulation in this page.',
  lines: {
    formula: 'formula',
    simulated: 'simulated',
    measured: 'measured',
    threshold: 'threshold',
    spikes: 'spikes',
    physical1: '200 pF, 10 nS',
    physical2: '100 pF, 10 nS',
    physical3: '500 pF, 12.5 nS',
    dimensionless: 'dv/dt = −v + i',
    steep: '300 pA: steep',
    shallow: '180 pA: shallow',
    leaky: 'leaky cell in its place',
    axon: 'squid axon',
    bound: 'lower bound',
  },
  parameters: {},
  sections: {
    bucket: {
      heading: 'The bucket',
      text: [
        'Pour water into a bucket with a hole: the level rises until as much leaks as comes in. The membrane of a cell does the same with charge. It stores it (capacitance `C`), it leaks it (conductance `g_L`), and it settles where current and leak are even: `C dV/dt = −g_L(V − E_L) + I`.',
        'How fast? The one time in the equation is `τ_m = C/g_L`. Here a current of 100 pA carries a cell from −80 to −55 mV.',
      ],
      caption: 'The simulated voltage on its formula.',
      claims: {
        tau: {
          says: 'After one τ_m the voltage is nearly where it is going.',
          found:
            'After one τ_m ({tau:0} ms; read off the curve, {read:1} ms) {left1:0} % of the way is still to go. It takes three of them to come within {left3:0} %.',
        },
      },
    },
    fire: {
      heading: 'The fire',
      text: [
        'A bucket sends no messages. So a rule is added: where the voltage reaches the threshold `V_th`, a spike is noted, and the voltage goes back to `V_r` and stays there for a time `T_ref`. The spike has no shape; all that counts is when.',
        'From the solution between two spikes follows the interval: `T = T_ref + τ_m ln((V_∞ − V_r)/(V_∞ − V_th))`.',
      ],
      caption: '200 pA. The strokes mark the spikes, which the model leaves without a shape.',
      claims: {
        interval: {
          says: 'The interval under a constant current is given by the formula.',
          found: 'Formula {formula:2} ms, simulation {interval:2} ms, in steps of {dt:2} ms.',
        },
      },
    },
    fi: {
      heading: 'From current to rate',
      text: [
        'Two hundred cells run at once, each under a current of its own. One over the interval is the rate; against the current it makes the cell’s transfer function.',
        'The printed formula is only good where `V_∞` lies above the threshold. Below, the logarithm has no value, and the cell no spikes.',
      ],
      caption: 'Dots: 200 simulated cells. Line: the formula.',
      claims: {
        curve: {
          says: 'Silent below a critical current; above it the rate grows, ever more slowly.',
          found:
            'Silent up to {silent:0} pA, firing from {firing:0} pA on; the rheobase is {rheobase:0} pA. No interval of the 200 cells is off by more than {worst:2} ms, one step being {dt:2} ms, and the curve bends down throughout.',
        },
        limit: {
          says: 'In the end the refractory period sets the limit.',
          found:
            'Yes, but far out: at 2000 pA the rate is {top:0} Hz. It takes 1 µA to come to {saturated:0} Hz, where 1/T_ref is {limit:0} Hz.',
        },
      },
    },
    dimensionless: {
      heading: 'All of them are one',
      text: [
        'Measure time in units of `τ_m` and voltage in units of the way from rest to threshold. What is left of six parameters is `dv/dt = −v + i` with a reset `v_r`. Three cells of quite different size and one without any dimension run here with `i = 1.5`, `v_r = 0`.',
      ],
      caption: 'Spikes of four cells, with time counted in each one’s own τ.',
      claims: {
        one: {
          says: 'In these units all such cells have the same spike train.',
          found:
            'They do: ln((i − v_r)/(i − 1)) = {formula:4}, measured {measured:4}, and the four differ by less than {apart:3} per interval.',
        },
        pair: {
          says: 'The pair (i, v_r) is all that matters.',
          found:
            'Without a refractory period. It brings a time of its own: with T_ref = 5 ms and one and the same pair, a cell of τ_m = 20 ms fires every {slow:2} τ_m, one of 4 ms every {quick:2} τ_m.',
        },
      },
    },
    filter: {
      heading: 'A low-pass filter',
      text: [
        'Let the current swing. While it swings slowly, the membrane follows; when it swings fast, the charge comes and goes before the voltage has moved. The ratio of the two amplitudes is the impedance `R/√(1 + (ω τ_m)²)`.',
      ],
      caption: '40 cells, each with a frequency of its own. Dots measured, line the formula.',
      claims: {
        filter: {
          says: 'The cell integrates what is slow and ignores what is fast.',
          found:
            'At 1 Hz {slow:0} MΩ, at 100 Hz {fast:1} MΩ, which is {share:0} %; the corner lies at {corner:1} Hz. No dot is off the formula by more than {worst:1} %. Ignored is too strong a word: the fast part falls as 1/f, it does not vanish.',
        },
      },
    },
    adaptation: {
      heading: 'Growing tired',
      text: [
        'A real cell slows down under a steady current. One way to say so: each spike lifts the threshold by `α`, and it comes down again with `τ_θ`. The next spike then meets a higher threshold, the one after that a higher one still, until what each adds and what decays in between are even.',
      ],
      caption: 'Voltage and threshold under 250 pA.',
      claims: {
        fatigue: {
          says: 'The rate falls under a steady current.',
          found:
            'The intervals grow from {first:1} to {last:1} ms and stay there; the fixed point of the map from spike to spike is {formula:1} ms.',
        },
        phasic: {
          says: 'Tuned one way, the cell is phasic: it fires fast.',
          found:
            'Phasic means something else: an answer to the onset, then silence. With α = 30 mV and τ_θ = 500 ms the cell fires {phasic:0} time in 600 ms; the tonic one above {tonic:0} times.',
        },
      },
    },
    noise: {
      heading: 'A little noise',
      text: [
        'Channels open and close at random, so the voltage trembles. What does that do to the time of a spike? Where the voltage crosses the threshold steeply, a tremor of the voltage is a small one in time; where it creeps up, a large one.',
        'A thousand repeats of one cell, twice: under a strong and under a weak current.',
      ],
      caption: 'Times of the first spike in 1000 repeats.',
      claims: {
        slope: {
          says: 'The jitter of spike times is noise over slope.',
          found:
            'Steep: {steep:2} ms, formula {steepFormula:2} ms. Shallow: {shallow:2} ms, formula {shallowFormula:2} ms. The same noise, {ratio:1} times the jitter. And below the rheobase noise alone makes spikes: {below:1} Hz where Siegert’s formula says {siegert:1} Hz.',
        },
        channels: {
          says: 'The fewer the channels, the larger the jitter.',
          found:
            'With 100 channels {few:2} ms, with 10 000 {many:2} ms: a factor of {channels:1}, the root of a hundred.',
        },
      },
    },
    linear: {
      heading: 'What a straight line cannot do',
      text: [
        'A real membrane’s conductance depends on its voltage. Near one voltage, one may still put a leaky cell in its place, with a resistance from the slope of the steady current–voltage curve there. Here it is done for the squid axon at rest, and both get the same small step of 0.1 µA/cm².',
      ],
      caption:
        'Answer of the axon to a small step, and of the leaky cell in its place: R from the steady slope, τ = RC.',
      claims: {
        local: {
          says: 'Near an operating point the leaky cell is an excellent stand-in.',
          found:
            'For the level it settles at, yes. On the way the axon overshoots by {overshoot:0} %: its potassium answers late and pulls back, which makes it ring. A leaky cell has one time constant and cannot.',
        },
        varies: {
          says: 'Resistance and time constant depend on the voltage.',
          found:
            'Very much so: R is {R:2} kΩ·cm² at −65 mV and {R50:3} kΩ·cm² at −50 mV, and τ = RC {tau:2} and {tau50:3} ms.',
        },
      },
    },
    zeno: {
      heading: 'Can it fire infinitely often?',
      text: [
        'A flow that jumps could in principle jump ever faster and pile up infinitely many spikes before some moment, as in Zeno’s paradox. Not here: the voltage must climb from `V_r` to `V_th`, and a bounded current cannot make it climb faster than a bounded slope.',
      ],
      caption: 'Intervals without a refractory period, and the least possible ones.',
      claims: {
        zeno: {
          says: 'Under a bounded input spikes cannot pile up.',
          found: 'Even {top:0} nA needs {least:3} ms from spike to spike; the bound is {bound:3} ms.',
        },
      },
    },
  },
};
