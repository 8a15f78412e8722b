/** The story of the integrators, in English. */
import type { StoryText } from '../text.ts';

export const integratorsEn: StoryText = {
  title: 'The same axon, stepped in different ways',
  summary:
    'Two exponential rules and a squid axon: which is more exact, which is faster, and what the printed figure really shows.',
  source: 'After braincell’s tutorial on integrators. Exact curves are computed here to ten digits.',
  lines: {
    driven: 'printed cell, 10 nA/cm²',
    alone: 'printed cell, no current',
    classic: 'cell of 1952, 10 µA/cm²',
    exact: 'exact',
    exp_euler: 'exp_euler',
    ind_exp_euler: 'ind_exp_euler',
    staggered: 'staggered',
    rk4fine: 'rk4, dt 0.05 ms',
    rk4coarse: 'rk4, dt 0.1 ms',
    meant5: '5 µA/cm²',
    meant10: '10 µA/cm²',
    meant15: '15 µA/cm²',
  },
  parameters: {},
  sections: {
    cell: {
      heading: 'Which cell is on the bench?',
      text: [
        'The tutorial builds a Hodgkin–Huxley cell from a library. The potassium conductance is left at the library’s default of 10 mS/cm², where the paper of 1952 has 36; the leak is set to 0.03 mS/cm², where it has 0.3. All gates start at zero.',
        'Then 10 nA/cm² are injected, a thousandth of the usual 10 µA/cm². Compare the trace with that current, the trace without it, and the cell of the paper.',
      ],
      caption: 'All three computed to ten digits.',
      claims: {
        classic: {
          says: 'This is the classical model, with the channels of the original paper.',
          found:
            'Its gates are; its conductances are not. It fires at {rate:0} Hz, the cell of the paper under 10 µA/cm² at {rateClassic:0} Hz.',
        },
        current: {
          says: 'A steady 10 nA/cm² sets off the action potentials.',
          found:
            'They come without it: {spikesAlone:0} spikes in 100 ms with no current, {spikes:0} with it. The current moves the last of them by {shift:1} ms. With so little potassium the cell has no rest to stay at.',
        },
      },
    },
    pair: {
      heading: 'Two exponentials from one start',
      text: [
        '`ind_exp_euler` solves each variable by itself, as if all others stood still for a step. `exp_euler` takes the whole cell as one linear system and uses the exponential of its matrix. Same cell, same start, steps of 0.1 ms, and the exact curve underneath.',
      ],
      caption: 'Above 100 ms, below the third spike enlarged.',
      claims: {
        timing: {
          says: 'exp_euler follows the course of the action potential more closely.',
          found: 'In time, by far: its third spike is {lateFull:3} ms late, that of ind_exp_euler {lateOwn:2} ms.',
        },
        peaks: {
          says: 'Its peaks are nearer to the true height as well.',
          found:
            'The other way round: at this step its sampled peaks miss the true ones by up to {peakFull:1} mV, those of ind_exp_euler by {peakOwn:1} mV. The linear picture of a step overshoots where the curve bends most.',
        },
      },
    },
    starts: {
      heading: 'What the figure shows',
      text: [
        'In the tutorial’s figure the two curves drift apart by 5 to 7 ms, and a reader takes that for the difference of the rules. But every cell is created with a random voltage of its own. The figure compares two cells as well as two rules.',
      ],
      caption: 'As in the tutorial: each rule on its own cell. These start at {V1:1} and {V2:1} mV.',
      claims: {
        figure: {
          says: 'The gap between the curves is the difference of the integrators.',
          found:
            'Here the third spikes lie {apart:1} ms apart. Solved exactly, these two cells would be {apartExact:1} ms apart already; {rule:1} ms is the rules’ share. Another draw of voltages, another figure.',
        },
      },
    },
    cost: {
      heading: 'What does a step cost, and what is it worth?',
      text: [
        'A matrix exponential per cell and step is dear. But there is a third rule, for the price of the cheap one: `staggered` advances the voltage with the old gates and then the gates with the new voltage. Every line falls with the step; its slope is the order of the rule.',
      ],
      caption: 'Error of the third spike’s time against the step, measured now on your machine.',
      claims: {
        speed: {
          says: 'ind_exp_euler is faster.',
          found: 'Yes: a step of exp_euler takes {ratio:0} times as long in this page’s reference program.',
        },
        enough: {
          says: 'For large networks ind_exp_euler is exact enough.',
          found:
            'It depends on what is asked. Its third spike is {errorOwn:2} ms off, and half the step halves that (by {halving:2}). staggered, at the same cost, is {errorStaggered:2} ms off: {gain:0} times better.',
        },
      },
    },
    rk4: {
      heading: 'Exercise: the fourth-order method',
      text: [
        'Runge and Kutta’s method is of fourth order, so it must be the best of all? Order tells how fast an error shrinks when the step does. It says nothing of the step at which the method begins to work. While the sodium channels are open, the voltage relaxes within some 0.03 ms, and rk4 runs away once its step is 2.8 times as long as that, which is 0.08 ms.',
      ],
      caption: 'rk4 with two steps over the exact curve.',
      claims: {
        rk4: {
          says: 'Try rk4 and compare its accuracy.',
          found:
            'At the tutorial’s own step of 0.1 ms it blows up at {blowUp:1} ms. At 0.05 ms its third spike is right to {lateFine:5} ms.',
        },
      },
    },
    currents: {
      heading: 'Exercise: other currents',
      text: [
        'The exercise asks for 5 and 15 nA/cm². In the printed cell that is nothing against nothing. In the unit that was meant, and in the cell of the paper, it becomes an experiment worth doing: 5 µA/cm² are below what repetitive firing needs (6.0 to 6.3), 10 and 15 above.',
      ],
      caption: 'The cell of 1952 under 5, 10 and 15 µA/cm².',
      claims: {
        currents: {
          says: 'The firing rate follows the current from 5 to 15 nA/cm².',
          found:
            'As printed, {printed5:1} Hz becomes {printed15:1} Hz. In µA/cm² and with the paper’s cell: {spikes5:0} spike and silence at 5, {meant10:0} Hz at 10, {meant15:0} Hz at 15.',
        },
      },
    },
    long: {
      heading: 'Exercise: half a second',
      text: [
        'Does an error of 2 ms stay at 2 ms? A rule that makes every period a little too long is late by a little more with every spike, like a clock that runs slow.',
      ],
      caption: 'How late each spike comes, dt 0.1 ms.',
      claims: {
        long: {
          says: 'Over long runs the errors pile up.',
          found:
            'They do, in step with time: ind_exp_euler is {own:1} ms late at its {spikes:0}th spike, {growth:1} times as much as half way, because its period is {period:1} % too long. staggered is {staggered:2} ms off, exp_euler {full:2} ms.',
        },
      },
    },
  },
};
