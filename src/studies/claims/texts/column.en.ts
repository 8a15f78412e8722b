/** The story of the cortical microcircuit, in English. */
import type { StoryText } from '../text.ts';

export const columnEn: StoryText = {
  title: 'Four layers under one square millimetre',
  summary:
    'A piece of cortex from counted connections alone: who fires, how often, and what happens without inhibition?',
  source: 'After Potjans & Diesmann 2014, Cereb. Cortex 24:785, the network that simulators of cortex are measured by.',
  lines: {},
  parameters: {
    g: 'inhibitory ÷ excitatory weight',
    dc: 'constant current in place of noise: 0 or 1',
    scale: 'share of the cells',
  },
  sections: {
    column: {
      heading: 'What a column is',
      text: [
        'Cut a square millimetre out of the surface of the cortex, all the way down: about two millimetres deep, some hundred thousand nerve cells, in layers. Anatomists have counted who touches whom in there. The model takes these counts and nothing else: 77 169 cells, all alike, in four layers, each with excitatory cells (E) and inhibitory ones (I), and 298 880 968 synapses.',
        'Nothing in it was adjusted until it looked right. One strength for excitatory synapses, one, four times as large, for inhibitory ones, and a steady rain of spikes from outside, for a good part of a cell’s synapses come from elsewhere. The eight rates are what comes out. Beside the text runs a tenth of it: a tenth of the cells, each with a tenth of its inputs.',
      ],
      caption: 'Each dot is a spike; layer 2/3 on top, layer 6 at the bottom, inhibitory cells in vermilion.',
      claims: {
        'own-rates': {
          says: 'From the connections alone each kind of cell gets a rate of its own: about one hertz in layers 2/3 and 6, seven to nine in layer 5.',
          found:
            'Excitatory cells fire {rate_L23E:2} Hz in layer 2/3, {rate_L4E:2} Hz in layer 4, {rate_L5E:2} Hz in layer 5, {rate_L6E:2} Hz in layer 6.',
        },
      },
    },
    layers: {
      heading: 'What each layer does',
      text: [
        'Layer 4 is the door: fibres from the thalamus, with what the senses bring, end here first. From here spikes go up to layer 2/3, over synapses twice as strong as all other excitatory ones of the model. Layer 2/3 talks to other areas of the cortex, and down to layer 5. Layer 5 has the large cells whose fibres leave the cortex, to the brainstem and the spinal cord. Layer 6 sends back to the thalamus, and so has a hand on the door.',
        'Layer 1, on top, is left out: it has hardly any cells. In each layer about one cell in five is inhibitory. All cells are alike here, so it is the wiring alone that makes them fire more.',
      ],
      caption: 'Drag to pan, wheel to zoom; the table below compares with the published rates.',
      claims: {
        inhibitory: {
          says: 'In every layer inhibitory cells fire more than excitatory ones.',
          found:
            'I against E: {rate_L23I:1} and {rate_L23E:1} Hz in layer 2/3, {rate_L4I:1} and {rate_L4E:1} in layer 4, {rate_L5I:1} and {rate_L5E:1} in layer 5, {rate_L6I:1} and {rate_L6E:1} in layer 6.',
        },
      },
    },
    irregular: {
      heading: 'Like chance, and not together',
      text: [
        'Each cell gets thousands of small pushes up and down, which nearly cancel. What is left is the noise of them, and a spike comes when the noise happens to reach the threshold. So a cell does not tick like a clock, even where its mean rate is steady: the spread of its intervals, divided by their mean (CV), is 0 for a clock and 1 for pure chance.',
      ],
      caption: 'Follow a row: gaps of every length. Follow a column: no volleys, at most a faint beat.',
      claims: {
        irregular: {
          says: 'Cells fire irregularly and asynchronously.',
          found:
            'Asynchronous, with synchrony χ {chi:2}, where 1 would be all as one. Between clock and chance in this tenth: CV {cv:2}, mean over cells with enough spikes in a second.',
        },
      },
    },
    inhibition: {
      heading: 'Without inhibition',
      text: [
        'Now the inhibitory synapses are cut: `g`, their strength in units of the excitatory ones, is 0. Every spike now only invites more spikes. There is one thing left that ends the climb: after a spike a cell is deaf for 2 ms, so none can do more than 500 in a second.',
        'Move `g` back up. At 3 the network fires more than twice as much as at 4. Above 4 this tenth falls silent, for the constant current that stands for its missing inputs weighs them with the published rates, whatever the cells really do.',
      ],
      caption: '200 ms with `g` at 0; try 2, 3 and 4.',
      claims: {
        'runs-away': {
          says: 'Inhibition is what keeps the rates low; without it the network runs away.',
          found: 'All cells together: {settled:0} Hz from 100 ms on, nearly as fast as they can.',
        },
      },
    },
    drive: {
      heading: 'Does the noise come from outside?',
      text: [
        'The rain of spikes from outside is random. Is it the source of all irregularity? Replace it by the constant current of the same mean. The full network hardly notices (4.2 in place of 4.4 Hz in L4E, run here): it makes its noise itself. This tenth does notice, and tells what scaling down costs. Its missing inputs were replaced by their mean, too, and means have no noise.',
      ],
      caption: '500 ms with `dc` at 1: constant input to a tenth of the network.',
      claims: {
        constant: {
          says: 'With constant input in place of noise the rates stay as they are.',
          found:
            'Not in a tenth of the network: {rate_L4E:2} Hz in L4E, {rate_L6I:2} Hz in L6I; NEST’s run of the same tenth has 0 and 3.4 Hz. Set `scale` to 1 in the Network room for the network that the claim is about.',
        },
      },
    },
    scale: {
      heading: 'Does size matter?',
      text: [
        'Fewer inputs, each stronger so that their noise stays as it was, and a current for what is missing: so a smaller network keeps means and spreads. What it cannot keep are correlations. Cells of a small network share more of their inputs. So rates move, and the smaller the more.',
        'The whole network runs in this browser as well: follow the link below the picture and set `scale` to 1. Its synapses are made anew at each spike, for to store them would take more than two gigabytes; it is there in about a second, and a second of it takes two cores some twelve seconds.',
      ],
      caption: 'Two tenths for half a second. Move `scale` and compare the two rows of rates.',
      claims: {
        smaller: {
          says: 'A smaller network with corrected weights and currents has the rates of the full one.',
          found: 'Roughly: the kind of cell that is farthest off is {off:0} % from its published rate.',
        },
      },
    },
  },
};
