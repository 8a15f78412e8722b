/** The experiment in the address. */
import { UserError } from '../../../index.ts';
import {
  amountBounds,
  type Bounds,
  densities,
  densityNames,
  kindNamed,
  type Layer,
  mostLayers,
  mostStimuli,
  planBounds,
  regionNames,
  type Stimulus,
  stimulusBounds,
  stimulusKinds,
  withChannels,
  withMembrane,
} from '../../../studies/measure.ts';
import { nameKey } from '../../address-keys.ts';
import { readNumber, readParameter, within } from '../../entries.ts';
import { excerpt, Link, noParameter, setParameters } from '../../link.ts';
import { dendritePresets } from '../../network-presets.ts';
import { cells } from './cells/index.ts';
import {
  bounds,
  type CellExperiment,
  checkColours,
  longestText,
  mostProbes,
  paces,
  presetOf,
  standard,
  usualDuration,
} from './experiment.ts';

/** Characters of a link: a cell of some 10 000 samples. */
const longest = 600_000;

/** Numbers by their keys: which of the experiment's each is, its bounds, and what begins the sentence that refuses it. */
const numbers = {
  Ra: ['Ra', planBounds.Ra, 'Ra'],
  T: ['temperature', planBounds.temperature, 'The temperature'],
  lambda: ['lambda', planBounds.lambda, 'lambda'],
  pool_depth: ['poolDepth', planBounds.poolDepth, 'The depth of the pool'],
  pool_tau: ['poolTau', planBounds.poolTau, 'The time constant of the pool'],
  duration: ['duration', bounds.duration, 'The duration'],
  low: ['coldest', bounds.voltage, 'The lower end of the colours'],
  high: ['hottest', bounds.voltage, 'The upper end of the colours'],
} as const satisfies Readonly<Record<string, readonly [keyof CellExperiment, Bounds, string]>>;

/** What stands for a list in which there is nothing. */
const NOTHING = 'nothing';

/** `token` of the text of an own cell, once it is packed. */
export function writeAddress(e: CellExperiment, token: string | undefined): string {
  const preset = presetOf(e);
  const query = new URLSearchParams(preset ? { preset: e.cell } : { cell: e.cell });
  if (preset) setParameters(query, preset.parameters, e.preset!);
  const set = (key: string, value: number, unit: string, usual: number) => {
    if (value !== usual) query.set(key, `${value} ${unit}`.trim());
  };
  for (const region of regionNames) {
    const membrane = e.membranes[region];
    const usual = withChannels(standard.membranes[region], membrane.active);
    if (membrane.active !== standard.membranes[region].active)
      query.set(region, membrane.active ? 'active' : 'passive');
    for (const name of densityNames) set(`${region}.${name}`, membrane[name], densities[name].unit, usual[name]);
  }
  const usual = { ...standard, duration: usualDuration(e) };
  for (const [key, [name, { unit }]] of Object.entries(numbers)) set(key, e[name], unit, usual[name]);
  for (const layer of e.layers) query.append('paint', layerText(layer));
  for (const stimulus of e.stimuli ?? []) query.append('do', stimulusText(stimulus));
  if (e.stimuli?.length === 0 && !preset) query.set('do', NOTHING);
  for (const at of e.probes) query.append('see', at);
  if (e.path !== undefined) query.set('along', e.path);
  if (e.pace !== standard.pace) query.set('pace', e.pace);
  if (e.swc !== undefined && token !== undefined && token.length < longest - 20_000) query.set('swc', token);
  return `#dendrites?${query}`;
}

export interface CellAddress {
  readonly experiment: CellExperiment;
  /** Of the text of an own cell. */
  readonly token: string | undefined;
  readonly refused: string[];
}

/** Reads the address; what is wrong in it is told in sentences and left at its default. */
export function readAddress(hash: string): CellAddress {
  const link = new Link(hash, longest);
  const { query, refused } = link;
  const token = query.get('swc') ?? undefined;
  const named = query.get('cell');
  let e = presetIn(query.get('preset'), refused) ?? standard;
  if (e.preset) query.delete('cell');
  else if (named !== null && token !== undefined) e = { ...e, cell: named.slice(0, 80) };
  else if (cells.some((c) => c.name === named)) e = { ...e, cell: named! };
  else if (named !== null)
    refused.push(
      `The link names a cell '${excerpt(named)}' that does not come with the page, nor does the link hold it: open its file. '${e.cell}' is shown.`,
    );
  // What a region has decides what its densities are by default.
  for (const region of regionNames) {
    const text = query.get(region);
    if (text === null) continue;
    link.take(text, () => {
      const active = isActive(text);
      e = withMembrane(e, region, (m) => withChannels(m, active));
    });
  }
  e = link.fold(e, entered, ['cell', 'preset', 'swc', ...regionNames]);
  link.take(`${e.coldest}`, () => {
    try {
      checkColours(e);
    } catch (thrown) {
      e = { ...e, coldest: standard.coldest, hottest: standard.hottest };
      throw thrown;
    }
  });
  return { experiment: e, token, refused };
}

