/**
 * What a tree does at some of its sites, as a mechanism of NMODL: a membrane as a density, what sits at a place as a point process. NEURON
 * solves along the tree itself; it gets the current of the start of the step and its slope over V, and the states advance once V is there.
 *
 * BREAKPOINT changes nothing that it reads, so it may be called more than once in a step: what arrives is added where states advance. The
 * slope is that of the checked graph, where NEURON would take a difference over 0.001 mV.
 */
import { InternalError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import type { Expr } from '../../expression/node.ts';
import { substituteStates, topological, transform } from '../../expression/visit.ts';
import type { PopulationProgram } from '../../program/program.ts';
import type { SiteKernel, Tree } from '../../program/tree.ts';
import { type HelperName, writtenFunctions } from '../straight-line/functions.ts';
import { columnName, inletName, STEP, type WrittenStep, writeStep } from '../straight-line/population.ts';
import { assigned } from '../straight-line/statement.ts';
import { dialect, functionText, lines, list, nmodlNumber } from './text.ts';

/** What is done at sites before and after the solution. */
export interface SiteMechanism {
  /** Letters, digits and underscores. */
  readonly name: string;
  readonly kind: 'density' | 'point';
  readonly before: SiteKernel;
  readonly after: SiteKernel | undefined;
  /**
   * Names of the hidden columns that stand for a site's area and for its capacitance per step: NEURON has its own. A density's current is
   * that of a unit of area.
   */
  readonly area: string;
  readonly still: string;
}

export interface WrittenMechanism {
  readonly text: string;
  /** Columns of the population that are set from outside: number of the column by the mechanism's name for it. */
  readonly columns: Readonly<Record<string, number>>;
  /** Inlets that it reads, as numbers among those of the population. */
  readonly inlets: readonly number[];
}

/** µA/cm² in mA/cm², mS/cm² in S/cm², pA in nA, nS in µS: all of NEURON's units are a thousand of ours. */
const PER_UNIT = nmodlNumber(1000);

/** Membranes are inserted into whole sections; this switches them off where others are. */
const ON = 'onq';
const CURRENT = 'iq';
const CONDUCTANCE = 'gq';
const OLD_VOLTAGE = 'vq';

/** The text of a .mod file. `dt` in ms, `seed` of the program. */
export function emitSites(
  p: PopulationProgram,
  tree: Tree,
  { name, kind, before, after, area, still }: SiteMechanism,
  dt: number,
  seed: number,
): WrittenMechanism {
  const nameOf = (column: number): string => p.columns[column]!.name;
  const [V, diagonal, right] = [tree.voltage, tree.diagonal, tree.right].map(nameOf) as [string, string, string];
  const written = new Map(before.writes.map((w) => [nameOf(w.column), w.value]));
  const alone = (of: string): Expr => {
    const value = written.get(of);
    if (value === undefined) throw new InternalError(`'${before.label}' of '${p.name}' writes no ${of}.`);
    return transform([value], (e) => {
      if (e.op === 'parameter' && e.name === area) return b.one;
      if (e.op === 'parameter' && e.name === still) return b.zero;
      return e.op === 'state' && (e.name === diagonal || e.name === right) ? b.zero : undefined;
    })[0]!;
  };
  const flow = [alone(right), alone(diagonal)];
  written.delete(diagonal);
  written.delete(right);
  // A membrane holds what its pools get over the solution; what arrives at a point has been taken before its states advance.
  const held = kind === 'density' ? [...written] : [];
  const arrived = kind === 'density' ? new Map<string, Expr>() : written;
  const advanced = new Map([
    ...arrived,
    ...(after?.writes ?? []).map((w) => [nameOf(w.column), substituteStates([w.value], arrived)[0]!] as [string, Expr]),
  ]);
  const change = topological([...advanced.values()]).some((e) => e.op === 'state' && e.name === right);

  const roots = [...flow, ...held.map(([, value]) => value), ...advanced.values()];
  const read = new Set(topological(roots).flatMap((e) => (e.op === 'state' || e.op === 'parameter' ? [e.name] : [])));
  const used = p.columns.flatMap((c, k) =>
    c.name !== V && (read.has(c.name) || advanced.has(c.name) || written.has(c.name)) ? [k] : [],
  );
  const numbers = [tree.voltage, ...used];
  const columns = numbers.map((k) => p.columns[k]!);
  const own = new Map(columns.map((c, k) => [c.name, columnName(k)]));
  const voltage = own.get(V)!;
  /** Columns that live as long as the mechanism: all but V and its change. */
  const kept = columns.flatMap((c) => (c.name === V || c.name === right ? [] : [own.get(c.name)!]));
  const inlets = [...new Set(topological(roots).flatMap((e) => (e.op === 'inlet' ? [e.index] : [])))].sort(
    (x, y) => x - y,
  );
  const d = dialect(seed, p.stream);
  const steps = (next: readonly Expr[]): WrittenStep => writeStep({ ...p, columns, next, spike: undefined }, dt, d);
  const [now, later] = [steps([...flow, ...held.map(([, value]) => value)]), steps([...advanced.values()])];
  const [inward, slope, ...holding] = now.next as [string, string, ...string[]];
  const functions: HelperName[] = [...new Set([...now.functions, ...later.functions])];
  const next = later.next.map((_, k) => `n${k}q`);
  const changeLine = change
    ? [`    ${own.get(right)} = ${tree.gain === 1 ? `v - ${OLD_VOLTAGE}` : `(v - ${OLD_VOLTAGE}) * 0.5`}`]
    : [];
  /** Of which the change is taken. */
  const old = change ? [OLD_VOLTAGE] : [];
  const gated = kind === 'density';
  const inside = (body: readonly string[]): string[] =>
    gated ? [`  if (${ON} > 0.5) {`, ...body, '  }'] : body.map((text) => text.slice(2));
  const arriving = inlets.map(inletName);
  const text = [
    ...columns.flatMap((c) =>
      c.name === V || c.name === right
        ? []
        : [`: ${own.get(c.name)} is ${c.role === 'hidden' ? `(${c.name})` : c.name}`],
    ),
    'NEURON {',
    `  ${gated ? 'SUFFIX' : 'POINT_PROCESS'} ${name}`,
    `  NONSPECIFIC_CURRENT ${CURRENT}`,
    ...list('RANGE', [CONDUCTANCE, STEP, ...old, ...(gated ? [ON] : []), ...kept, ...arriving]),
    '}',
    ...(gated ? [`PARAMETER { ${ON} = 0 }`] : []),
    'ASSIGNED {',
    ...['v', CURRENT, CONDUCTANCE, STEP, ...old, ...kept, ...arriving].map((name_) => `  ${name_}`),
    '}',
    'INITIAL {',
    ...[`${STEP} = 0`, ...old.map((name_) => `${name_} = v`), ...arriving.map((name_) => `${name_} = 0`)].map(
      (line) => `  ${line}`,
    ),
    '}',
    ...writtenFunctions(functions, d).flatMap(functionText),
    'BREAKPOINT {',
    ...list('LOCAL', [voltage, ...assigned(now.statements).keys()]),
    '  SOLVE advance',
    `  CONDUCTANCE ${CONDUCTANCE}`,
    ...(gated ? [`  ${CONDUCTANCE} = 0`, `  ${CURRENT} = 0`] : []),
    ...inside([
      `    ${voltage} = v`,
      ...lines(now.statements, '    '),
      `    ${CONDUCTANCE} = ${slope} / ${PER_UNIT}`,
      `    ${CURRENT} = -(${inward}) / ${PER_UNIT}`,
      ...held.map(([of], k) => `    ${own.get(of)} = ${holding[k]}`),
      ...old.map((name_) => `    ${name_} = v`),
    ]),
    '}',
    'PROCEDURE advance() {',
    ...list('LOCAL', [voltage, ...(change ? [own.get(right)!] : []), ...assigned(later.statements).keys(), ...next]),
    ...inside([
      `    ${voltage} = v`,
      ...changeLine,
      ...lines(later.statements, '    '),
      ...later.next.map((value, k) => `    ${next[k]} = ${value}`),
      ...[...advanced.keys()].map((of, k) => `    ${own.get(of)} = ${next[k]}`),
    ]),
    ...arriving.map((name_) => `  ${name_} = 0`),
    `  ${STEP} = ${STEP} + 1`,
    '}',
    ...(inlets.length === 0
      ? []
      : [
          'NET_RECEIVE (w, port) {',
          // Without this block NEURON takes the weights of all ports to be 0 but the first.
          '  INITIAL { port = port }',
          ...inlets.map((k) => `  if (port == ${k}) { ${inletName(k)} = ${inletName(k)} + w }`),
          '}',
        ]),
    '',
  ].join('\n');
  const isHeld = new Set(held.map(([of]) => of));
  return {
    text,
    columns: Object.fromEntries(
      numbers.flatMap((k) => {
        const of = p.columns[k]!.name;
        return of === V || of === right || isHeld.has(of) ? [] : [[own.get(of)!, k] as const];
      }),
    ),
    inlets,
  };
}

/** A junction between two sites, whose other end's voltage NEURON hands over at the end of each step. */
export const gapJunction = (name: string): string => `NEURON {
  POINT_PROCESS ${name}
  NONSPECIFIC_CURRENT i
  RANGE g, vgap
}
PARAMETER { g = 0 }
ASSIGNED {
  v
  i
  vgap
}
BREAKPOINT {
  CONDUCTANCE g
  i = g * (v - vgap)
}
`;
