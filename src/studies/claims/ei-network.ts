/** The story of the network of excitatory and inhibitory cells: what is run and how its claims are judged. */
import type { Stage, Story } from './story.ts';

const network = (values: Readonly<Record<string, number>>, duration: number, turn: readonly string[]): Stage => ({
  kind: 'network',
  preset: 'ei-tutorial',
  values,
  duration,
  turn,
});

const printed = network({}, 100, []);

export const eiNetworkStory: Story = {
  name: 'ei-network',
  sections: [
    {
      id: 'start',
      stage: printed,
      extra: 'threshold',
      claims: [{ id: 'threshold', judge: ({ lost }) => (lost! < 1 ? 'partly' : 'fails') }],
    },
    {
      id: 'leak',
      stage: { kind: 'experiment', name: 'leak' },
      claims: [
        {
          id: 'leak',
          judge: ({ ratePaper, spikesPrinted }) => (ratePaper! > 5 && spikesPrinted! < 3 ? 'fails' : 'holds'),
        },
      ],
    },
    {
      id: 'asynchronous',
      stage: printed,
      claims: [
        {
          id: 'asynchronous',
          // The busiest millisecond against the usual one: a volley stands out, an asynchronous cloud does not.
          judge: ({ peak, busiest, usual }) => {
            const calm = busiest! < 2.5 * usual!;
            return peak! > 2.5 * usual! ? (calm ? 'partly' : 'fails') : 'holds';
          },
        },
      ],
    },
    {
      id: 'sparse',
      stage: printed,
      claims: [
        {
          id: 'sparse',
          judge: ({ median, gap }) => (median! > 5 ? 'fails' : gap! < 10 ? 'partly' : 'holds'),
        },
      ],
    },
    {
      id: 'volley',
      stage: network({}, 100, ['w_i']),
      claims: [
        {
          id: 'bursts',
          judge: ({ peak, busiest, usual }) =>
            peak! < 2.5 * usual! ? 'holds' : busiest! < 2.5 * usual! ? 'partly' : 'fails',
        },
      ],
    },
    {
      id: 'inhibition',
      stage: network({ w_i: 0 }, 300, ['w_i']),
      claims: [
        { id: 'excess', judge: ({ chi, settled }) => (chi! > 0.2 ? 'holds' : settled! > 100 ? 'fails' : 'partly') },
      ],
    },
    {
      id: 'balance',
      stage: network({ n_exc: 3600, n_inh: 400 }, 300, ['n_exc', 'n_inh']),
      claims: [
        { id: 'imbalance', judge: ({ settled }) => (settled! > 70 ? 'holds' : settled! > 50 ? 'partly' : 'fails') },
      ],
    },
    {
      id: 'longer',
      stage: network({}, 1000, ['w_i']),
      claims: [
        {
          id: 'stable',
          judge: ({ early, final, chi }) =>
            final! > 0.6 * early! && final! < 1.6 * early! && chi! < 0.2 ? 'holds' : final! > 1 ? 'partly' : 'fails',
        },
      ],
    },
  ],
};
