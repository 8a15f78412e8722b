/** The panel in the address. */
import { UserError } from '../../../index.ts';
import { readParameter } from '../../entries.ts';
import { excerpt, Link, noParameter, setParameters } from '../../link.ts';
import { panelNamed, panels } from './panels.ts';
import { type Choice, cells, defaultChoice, isShared, valuesOf } from './state.ts';

const longest = 2000;
const families = ['types', 'adex', 'izhikevich'] as const;

export function writeAddress(choice: Choice): string {
  const panel = panelNamed(choice.panel);
  const query = new URLSearchParams({ panel: panel.name });
  const values = valuesOf(choice);
  setParameters(query, panel.parameters, values);
  if (choice.dimensionless) query.set('dimensionless', '1');
  if (panel.name === 'filter' && choice.input !== defaultChoice.input) query.set('input', choice.input);
  if (panel.name === 'noise' && choice.against !== defaultChoice.against) query.set('against', choice.against);
  if (panel.name === 'local' && choice.cell !== defaultChoice.cell) query.set('cell', choice.cell);
  if (panel.name === 'family' && choice.family !== defaultChoice.family) query.set('family', choice.family);
  return `#lif?${query}`;
}

export function readAddress(hash: string): { choice: Choice; refused: readonly string[] } {
  const link = new Link(hash, longest);
  const { query, refused } = link;
  const name = query.get('panel') ?? panels[0]!.name;
  const panel = panelNamed(name);
  if (panel.name !== name) refused.push(`The link names an unknown panel '${excerpt(name)}'; ${panel.title} is shown.`);
  let choice: Choice = { ...defaultChoice, panel: panel.name };
  for (const [key, text] of query) {
    if (key === 'panel') continue;
    link.take(text, () => {
      choice = read(choice, key, text);
    });
  }
  return { choice, refused };
}

function read(choice: Choice, key: string, text: string): Choice {
  const panel = panelNamed(choice.panel);
  const parameter = panel.parameters.find((p) => p.name === key);
  if (parameter) {
    const value = readParameter(parameter, text);
    if (isShared(panel.name, key)) return { ...choice, membrane: { ...choice.membrane, [key]: value } };
    return { ...choice, own: { ...choice.own, [panel.name]: { ...choice.own[panel.name], [key]: value } } };
  }
  const one = <Name extends string>(names: readonly Name[]): Name => {
    const found = names.find((n) => n === text);
    if (found !== undefined) return found;
    throw new UserError(`${key} is one of ${names.join(', ')}.`);
  };
  switch (key) {
    case 'dimensionless':
      return { ...choice, dimensionless: one(['0', '1']) === '1' };
    case 'input':
      return { ...choice, input: one(['bode', 'chirp']) };
    case 'against':
      return { ...choice, against: one(['slope', 'channels']) };
    case 'cell':
      return { ...choice, cell: one(cells) };
    case 'family':
      return { ...choice, family: one(families) };
    default:
      throw noParameter(key);
  }
}
