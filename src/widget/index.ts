/**
 * `<galvani-run>` as a module for notebooks (anywidget) and for books (MyST's directive `{anywidget}`): one file that needs no other. The
 * model is plain data under the names of `Fields`; what it tells of spikes goes as messages. See docs/python.md.
 */
import '../element/index.ts';
import { attributesOf, settingsOf, sourceOf, type WidgetFields } from './fields.ts';
import type { WidgetModel } from './model.ts';
import { Reporter } from './reporter.ts';

/** Fields whose changes are another experiment, and those that are attributes at any time. */
const sources = ['document', 'src', 'preset'] as const;
const looks = ['view', 'height', 'theme', 'language', 'bare', 'page', 'backend', 'spikes_hash'] as const;

interface Mount {
  readonly model: WidgetModel<WidgetFields>;
  readonly el: HTMLElement;
}

/** Puts a run into `el`; what comes back takes it away. */
function render({ model, el }: Mount): () => void {
  const element = document.createElement('galvani-run');
  const attribute = (name: string, value: string | undefined): void => {
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  };
  const look = (): void => {
    for (const [name, value] of Object.entries(attributesOf(model))) attribute(name, value);
  };
  const begin = (values: string | undefined): void => {
    const { src, document: text } = sourceOf(model);
    attribute('set', values);
    attribute('src', src);
    element.document = text;
  };
  const reporter = new Reporter(model, element);
  const apply = (): void => reporter.apply();
  const obey = (message: unknown): void => {
    const { command } = (message ?? {}) as { command?: unknown };
    if (command === 'run' || command === 'pause' || command === 'reset') element[command]();
    else if (command === 'spikes') reporter.again();
  };
  const listened: [string, (...words: never[]) => void][] = [
    // Values were of the experiment before.
    ...sources.map((name): [string, () => void] => [`change:${name}`, () => begin(undefined)]),
    ...looks.map((name): [string, () => void] => [`change:${name}`, look]),
    ['change:values', apply],
    ['msg:custom', obey],
  ];
  look();
  begin(settingsOf(model));
  el.append(element);
  // A book's model may not change.
  for (const [name, hear] of listened) model.on?.(name, hear);
  return () => {
    for (const [name, hear] of listened) model.off?.(name, hear);
    reporter.end();
    element.remove();
  };
}

export default { render };