function presetIn(name: string | null, refused: string[]): CellExperiment | undefined {
  if (name === null) return undefined;
  const preset = dendritePresets.find((p) => p.name === name);
  if (preset) return { ...standard, cell: name, preset: {}, duration: usualDuration({ cell: name, preset: {} }) };
  refused.push(
    `The link names a preset '${excerpt(name)}' whose cells have no dendrites, or that there is not; those here are ${dendritePresets.map((p) => p.name).join(', ')}.`,
  );
  return undefined;
}

function isActive(text: string): boolean {
  if (text === 'active' || text === 'passive') return text === 'active';
  throw new UserError("a region is 'active' or 'passive'.");
}

const readWithin = (text: string, { unit, range }: Bounds, what: string): number =>
  within(readNumber(text, unit, what), range, what, unit);

function entered(e: CellExperiment, key: string, text: string): CellExperiment {
  const parameter = presetOf(e)?.parameters.find((p) => p.name === key);
  if (parameter) return { ...e, preset: { ...e.preset, [key]: readParameter(parameter, text) } };
  const [part, name] = key.split('.');
  const region = regionNames.find((r) => r === part);
  const density = densityNames.find((d) => d === name);
  if (region && density) {
    const value = readWithin(text, densities[density], density);
    return withMembrane(e, region, (m) => ({ ...m, [density]: value }));
  }
  if (Object.hasOwn(numbers, key)) {
    const [of, range, what] = numbers[key as keyof typeof numbers];
    return { ...e, [of]: readWithin(text, range, what) };
  }
  switch (key) {
    case 'do': {
      if (text === NOTHING) return { ...e, stimuli: [] };
      const stimuli = [...(e.stimuli ?? []), readStimulus(text)];
      if (stimuli.length > mostStimuli) throw new UserError(`at most ${mostStimuli} stimuli are taken.`);
      return { ...e, stimuli };
    }
    case 'paint': {
      if (e.layers.length === mostLayers) throw new UserError(`at most ${mostLayers} layers are painted.`);
      return { ...e, layers: [...e.layers, readLayer(text)] };
    }
    case 'along':
      return { ...e, path: text.slice(0, longestText) };
    case 'see':
      if (e.probes.length === mostProbes) throw new UserError(`at most ${mostProbes} places are drawn.`);
      return { ...e, probes: [...e.probes, text] };
    case 'pace':
      return { ...e, pace: nameKey(paces, 'paces are').read(text) };
    default:
      throw noParameter(key);
  }
}

/** 'KM_Ma2020 0.1 mS/cm^2 E -80 mV on apical and distance > 100 um' */
const layerText = ({ channel, on, density, E }: Layer): string =>
  `${channel} ${density}${E === undefined ? '' : ` E ${E}`} on ${on}`;

const painting = /^(\w{1,40}) (.{1,200}?)(?: E ([-+\w.]+ \w+))? on (.{1,200})$/;

function readLayer(text: string): Layer {
  const [, channel = '', density = '', E, on = ''] = painting.exec(text) ?? [];
  if (channel === '')
    throw new UserError("what is painted reads 'KM_Ma2020 0.1 mS/cm^2 on apical and distance > 100 um'.");
  if (kindNamed(channel) === undefined) throw new UserError(`the library has no channel '${channel}'.`);
  return { channel, on, density, E };
}

/** 'current 0.5 nA at soma[0] 0.5 from 5 ms to 150 ms' */
function stimulusText({ kind, at, amount, from, to, every }: Stimulus): string {
  const text = `${kind} ${amount} ${amountBounds(kind).unit} at ${at} from ${from} ms to ${to} ms`;
  return every === 0 ? text : `${text} every ${every} ms`;
}

const sentence = /^(current|excite|inhibit) (\S+ n[AS]) at (.{1,200}?) from (\S+ ms) to (\S+ ms)(?: every (\S+ ms))?$/;

function readStimulus(text: string): Stimulus {
  const found = sentence.exec(text);
  if (!found)
    throw new UserError(
      `what is done reads 'current 0.5 nA at soma[0] 0.5 from 5 ms to 150 ms', or '${stimulusKinds[1]} 5 nS at dend[0] 0.5 from 5 ms to 50 ms every 10 ms'.`,
    );
  const [, name, amount = '', at = '', from = '', to = '', every] = found;
  const kind = stimulusKinds.find((k) => k === name)!;
  const time = (value: string) => readWithin(value, timeBounds, 'The time');
  return {
    kind,
    at,
    amount: readWithin(amount, amountBounds(kind), 'The amount'),
    from: time(from),
    to: time(to),
    every: every === undefined || kind === 'current' ? 0 : readWithin(every, stimulusBounds.every, 'The interval'),
  };
}

/** Of what is done: it may last as long again as the run. */
const timeBounds: Bounds = { unit: 'ms', range: [0, bounds.duration.range[1] + bounds.lasts.range[1]] };
