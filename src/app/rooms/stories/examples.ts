/** Presets as cards: where each is best looked at, in the language of the page. */

import { type Preset, presets } from '../../../presets/index.ts';
import type { Language } from '../../language.ts';
import { presetsZh } from './texts/presets.zh.ts';

export interface Example {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly href: string;
}

export type Shelf = 'networks' | 'cells' | 'lif';

export function examplesOn(shelf: Shelf, language: Language): Example[] {
  return presets
    .filter((p) => shelfOf(p) === shelf)
    .map((p) => ({
      name: p.name,
      title: (language === 'zh' ? presetsZh[p.name]?.title : undefined) ?? p.title,
      line: (language === 'zh' ? presetsZh[p.name]?.summary : undefined) ?? p.summary,
      href: `#${shelf === 'cells' ? 'laboratory' : 'network'}?preset=${encodeURIComponent(p.name)}`,
    }));
}

function shelfOf(preset: Preset): Shelf {
  if (preset.parameters.some((p) => p.name === 'n_exc')) return 'networks';
  // The laboratory takes cells with gates.
  return preset.variables.length > 2 ? 'cells' : 'lif';
}
