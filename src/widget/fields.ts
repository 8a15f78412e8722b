/** The data of a widget, and the attributes of `<galvani-run>` that they are. */
import type { Summary } from '../index.ts';
import type { WidgetModel } from './model.ts';

export interface WidgetFields {
  /** What runs: a document as text or plain data, a link of the page or path of a document, or the name of a preset. The first counts. */
  document: string | object | null;
  src: string | null;
  preset: string | null;
  /** Values of parameters by name, '134 nS'; when the network stands, of all of them. Whoever changes one, the other side learns it. */
  values: Readonly<Record<string, string>>;
  view: string;
  /** CSS pixels. */
  height: number;
  theme: string;
  language: string;
  autoplay: boolean;
  bare: boolean;
  backend: string | null;
  spikes_hash: string | null;
  /** Address of a copy of the page. */
  page: string | null;
  /** Told by the run: where it is. */
  state: string;
  time_ms: number;
  dt_ms: number | null;
  summary: Summary | null;
  /** Why it cannot run; '' where it can. */
  error: string;
}

/** What runs, as `<galvani-run>` takes it. */
export function sourceOf(model: WidgetModel<WidgetFields>): {
  src: string | undefined;
  document: string | object | undefined;
} {
  const document = model.get('document') ?? undefined;
  const preset = model.get('preset') ?? undefined;
  const src = model.get('src') ?? (preset === undefined ? undefined : `#network?preset=${encodeURIComponent(preset)}`);
  return { src, document };
}

/** Values as the attribute `set` takes them; undefined where there are none. */
export function settingsOf(model: WidgetModel<WidgetFields>): string | undefined {
  const values = Object.entries(model.get('values') ?? {});
  return values.length === 0 ? undefined : values.map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Attributes but those of the source. Undefined: not there. */
export function attributesOf(model: WidgetModel<WidgetFields>): Record<string, string | undefined> {
  const text = (name: keyof WidgetFields): string | undefined => {
    const value = model.get(name);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  const flag = (name: 'autoplay' | 'bare', standard: boolean): string | undefined =>
    (model.get(name) ?? standard) ? '' : undefined;
  return {
    view: text('view'),
    height: text('height'),
    theme: text('theme'),
    language: text('language'),
    autoplay: flag('autoplay', true),
    bare: flag('bare', false),
    backend: text('backend'),
    'spikes-hash': text('spikes_hash'),
    page: text('page'),
  };
}
