/** Gap junctions that take part in the solution → links of the program: which cells hang together, and those that do so alike. */
import { UserError } from '../errors.ts';
import type { Coupling } from '../network/coupling.ts';
import type { Network } from '../network/network.ts';
import type { Population } from '../network/population.ts';
import { type Links, MOST_LINKED, MOST_LINKS } from '../program/links.ts';
import { isInSolve, junctionsOf, siteOf } from './couplings.ts';

/** A cell of the program: number of its population, and its own there. */
interface Cell {
  readonly population: number;
  readonly cell: number;
}

/** An end of a junction, and that of the other, in order. */
interface End extends Cell {
  readonly site: number;
}

interface Junction {
  readonly ends: readonly [End, End];
  /** nS */
  conductance: number;
}

/** Cells that hang together, and what joins them: junctions between the same sites are one. */
interface Component {
  readonly cells: Cell[];
  readonly junctions: Map<string, Junction>;
  /** Names of the couplings. */
  readonly names: Set<string>;
}

const byCell = (a: Cell, b: Cell): number => a.population - b.population || a.cell - b.cell;
const byEnd = (a: End, b: End): number => byCell(a, b) || a.site - b.site;

/** Throws a UserError where more cells or junctions hang together than are solved together. */
export function resolveLinks(network: Network, ordered: readonly Population[]): Links[] {
  const couplings = network.couplings.filter(isInSolve);
  if (couplings.length === 0) return [];
  const components = componentsOf(couplings, ordered, network.seed);
  for (const component of components) check(component, ordered);
  return alike(components);
}

function componentsOf(couplings: readonly Coupling[], ordered: readonly Population[], seed: number): Component[] {
  /** By population and cell. */
  const of = ordered.map(() => new Map<number, Component>());
  const componentOf = ({ population, cell }: Cell): Component => {
    const known = of[population]!.get(cell);
    if (known) return known;
    const made: Component = { cells: [{ population, cell }], junctions: new Map(), names: new Set() };
    of[population]!.set(cell, made);
    return made;
  };
  /** The smaller goes into the larger. */
  const united = (a: Component, b: Component): Component => {
    if (a === b) return a;
    const [into, from] = a.cells.length < b.cells.length ? [b, a] : [a, b];
    for (const cell of from.cells) {
      into.cells.push(cell);
      of[cell.population]!.set(cell.cell, into);
    }
    for (const [key, junction] of from.junctions) into.junctions.set(key, junction);
    for (const name of from.names) into.names.add(name);
    return into;
  };
  for (const coupling of couplings) {
    const { source, target, name } = coupling;
    const conductance = coupling.sites!.conductance;
    const [from, to] = [source, target].map(({ population }) => ordered.indexOf(population)) as [number, number];
    const [sourceSite, targetSite] = [siteOf(coupling, 'source'), siteOf(coupling, 'target')];
    const { rows, sources } = junctionsOf(coupling, seed).byTarget;
    for (let cell = 0; cell + 1 < rows.length; cell++)
      for (let s = rows[cell]!; s < rows[cell + 1]!; s++) {
        const ends: [End, End] = [
          { population: from, cell: sources[s]!, site: sourceSite },
          { population: to, cell, site: targetSite },
        ];
        ends.sort(byEnd);
        // Between a site and itself nothing flows.
        if (byEnd(...ends) === 0) continue;
        const component = united(componentOf(ends[0]), componentOf(ends[1]));
        component.names.add(name);
        if (component.cells.length > MOST_LINKED) {
          // Refused: only its cells are told.
          component.junctions.clear();
          continue;
        }
        const key = ends.map((end) => `${end.population} ${end.cell} ${end.site}`).join(' ');
        const known = component.junctions.get(key);
        if (known) known.conductance += conductance;
        else component.junctions.set(key, { ends, conductance });
      }
  }
  const all = [...new Set(of.flatMap((cells) => [...cells.values()]))];
  for (const { cells } of all) cells.sort(byCell);
  return all.sort((a, b) => byCell(a.cells[0]!, b.cells[0]!));
}

function check({ cells, junctions, names }: Component, ordered: readonly Population[]): void {
  const what = `coupling ${[...names].join(' and ')}`;
  const told = cells.slice(0, 3).map(({ population, cell }) => `cell ${cell} of ${ordered[population]!.name}`);
  const advice = "take solve: 'explicit', which joins any number, or fewer junctions";
  if (cells.length > MOST_LINKED)
    throw new UserError(
      `${what}: solve 'in-solve' takes junctions within a cell or between two; here ${cells.length} cells hang together (${told.join(', ')}${cells.length > 3 ? ', …' : ''}); ${advice}.`,
    );
  if (junctions.size > MOST_LINKS)
    throw new UserError(
      `${what}: ${junctions.size} junctions in the solution join ${told.join(' and ')}${cells.length === 1 ? ' with itself' : ''}; at most ${MOST_LINKS} are solved together: ${advice}.`,
    );
}

/** Those with junctions at the same sites of the same populations together, in order of the first of each. */
function alike(components: readonly Component[]): Links[] {
  interface Group {
    readonly members: number[];
    readonly ends: Links['ends'];
    readonly cells: number[][];
    readonly conductances: number[][];
  }
  const groups = new Map<string, Group>();
  for (const { cells, junctions } of components) {
    const sorted = [...junctions.values()].sort((a, b) => byEnd(a.ends[0], b.ends[0]) || byEnd(a.ends[1], b.ends[1]));
    const members = cells.map(({ population }) => population);
    const memberOf = (end: End): number => cells.findIndex((cell) => byCell(cell, end) === 0);
    const ends = sorted.map(({ ends: [a, b] }) => [
      { member: memberOf(a), site: a.site },
      { member: memberOf(b), site: b.site },
    ]) as unknown as Links['ends'];
    const key = JSON.stringify([members, ends]);
    let group = groups.get(key);
    if (!group) {
      group = { members, ends, cells: members.map(() => []), conductances: ends.map(() => []) };
      groups.set(key, group);
    }
    cells.forEach(({ cell }, m) => void group.cells[m]!.push(cell));
    sorted.forEach(({ conductance }, e) => void group.conductances[e]!.push(conductance));
  }
  return [...groups.values()].map(({ members, ends, cells, conductances }) => ({
    members,
    ends,
    cells: cells.map((list) => Uint32Array.from(list)),
    conductances: conductances.map((list) => Float64Array.from(list)),
  }));
}
