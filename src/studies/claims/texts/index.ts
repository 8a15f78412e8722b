/** The words of the stories; each is loaded when it is read. */
import type { Language } from '../../../presets/words.ts';
import { columnStory } from '../column.ts';
import { eiNetworkStory } from '../ei-network.ts';
import { integratorsStory } from '../integrators.ts';
import { lifStory } from '../lif.ts';
import type { Story } from '../story.ts';
import type { StoryText } from '../text.ts';

/** A story, and how to come by its words. */
export interface StoryEntry {
  readonly story: Story;
  readonly text: (language: Language) => Promise<StoryText>;
}

/** In the order in which they are best read. */
export const storyEntries: readonly StoryEntry[] = [
  {
    story: eiNetworkStory,
    text: async (language) =>
      language === 'zh'
        ? (await import('./ei-network.zh.ts')).eiNetworkZh
        : (await import('./ei-network.en.ts')).eiNetworkEn,
  },
  {
    story: columnStory,
    text: async (language) =>
      language === 'zh' ? (await import('./column.zh.ts')).columnZh : (await import('./column.en.ts')).columnEn,
  },
  {
    story: integratorsStory,
    text: async (language) =>
      language === 'zh'
        ? (await import('./integrators.zh.ts')).integratorsZh
        : (await import('./integrators.en.ts')).integratorsEn,
  },
  {
    story: lifStory,
    text: async (language) =>
      language === 'zh' ? (await import('./lif.zh.ts')).lifZh : (await import('./lif.en.ts')).lifEn,
  },
];
