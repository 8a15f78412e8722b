/** Presets as cards: where each is best looked at, in the language of the page. */

import { type Preset, pointPresets } from '../../../presets/index.ts';
import type { Language } from '../../language.ts';
import { presetsZh } from './texts/presets.zh.ts';

export interface Example {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly href: string;
}

export type ExampleGroup = 'networks' | 'cells' | 'lif';

export function examplesOn(group: ExampleGroup, language: Language): Example[] {
  return pointPresets
    .filter((p) => groupOf(p) === group)
    .map((p) => ({
      name: p.name,
      title: (language === 'zh' ? presetsZh[p.name]?.title : undefined) ?? p.title,
      line: (language === 'zh' ? presetsZh[p.name]?.summary : undefined) ?? p.summary,
      // The laboratory takes cells with gates.
      href: `#${p.variables.length > 2 && group === 'cells' ? 'laboratory' : 'network'}?preset=${encodeURIComponent(p.name)}`,
    }));
}

/** Families of presets by the word that their names begin with; the others are cells with gates. */
const integrateAndFire = /^(lif|qif|theta|eif|adex|izhikevich)\b/;
const networks = /^(ei|coba|cuba|brunel|song|microcircuit)\b/;

function groupOf({ name }: Preset): ExampleGroup {
  if (networks.test(name)) return 'networks';
  return integrateAndFire.test(name) ? 'lif' : 'cells';
}
