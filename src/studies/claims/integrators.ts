/** The story of the integrators. */
import type { Story } from './story.ts';

export const integratorsStory: Story = {
  name: 'integrators',
  sections: [
    {
      id: 'cell',
      stage: { kind: 'experiment', name: 'cell' },
      claims: [
        {
          id: 'classic',
          judge: ({ rate, rateClassic }) => (Math.abs(rate! / rateClassic! - 1) < 0.1 ? 'holds' : 'fails'),
        },
        { id: 'current', judge: ({ spikes, spikesAlone }) => (spikesAlone! < spikes! ? 'holds' : 'fails') },
      ],
    },
    {
      id: 'pair',
      stage: { kind: 'experiment', name: 'pair' },
      claims: [
        {
          id: 'timing',
          judge: ({ lateFull, lateOwn }) => (Math.abs(lateFull!) < Math.abs(lateOwn!) ? 'holds' : 'fails'),
        },
        {
          id: 'peaks',
          judge: ({ peakFull, peakOwn }) => (peakFull! < peakOwn! ? 'holds' : 'fails'),
        },
      ],
    },
    {
      id: 'starts',
      stage: { kind: 'experiment', name: 'starts' },
      claims: [
        {
          id: 'figure',
          judge: ({ apart, rule }) => (rule! > 0.9 * apart! ? 'holds' : rule! > 0.1 * apart! ? 'partly' : 'fails'),
        },
      ],
    },
    {
      id: 'cost',
      stage: { kind: 'experiment', name: 'cost' },
      claims: [
        { id: 'speed', judge: ({ ratio }) => (ratio! > 1.5 ? 'holds' : 'fails') },
        { id: 'enough', judge: ({ errorOwn, gain }) => (errorOwn! < 0.1 ? 'holds' : gain! > 3 ? 'partly' : 'fails') },
      ],
    },
    {
      id: 'rk4',
      stage: { kind: 'experiment', name: 'rk4' },
      claims: [
        {
          id: 'rk4',
          judge: ({ blown, lateFine }) => (blown === 0 ? 'holds' : Math.abs(lateFine!) < 0.01 ? 'partly' : 'fails'),
        },
      ],
    },
    {
      id: 'currents',
      stage: { kind: 'experiment', name: 'currents' },
      claims: [
        { id: 'currents', judge: ({ printed5, printed15 }) => (printed15! > 1.1 * printed5! ? 'holds' : 'fails') },
      ],
    },
    {
      id: 'long',
      stage: { kind: 'experiment', name: 'long' },
      claims: [{ id: 'long', judge: ({ own, growth }) => (own! > 1 && growth! > 1.5 ? 'holds' : 'fails') }],
    },
  ],
};
