/** The panel in the address. */
import { type Keys, readKey, setKeys, wordKey } from '../../address-keys.ts';
import { readParameter } from '../../entries.ts';
import { excerpt, Link, setParameters } from '../../link.ts';
import { panelNamed, panels } from './panels.ts';
import { cells, defaultChoice, isShared, type PanelChoice, valuesOf } from './state.ts';

const longest = 2000;

const keys = {
  dimensionless: {
    read: (text) => wordKey(['0', '1'], 'dimensionless is one of').read(text) === '1',
    write: (on) => (on ? '1' : '0'),
  },
  input: wordKey(['bode', 'chirp'], 'input is one of'),
  against: wordKey(['slope', 'channels'], 'against is one of'),
  cell: wordKey(cells, 'cell is one of'),
  family: wordKey(['types', 'adex', 'izhikevich'], 'family is one of'),
} satisfies Keys<PanelChoice>;

/** What one panel alone has. */
const ownKeys: Readonly<Record<string, keyof typeof keys>> = {
  filter: 'input',
  noise: 'against',
  local: 'cell',
  family: 'family',
};

export function writeAddress(choice: PanelChoice): string {
  const panel = panelNamed(choice.panel);
  const query = new URLSearchParams({ panel: panel.name });
  const values = valuesOf(choice);
  setParameters(query, panel.parameters, values);
  const own = ownKeys[panel.name];
  const { dimensionless } = keys;
  setKeys<PanelChoice>(
    query,
    { dimensionless, ...(own === undefined ? {} : { [own]: keys[own] }) },
    choice,
    defaultChoice,
  );
  return `#lif?${query}`;
}

export function readAddress(hash: string): { choice: PanelChoice; refused: readonly string[] } {
  const link = new Link(hash, longest);
  const { query, refused } = link;
  const name = query.get('panel') ?? panels[0]!.name;
  const panel = panelNamed(name);
  if (panel.name !== name) refused.push(`The link names an unknown panel '${excerpt(name)}'; ${panel.title} is shown.`);
  const choice = link.fold({ ...defaultChoice, panel: panel.name }, read, ['panel']);
  return { choice, refused };
}

function read(choice: PanelChoice, key: string, text: string): PanelChoice {
  const panel = panelNamed(choice.panel);
  const parameter = panel.parameters.find((p) => p.name === key);
  if (parameter) {
    const value = readParameter(parameter, text);
    if (isShared(panel.name, key)) return { ...choice, membrane: { ...choice.membrane, [key]: value } };
    return { ...choice, own: { ...choice.own, [panel.name]: { ...choice.own[panel.name], [key]: value } } };
  }
  return { ...choice, ...readKey(keys, key, text) };
}
