/** The story of the leaky integrate-and-fire neuron. */

import type { Facts } from '../study.ts';
import type { Story, StorySection, Verdict } from './story.ts';

const section = (name: string, claims: Readonly<Record<string, (facts: Facts) => Verdict>>): StorySection => ({
  id: name,
  stage: { kind: 'experiment', name },
  claims: Object.entries(claims).map(([id, judge]) => ({ id, judge })),
});

const near = (a: number, b: number, share: number): boolean => Math.abs(a / b - 1) <= share;

export const lifStory: Story = {
  name: 'lif',
  sections: [
    section('bucket', {
      tau: ({ left1, left3 }) => (left1! < 10 ? 'holds' : left3! < 10 ? 'partly' : 'fails'),
    }),
    section('fire', {
      interval: ({ interval, formula, dt }) => (Math.abs(interval! - formula!) <= dt! ? 'holds' : 'fails'),
    }),
    section('fi', {
      curve: ({ silent, firing, rheobase, worst, dt, bends }) =>
        silent! <= rheobase! && firing! > rheobase! && worst! <= 1.3 * dt! && bends === 1 ? 'holds' : 'fails',
      limit: ({ saturated, limit }) => (near(saturated!, limit!, 0.03) ? 'holds' : 'fails'),
    }),
    section('dimensionless', {
      one: ({ apart, measured, formula }) => (apart! < 0.02 && near(measured!, formula!, 0.01) ? 'holds' : 'fails'),
      pair: ({ slow, quick }) => (near(slow!, quick!, 0.01) ? 'holds' : 'partly'),
    }),
    section('filter', {
      filter: ({ worst, share }) => (worst! < 1 && share! < 15 ? 'holds' : 'fails'),
    }),
    section('adaptation', {
      fatigue: ({ first, last, formula }) => (last! > 1.1 * first! && near(last!, formula!, 0.01) ? 'holds' : 'fails'),
      phasic: ({ phasic }) => (phasic! > 5 ? 'holds' : 'fails'),
    }),
    section('noise', {
      slope: ({ steep, steepFormula, shallow, shallowFormula }) =>
        near(steep!, steepFormula!, 0.15) && near(shallow!, shallowFormula!, 0.15) ? 'holds' : 'fails',
      channels: ({ channels }) => (near(channels!, 10, 0.2) ? 'holds' : 'fails'),
    }),
    section('linear', {
      local: ({ overshoot }) => (overshoot! < 5 ? 'holds' : 'partly'),
      varies: ({ tau, tau50 }) => (near(tau!, tau50!, 0.2) ? 'fails' : 'holds'),
    }),
    section('zeno', { zeno: ({ holds }) => (holds === 1 ? 'holds' : 'fails') }),
  ],
};
