/** The story of the cortical microcircuit: what is run and how its claims are judged. */
import type { Stage, Story } from './story.ts';

const network = (values: Readonly<Record<string, number>>, duration: number, turn: readonly string[]): Stage => ({
  kind: 'network',
  preset: 'microcircuit',
  values,
  duration,
  turn,
});

/** A tenth of the cells and of the inputs of each, as the preset opens. */
const tenth = network({}, 1000, []);

export const columnStory: Story = {
  name: 'column',
  sections: [
    {
      id: 'column',
      stage: tenth,
      claims: [
        {
          id: 'own-rates',
          // Published: about 1 Hz in L2/3E and L6E, 7 to 9 Hz in layer 5.
          judge: (f) => {
            const quiet = Math.max(f['rate_L23E']!, f['rate_L6E']!);
            const loud = Math.min(f['rate_L5E']!, f['rate_L5I']!);
            return loud > 4 * quiet ? 'holds' : loud > quiet ? 'partly' : 'fails';
          },
        },
      ],
    },
    {
      id: 'layers',
      stage: tenth,
      claims: [
        {
          id: 'inhibitory',
          judge: (f) => {
            const faster = ['L23', 'L4', 'L5', 'L6'].filter((layer) => f[`rate_${layer}I`]! > f[`rate_${layer}E`]!);
            return faster.length === 4 ? 'holds' : faster.length > 2 ? 'partly' : 'fails';
          },
        },
      ],
    },
    {
      id: 'irregular',
      stage: tenth,
      claims: [
        {
          id: 'irregular',
          // A clock has 0, chance alone 1.
          judge: ({ cv, chi }) => (chi! > 0.2 || cv! < 0.5 ? 'fails' : cv! < 0.8 ? 'partly' : 'holds'),
        },
      ],
    },
    {
      id: 'inhibition',
      stage: network({ g: 0 }, 200, ['g']),
      claims: [
        { id: 'runs-away', judge: ({ settled }) => (settled! > 100 ? 'holds' : settled! > 20 ? 'partly' : 'fails') },
      ],
    },
    {
      id: 'drive',
      stage: network({ dc: 1 }, 500, ['dc']),
      claims: [{ id: 'constant', judge: ({ off }) => (off! < 10 ? 'holds' : off! < 50 ? 'partly' : 'fails') }],
    },
    {
      id: 'scale',
      stage: network({ scale: 0.2 }, 500, ['scale']),
      claims: [{ id: 'smaller', judge: ({ off }) => (off! < 10 ? 'holds' : off! < 60 ? 'partly' : 'fails') }],
    },
  ],
};
