/** The page's styles within the element's shadow, light or dark as its author or the system has it. */
import uplot from 'uplot/dist/uPlot.min.css?inline';
import lateStart from '../app/run/late-start.css?inline';
import notices from '../app/run/notices.css?inline';
import base from '../app/style/base.css?inline';
import controls from '../app/style/controls.css?inline';
import parameter from '../app/style/parameter.css?inline';
import plots from '../app/style/plots.css?inline';
import tokens from '../app/style/tokens.css?inline';
import symbols from '../app/symbols/symbols.css?inline';
import element from './element.css?inline';
import type { Theme } from './options.ts';

/** What stands on the page's root stands on the element; what the system chooses there is the author's here. */
const themed = (theme: Theme): string => {
  const own = tokens.replaceAll(':root', ':host');
  if (theme === 'auto') return own;
  const chosen = own.replace(/\(prefers-color-scheme:\s*dark\)/, theme === 'dark' ? 'all' : 'not all');
  return `${chosen}:host{color-scheme:${theme}}`;
};

const sheetOf = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

let common: CSSStyleSheet | undefined;
const sheets = new Map<Theme, CSSStyleSheet>();

/** Style sheets of a theme, shared by all elements. */
export function stylesOf(theme: Theme): CSSStyleSheet[] {
  common ??= sheetOf([uplot, base, controls, parameter, plots, notices, lateStart, symbols, element].join('\n'));
  let colours = sheets.get(theme);
  if (colours === undefined) {
    colours = sheetOf(themed(theme));
    sheets.set(theme, colours);
  }
  return [colours, common];
}
