/** What the methods say of cells with dendrites: sections, membranes, places. */

import type { IonPool, MembranePart } from '../../cells/fragment.ts';
import { type Branching, membraneLines } from '../../dendrites/branching.ts';
import type { Paint, Placed } from '../../dendrites/index.ts';
import { SOMA } from '../../morphology/shape.ts';
import { counted } from '../../numbers/sentences.ts';
import { toUnit } from '../../quantity/quantity.ts';
import { code, codeLines, type Inline, type TableCell, type TextLine, words } from './rich-text.ts';

/** Sections that are listed one by one. */
const LISTED = 12;

const kindNames: Readonly<Record<number, string>> = { 1: 'soma', 2: 'axon', 3: 'dendrite', 4: 'apical dendrite' };
const kindOf = (kind: number): string => kindNames[kind] ?? `type ${kind}`;

/** Four digits, for people. */
const digits = (value: number): string => String(Number(value.toPrecision(4)));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** '22 compartments in 2 sections'. */
export function sizeOf({ anatomy: { nodes, shape } }: Branching): string {
  return `${counted(sum([...nodes.segments]), 'compartment')} in ${counted(shape.sections.length, 'section')}`;
}

/** How sections were cut, as a clause. */
function cutOf({ anatomy, options: { compartments } }: Branching): string {
  const { lambda, frequency, longest, each, sections } = compartments ?? {};
  const own = Object.keys(sections ?? {});
  if (anatomy.shape.sections.every((s) => own.includes(s.name))) return 'as many in each section as were given';
  const rule =
    longest !== undefined
      ? `compartments of ${longest} at most`
      : each !== undefined
        ? `${counted(each, 'compartment')} in each section`
        : `compartments of ${lambda ?? 0.1} length constants at ${frequency ?? '100 Hz'} at most`;
  return own.length === 0 ? rule : `${rule}, but for ${own.join(', ')}, whose numbers were given`;
}

/** Lengths, diameters and compartments: of each section where they are few, else of each type. */
function sectionLines({ anatomy: { nodes, shape } }: Branching): TextLine[] {
  const { sections } = shape;
  if (sections.length <= LISTED)
    return sections.map(({ name, length, diameter, points, parent, parentX }, k) => [
      `${name}: ${digits(length)} µm long, ${points === undefined ? '' : 'on average '}${digits(diameter)} µm thick, ${counted(nodes.segments[k]!, 'compartment')}, ${
        parent < 0 ? 'the root' : `on ${sections[parent]!.name} at ${digits(parentX)}`
      }`,
    ]);
  const kinds = [...new Set(sections.map((s) => s.kind))].sort((a, b) => a - b);
  return kinds.map((kind) => {
    const of = sections.flatMap((s, k) => (s.kind === kind ? [{ ...s, segments: nodes.segments[k]! }] : []));
    const length = sum(of.map((s) => s.length));
    const thick = sum(of.map((s) => s.diameter * s.length)) / length;
    return [
      `${kindOf(kind)}: ${counted(of.length, 'section')}, together ${digits(length)} µm long, on average ${digits(thick)} µm thick, ${counted(
        sum(of.map((s) => s.segments)),
        'compartment',
      )}`,
    ];
  });
}

function sourceOf({ anatomy: { shape } }: Branching): string {
  const { source, sections } = shape;
  if (source.kind === 'cable') return 'cylinders';
  const soma = sections.some((s) => s.kind === SOMA) ? '' : ', without a soma';
  return `an SWC file, read by the rule of ${source.rule === 'neuron' ? 'NEURON' : 'Arbor'}${soma}`;
}

/** 'Na_HH1952 (g = 120 mS/cm^2, E = 50 mV)': as it was asked for. */
function partText(part: MembranePart | IonPool): string {
  const { written } = part;
  if (written === undefined) return `${'label' in part ? part.label : part.ion} (see the equations)`;
  const options = Object.entries(written.options).map(([name, value]) => `${name} = ${valueText(value)}`);
  return options.length === 0 ? written.name : `${written.name} (${options.join(', ')})`;
}

