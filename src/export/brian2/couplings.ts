/** Couplings as Synapses with a summed variable. */
import { UserError } from '../../errors.ts';
import type { Coupling, Side } from '../../network/coupling.ts';
import { unitOf } from '../../quantity/units.ts';
import { pythonText, type WrittenModel } from './cells.ts';
import { type NameSpace, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { connect, type Helper, valuesOf } from './projections.ts';
import { baseUnit, quantity } from './units.ts';

interface Parts {
  /** Names of the Synapses: of the junctions, and of the sum at each side. */
  readonly junctions: string;
  readonly sums: readonly string[];
  /** Names of the whole groups and of the parts that the coupling joins. */
  readonly group: Readonly<Record<Side['at'], string>>;
  readonly ends: Readonly<Record<Side['at'], string>>;
  readonly models: Readonly<Record<Side['at'], WrittenModel>>;
  /** The dictionary of each group's constants. */
  readonly constants: Readonly<Record<Side['at'], string>>;
}

const other = (at: Side['at']): Side['at'] => (at === 'target' ? 'source' : 'target');

/**
 * Synapses that only hold the pairs and their weights, then for each side one with the summed variable over them. Brian2 fills a summed
 * variable from one Synapses object: `taken` has the sums of couplings before. Throws a UserError where there would be a second one.
 */
export function writeCoupling(of: Coupling, parts: Parts, helpers: Set<Helper>, taken: Set<string>): string[] {
  const { source, target, sides, given } = of;
  const [forth, back] = sides;
  const same = source.population === target.population;
  const both = back !== undefined && same && forth!.into === back.into && forth!.value === back.value;
  const hasWeight = given.weight !== undefined || of.weight instanceof Float64Array;
  const weights = hasWeight ? valuesOf(of, unitOf(of.weightUnit).dimension, parts.junctions, helpers) : undefined;
  const lines = [
    `${parts.junctions} = Synapses(${parts.ends.source}, ${parts.ends.target}${weights ? `, ${pythonText(`w : ${baseUnit(weights.dimension)}`)}` : ''})`,
    `${parts.junctions}.${connect(of.rule, of, helpers)}`,
    ...(weights ? [`${parts.junctions}.w = ${weights.value}`] : []),
  ];
  const index = {
    source: place(`${parts.junctions}.i[:]`, source.first),
    target: place(`${parts.junctions}.j[:]`, target.first),
  };
  (both ? [forth!] : sides).forEach((side, k) => {
    const name = parts.sums[k]!;
    const [post, pre] = [side.at, other(side.at)];
    const { model } = parts.models[post];
    const key = `${parts.group[post]} ${side.into}`;
    if (taken.has(key))
      throw new UserError(
        `The sum '${side.into}' of ${of[post].population.name} comes from several couplings, and Brian2 fills a summed variable from one; give each coupling a summed variable of its own, and add them up in the cell.`,
      );
    taken.add(key);
    const { dimension } = model.sums.find((s) => s.name === side.into)!;
    const text = sideText(of, side, parts);
    const own = Object.entries(given.parameters).map(([p, value]) => `'${safeName(p)}': ${quantity(value)}`);
    const w = weights && `w : ${baseUnit(weights.dimension)} (constant)`;
    const equations = [`${safeName(side.into)}_post = ${text} : ${baseUnit(dimension)} (summed)`, ...(w ? [w] : [])];
    const joined = (x: string, y: string): string => (both ? `np.concatenate([${x}, ${y}])` : x);
    lines.push(
      `${name} = Synapses(`,
      `    ${parts.group[pre]}, ${parts.group[post]},`,
      `    """${equations.join('\n       ')}""",`,
      `    namespace=${own.length === 0 ? parts.constants[post] : `{**${parts.constants[post]}, ${own.join(', ')}}`},`,
      ')',
      `${name}.connect(i=${joined(index[pre], index[post])}, j=${joined(index[post], index[pre])})`,
      ...(weights ? [`${name}.w = ${joined(`${parts.junctions}.w[:]`, `${parts.junctions}.w[:]`)}`] : []),
    );
  });
  return lines;
}

const place = (text: string, first: number): string => (first === 0 ? text : `${text} + ${first}`);

/** What a junction adds at a side, in Brian2's names. */
function sideText(of: Coupling, side: Side, parts: Parts): string {
  const { given } = of;
  const text = given.value ?? given.current!;
  const directed = given.value !== undefined || /_(pre|post)\b/.test(text);
  const [post, pre] = [side.at, other(side.at)];
  // A directed current into the source is the opposite, with the ends exchanged.
  const turned = directed && side.at === 'source';
  const written = translate(text, namesOf(of, parts, { pre, post, directed, turned }));
  return turned ? `-(${written})` : written;
}

function namesOf(
  of: Coupling,
  parts: Parts,
  { pre, post, directed, turned }: { pre: Side['at']; post: Side['at']; directed: boolean; turned: boolean },
): NameSpace {
  const own = new Set(Object.keys(of.given.parameters));
  const at = (end: 'pre' | 'post', name: string): string | undefined => {
    const { model, perCell } = parts.models[end === 'pre' ? pre : post];
    const shared = model.parameters.some((p) => p.name === name) && !perCell.has(name);
    const known = [...model.states, ...model.parameters, ...model.derived].some((v) => v.name === name);
    if (!known) return undefined;
    return shared ? safeName(name) : `${safeName(name)}_${end}`;
  };
  return {
    what: `coupling ${of.name}`,
    rename: (name) => {
      if (own.has(name)) return safeName(name);
      if (name === 'w') return 'w';
      if (name === 'N_pre' || name === 'N_post') return String(of[name === 'N_pre' ? pre : post].size);
      const [, base, ending] = /^(.*)_(pre|post|other)$/.exec(name) ?? [];
      const end = directed ? (ending === 'pre' ? 'pre' : 'post') : ending === 'other' ? 'pre' : 'post';
      const bare = base !== undefined && (directed ? ending !== 'other' : ending === 'other') ? base : name;
      return at(turned ? (end === 'pre' ? 'post' : 'pre') : end, bare);
    },
    previous: () => undefined,
    isTable: () => false,
  };
}
