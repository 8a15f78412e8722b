/** Which story, in which language: '#stories?story=lif&lang=zh'. */
import type { Language } from '../../language.ts';

export interface StoryAddress {
  /** Undefined: the list of stories and examples. */
  readonly story: string | undefined;
  readonly language: Language;
}

export function readAddress(hash: string, preferred: string): StoryAddress {
  const at = hash.indexOf('?');
  const query = new URLSearchParams(at < 0 || hash.length > 400 ? '' : hash.slice(at + 1));
  const asked = query.get('lang');
  const language = asked === 'zh' || asked === 'en' ? asked : preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return { story: query.get('story') ?? undefined, language };
}

export function writeAddress({ story, language }: StoryAddress): string {
  const query = new URLSearchParams({ ...(story === undefined ? {} : { story }), lang: language });
  return `#stories?${query}`;
}
