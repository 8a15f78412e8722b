/** Shapes from files and by hand. */
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import {
  either,
  number,
  object,
  oneOf,
  optional,
  optionsOf,
  quantity,
  recordOf,
  text as textField,
} from '../options.ts';
import { nearest } from '../suggest.ts';
import { micrometres } from './micrometres.ts';
import { readSamples, type Sample } from './samples.ts';
import {
  APICAL,
  AXON,
  type CableSection,
  DENDRITE,
  type Section,
  type SectionKind,
  type Shape,
  SOMA,
} from './shape.ts';
import { sectionsAsArbor } from './swc-arbor.ts';
import { sectionsAsNeuron } from './swc-neuron.ts';

export interface MorphologyOptions {
  /** Whose reading of the format: 'neuron' (default), as NEURON's Import3d, or 'arbor', frusta only. */
  readonly rule?: 'neuron' | 'arbor';
}

const readMorphology = optionsOf<MorphologyOptions>('morphology', { rule: optional(oneOf('neuron', 'arbor')) });

/**
 * The shape in the text of an SWC file (http://www.neuronland.org/NLMorphologyConverter/MorphologyFormats/SWC/Spec.html), µm. Throws a
 * TextError with the line where a sample is wrong, a UserError where the samples make no cell.
 */
export function morphology(text: string, options: MorphologyOptions = {}, ...more: undefined[]): Shape {
  noMore('morphology', 'a text and options', more);
  const { rule = 'neuron' } = readMorphology(options);
  const samples = readSamples(text);
  refuseOutline(samples);
  const sections = rule === 'neuron' ? sectionsAsNeuron(samples) : sectionsAsArbor(samples);
  return { sections, source: { kind: 'swc', text, rule } };
}

/** Refuses a soma that is drawn as a closed outline: a chain of many samples that comes back to where it began. */
function refuseOutline(samples: readonly Sample[]): void {
  const numbers = samples.flatMap((s, i) => (s.kind === SOMA ? [i] : []));
  const isChain = numbers.every((i, k) => k === 0 || samples[i]!.parent === numbers[k - 1]);
  if (numbers.length < 4 || !isChain) return;
  const soma = numbers.map((i) => samples[i]!);
  const [first, last] = [soma[0]!, soma.at(-1)!];
  const gap = Math.hypot(first.x - last.x, first.y - last.y, first.z - last.z);
  let around = 0;
  for (let k = 1; k < soma.length; k++) {
    const [a, b] = [soma[k - 1]!, soma[k]!];
    around += Math.hypot(b.x - a.x, b.y - a.y, b.z - a.z);
  }
  if (around > 0 && gap < around / 4)
    throw new UserError(`This soma is an outline of ${soma.length} points; replace it by one sample with its radius.`);
}

const readSection = optionsOf<CableSection>('cable', {
  L: quantity,
  diameter: quantity,
  on: optional(textField),
  type: optional(
    either('soma, axon, dendrite, apical or a number from 5', oneOf('soma', 'axon', 'dendrite', 'apical'), number),
  ),
});

const kinds: Readonly<Record<string, SectionKind>> = { soma: SOMA, axon: AXON, dendrite: DENDRITE, apical: APICAL };

/**
 * A shape by hand: cylinders by name. `cable({ soma: { L: '20 um', diameter: '20 um' }, dend: { L: '400 um', diameter: '2 um', on:
 * 'soma 1' } })`. Throws a UserError.
 */
export function cable(given: Readonly<Record<string, CableSection>>, ...more: undefined[]): Shape {
  noMore('cable', 'sections', more);
  recordOf(object).check(given, 'cable');
  const sections: Section[] = [];
  for (const [name, options] of Object.entries(given)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*(\[\d+\])?$/.test(name))
      throw new UserError(
        `cable: '${name}' cannot be the name of a section; names are letters, digits and _, with a number behind as in 'dend[3]'.`,
      );
    const { L, diameter, on, type } = readSection(options);
    const [length, wide] = [micrometres(L, `cable: L of ${name}`), micrometres(diameter, `cable: diameter of ${name}`)];
    if (!(length > 0 && wide > 0))
      throw new UserError(
        `cable: the section '${name}' is ${length} µm long and ${wide} µm wide; both must be above 0.`,
      );
    const { parent, x } = placeOn(name, on, sections);
    const stem = /^(soma|axon|apic)/i.exec(name)?.[1]?.toLowerCase();
    const kind =
      typeof type === 'number'
        ? type
        : type !== undefined
          ? kinds[type]!
          : ({ soma: SOMA, axon: AXON, apic: APICAL }[stem ?? ''] ?? DENDRITE);
    sections.push({ name, kind, points: undefined, length, diameter: wide, parent, parentX: x });
  }
  if (sections.length === 0) throw new UserError('cable: no sections were given.');
  return { sections, source: { kind: 'cable', given: structuredClone(given) } };
}

function placeOn(name: string, on: string | undefined, before: readonly Section[]): { parent: number; x: number } {
  if (on === undefined) {
    if (before.length > 0)
      throw new UserError(
        `cable: the section '${name}' hangs nowhere; give on: '${before[0]!.name} 1'. One section is the root.`,
      );
    return { parent: -1, x: 0 };
  }
  if (before.length === 0)
    throw new UserError(`cable: the first section, '${name}', is the root and hangs on nothing; leave 'on' out.`);
  const [, stem, place = '1'] = /^\s*(\S+)(?:\s+(\S+))?\s*$/.exec(on) ?? [];
  const parent = before.findIndex((s) => s.name === stem);
  if (parent < 0) {
    const names = before.map((s) => s.name);
    const guess = stem === undefined ? undefined : nearest(stem, names);
    throw new UserError(
      `cable: '${name}' hangs on '${on}', and no section before it is called '${stem ?? on}'${guess ? `; did you mean '${guess}'?` : '.'} There are ${names.join(', ')}.`,
    );
  }
  const x = Number(place);
  if (!(x >= 0 && x <= 1)) throw new UserError(`'${on}': places on a section run from 0 to 1.`);
  return { parent, x };
}
