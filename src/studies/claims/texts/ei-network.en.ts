/** The story of the network, in English. */
import type { StoryText } from '../text.ts';

export const eiNetworkEn: StoryText = {
  title: 'Four thousand cells that hold each other',
  summary:
    'A network of excitatory and inhibitory Hodgkin–Huxley cells without any input: is it asynchronous, sparse and stable?',
  source:
    'After braincell’s tutorial on the excitatory–inhibitory network, which is benchmark 3 of Brette et al. 2007.',
  lines: { paper: 'leak of the paper, 10 nS', printed: 'leak as printed, 0.001 nS' },
  parameters: {},
  sections: {
    start: {
      heading: 'A network that starts itself',
      text: [
        'Four fifths of these 4000 cells excite, one fifth inhibits. Every cell has sodium and potassium channels after Traub and Miles and a leak; every cell sends 80 synapses to cells drawn at random. Nothing comes in from outside.',
        'Why does it fire at all? At the start all gates are at zero, potassium’s too, and every voltage lies somewhere between −70 and −60 mV. Without potassium to hold them, the cells drift upwards, and the quickest few dozen reach their threshold between 14 and 15 ms. Their spikes pull the others along. These first spikes are the only push the network ever gets.',
      ],
      caption: 'Every dot is a spike; excitatory cells below, inhibitory above. Live, from time 0.',
      claims: {
        threshold: {
          says: 'Spikes are crossings of −20 mV.',
          found:
            'The printed −20 mV is never handed to the cells; the program counts crossings of 0 mV. It changes next to nothing: in 400 of the cells, −20 mV is crossed {low:0} times and 0 mV {zero:0} times in 100 ms.',
        },
      },
    },
    leak: {
      heading: 'A slip of ten thousand',
      text: [
        'The tutorial gives the leak as 5 nS/cm². On a cell of 20 000 µm² that is 0.001 nS. The paper has 5·10⁻⁵ S/cm², which is 10 nS: the unit slipped by 10⁴.',
        'Inside the network it hardly shows, since synapses open some 480 nS. Alone, the two cells are different animals.',
      ],
      caption: 'One cell of the network without input, with either leak.',
      claims: {
        leak: {
          says: 'The leak is 5 nS/cm².',
          found:
            'With the paper’s leak the lone cell is a pacemaker of {ratePaper:1} Hz. With the printed one it fires {spikesPrinted:0} time and then sits at {restPrinted:0} mV. The factor is {slip:0}.',
        },
      },
    },
    asynchronous: {
      heading: 'Asynchronous? Look at the first 20 ms',
      text: [
        'A raster is called asynchronous when its dots fall like rain, no moment more crowded than the next. Count the spikes of all cells in every millisecond and compare the busiest with the mean.',
      ],
      caption: 'The same 100 ms. The band at the left is the volley of the start.',
      claims: {
        asynchronous: {
          says: 'Cells fire at scattered times, without a common rhythm.',
          found:
            'Not at first: {volley:0} spikes fall between 15 and 20 ms, {peak:0} of them in the millisecond from {peakAt:0} ms. Later it is true: between 50 and 100 ms the busiest millisecond has {busiest:0} spikes, the mean one {usual:0}.',
        },
      },
    },
    sparse: {
      heading: 'Sparse? For whom',
      text: [
        'The mean says little about a population like this one. Follow any row of the raster: some are empty from end to end, others carry short, dense runs of dots. The cells burst.',
      ],
      caption: 'Empty rows are silent cells; clusters within a row are bursts.',
      claims: {
        sparse: {
          says: 'Most cells fire only a few times in 100 ms.',
          found:
            'The median cell does (spikes: {median:0}). But {silent:0} % of the cells never fire while one fires {most:0} times, and half of all intervals last {gap:1} ms or less, which is {burst:0} Hz and more within a burst.',
        },
      },
    },
    volley: {
      heading: 'What inhibition can do, and when',
      text: [
        'Inhibition needs spikes of inhibitory cells, and those come with everybody else’s. So it cannot prevent the first volley; it can only end it, and then keep the next one from growing. Turn `w_i` and watch the volley: it stays. What changes is what follows.',
      ],
      caption: 'Move the slider; the network starts anew with it.',
      claims: {
        bursts: {
          says: 'Fast inhibition keeps the population from firing in bursts.',
          found:
            'The volley of the start is such a burst: {peak:0} spikes in one millisecond. Nothing like it comes again ({busiest:0} at most between 50 and 100 ms).',
        },
      },
    },
    inhibition: {
      heading: 'Exercise: without inhibition',
      text: [
        'The tutorial suggests changing the inhibitory weight to provoke excessive synchrony. Here it is zero. What do you expect: all cells in step, or all cells at full speed?',
      ],
      caption: '300 ms with `w_i` at 0 nS; try 33.5, 67 and 134 nS.',
      claims: {
        excess: {
          says: 'Changing the inhibitory weight can drive the network into synchronous bursts.',
          found:
            'Once the volley is over, the cells without inhibition are not in step: they run at {settled:0} Hz, each in its own time (synchrony χ {chi:3} from 100 ms on, where 1 would be all as one; the χ below the raster counts the volley too). At 67 nS the rate is about 40 Hz.',
        },
      },
    },
    balance: {
      heading: 'Exercise: more excitatory cells',
      text: [
        'Same number of cells, but nine in ten excite. Inhibition loses half its voices and excitation gains an eighth. The balance does not bend, it breaks.',
      ],
      caption: '3600 excitatory and 400 inhibitory cells.',
      claims: {
        imbalance: {
          says: 'A larger share of excitatory cells upsets the balance.',
          found: 'Yes: {settled:0} Hz from 100 ms on, where four fifths give about 40 Hz.',
        },
      },
    },
    longer: {
      heading: 'Exercise: does it last?',
      text: [
        'A hundred milliseconds are too few to tell a steady state from a slow death. Here is a second. The room ‘Sweep’ does the same for a whole map of weights and shares at once.',
      ],
      caption: 'One second. Zoom with the wheel, drag to pan, double click for all of it.',
      claims: {
        stable: {
          says: 'The asynchronous state keeps itself up.',
          found:
            'For this second it does: {early:0} Hz between 100 and 300 ms, {final:0} Hz in the last 200 ms, synchrony χ {chi:2} from 100 ms on.',
        },
      },
    },
  },
};
