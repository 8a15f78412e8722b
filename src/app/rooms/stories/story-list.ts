/** The stories with their texts; each text is loaded when it is read. */

import type { Story } from '../../../studies/measure.ts';
import { columnStory, eiNetworkStory, integratorsStory, lifStory } from '../../../studies/measure.ts';
import type { Language } from '../../language.ts';
import type { StoryText } from './story.ts';

export interface StoryEntry {
  readonly story: Story;
  readonly text: (language: Language) => Promise<StoryText>;
}

export const storyList: readonly StoryEntry[] = [
  {
    story: eiNetworkStory,
    text: async (language) =>
      language === 'zh'
        ? (await import('./texts/ei-network.zh.ts')).eiNetworkZh
        : (await import('./texts/ei-network.en.ts')).eiNetworkEn,
  },
  {
    story: columnStory,
    text: async (language) =>
      language === 'zh'
        ? (await import('./texts/column.zh.ts')).columnZh
        : (await import('./texts/column.en.ts')).columnEn,
  },
  {
    story: integratorsStory,
    text: async (language) =>
      language === 'zh'
        ? (await import('./texts/integrators.zh.ts')).integratorsZh
        : (await import('./texts/integrators.en.ts')).integratorsEn,
  },
  {
    story: lifStory,
    text: async (language) =>
      language === 'zh' ? (await import('./texts/lif.zh.ts')).lifZh : (await import('./texts/lif.en.ts')).lifEn,
  },
];