const valueText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function paintLine({ on, channels = [], pools = [], equations, parameters = {}, C, Ra }: Paint): TextLine {
  const parts = [...channels, ...pools].map(partText);
  if (equations !== undefined) parts.push('equations of its own');
  parts.push(...Object.entries(parameters).map(([name, value]) => `${name} = ${value}`));
  if (C !== undefined) parts.push(`C = ${C}`);
  if (Ra !== undefined) parts.push(`Ra = ${Ra}`);
  return ['on ', code(on), `: ${parts.length === 0 ? 'nothing' : parts.join('; ')}`];
}

function placedLine(name: string, { at, synapse, clamp, from, to, equations, parameters = {} }: Placed): TextLine {
  const span = [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` until ${to}`].join('');
  const own = Object.entries(parameters).map(([key, value]) => `, ${key} = ${value}`);
  const what: Inline[] = synapse
    ? [partText(synapse)]
    : clamp === undefined
      ? [code(equations ?? ''), ...own]
      : ['current ', code(clamp), span];
  return [code(name), ' at ', code(at), ': ', ...what];
}

/** Where spikes are found and how: a condition, and a place. */
const detectOf = ({ detect }: Branching): TextLine => [code(detect.when), ' at ', code(detect.label)];

/** Sections on which a membrane is, and its equations. */
function dynamics({ anatomy: { nodes, shape }, membranes }: Branching): TableCell {
  const painted = membranes.flatMap((membrane): TextLine[] => {
    const { nodes: on } = membrane;
    const sections = [...new Set(on.map((node) => shape.sections[nodes.section[node]!]!.name))];
    const where = sections.length <= LISTED ? sections.join(', ') : `${sections.length} sections`;
    return [[`in ${counted(on.length, 'compartment')} of ${where}:`], ...codeLines(membraneLines(membrane))];
  });
  return [
    [
      'in each compartment C·dV/dt is I_membrane, what flows in from its neighbours along the cytoplasm, and the currents at its places;',
    ],
    ...painted,
  ];
}

/** Rows of the table of a model. */
export function dendriteRows(branching: Branching): [string, TableCell][] {
  const { options } = branching;
  const { Ra, C = '1 uF/cm^2', temperature, regions = {}, paint, place = {} } = options;
  const rows: [string, TableCell][] = [
    ['Morphology', words(`${sourceOf(branching)}; ${sizeOf(branching)}; ${cutOf(branching)}`)],
    ['Sections', sectionLines(branching)],
    ['Axial resistivity', words(code(Ra), paint.some((p) => p.Ra !== undefined) ? ' where none is painted' : '')],
    ['Capacitance', words(code(C), paint.some((p) => p.C !== undefined) ? ' where none is painted' : '')],
    ['Temperature', words(temperature === undefined ? 'of each channel its own' : code(temperature))],
  ];
  for (const [name, condition] of Object.entries(regions)) rows.push([`Region ${name}`, words(code(condition))]);
  rows.push(['Membrane', paint.map(paintLine)], ['Dynamics', dynamics(branching)]);
  const placed = Object.entries(place);
  if (placed.length > 0) rows.push(['Places', placed.map(([name, given]) => placedLine(name, given))]);
  rows.push(['Spike', [['emitted in a step at whose end ', ...detectOf(branching)]]]);
  for (const note of branching.notes) rows.push(['Note', words(note)]);
  return rows;
}

/** '150 ohm*cm', or what compartments have from the least to the most. */
function resistivityOf({ options, anatomy: { nodes }, resistivity }: Branching): string {
  const own = resistivity?.filter((_, node) => nodes.area[node]! > 0);
  if (!own) return options.Ra;
  const shown = (value: number): string => digits(toUnit(value, 'ohm*cm'));
  const [least, most] = [own.reduce((a, b) => Math.min(a, b)), own.reduce((a, b) => Math.max(a, b))];
  return least === most
    ? `${shown(least)} ohm*cm`
    : `${shown(least)} to ${shown(most)} ohm*cm (by region in the table)`;
}

/** The cell in one sentence, after 'Each neuron '. */
export function dendriteSentence(branching: Branching): TextLine {
  const { paint } = branching.options;
  const names = [...new Set(paint.flatMap((p) => (p.channels ?? []).map((c) => c.written?.name ?? c.label)))];
  const channels =
    names.length === 0 ? '' : `, with ${names.join(', ')} in its membrane (densities by region in the table)`;
  return [
    `is a tree of ${sizeOf(branching)} (${cutOf(branching)}), joined by an axial resistivity of ${resistivityOf(branching)}${channels}; it spikes when `,
    ...detectOf(branching),
  ];
}
