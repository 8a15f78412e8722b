/** Titles and summaries of the presets in a language of people. */
import type { PresetFacts, PresetWords } from './preset.ts';
import { presetsZh } from './zh.ts';

export type Language = 'en' | 'zh';

/** English stands in the preset itself, and wherever another language has no words for it. */
export const presetWords = (preset: PresetFacts, language: Language): PresetWords =>
  (language === 'zh' ? presetsZh[preset.name] : undefined) ?? preset;
