/** Synapses that change with use, as variables and statements of a Synapses object. */
import { parseLines } from '../../equations/lines.ts';
import { UserError } from '../../errors.ts';
import type { Projection } from '../../network/projection.ts';
import { fromUnit } from '../../quantity/quantity.ts';
import type { EndText, PlasticityText, ReleaseText, TraceText } from '../plasticity.ts';
import { isZero, type NameSpace, print, statementsOf, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { baseUnit, exactQuantity, quantity } from './units.ts';

/**
 * Moves what events bring up to date by one step, if there is any: a value at time 0 stands at the start of the first step here, and events
 * act at the end of theirs; there they act at its start.
 */
export const firstStep = (synapses: string, equations: readonly string[]): string[] =>
  equations.some((line) => line.endsWith('(event-driven)')) ? [`${synapses}.lastupdate = -defaultclock.dt`] : [];

/** What a Synapses object gains. */
export interface WrittenUse {
  readonly equations: readonly string[];
  /** Entries of the namespace: "'tau_plus': 20*ms". */
  readonly namespace: readonly string[];
  /** Values at time 0 other than 0: ['x', '1']. */
  readonly starts: readonly (readonly [name: string, value: string])[];
  /** Statements at a spike of the source before the target gains anything. */
  readonly before: readonly string[];
  /** What the gain is multiplied by, if anything. */
  readonly factor: string | undefined;
  /** Statements at a spike of the source after its weight is taken. */
  readonly after: readonly string[];
  /** Statements at a spike of the target. */
  readonly onPost: readonly string[];
}

/** Of synapses with traces and a weight. `taken`: names that mean something else in the statement by which a spike acts. */
export function writeUse(of: Projection, taken: ReadonlySet<string>): WrittenUse | undefined {
  const { release, plasticity } = of.given;
  if (release) return writeRelease(of.name, release, taken);
  return plasticity && writePlasticity(of.name, plasticity, taken);
}

/** Traces become variables of each synapse, brought up to date when a spike needs them: each source's are alike in all its synapses. */
function writeRelease(name: string, release: ReleaseText, taken: ReadonlySet<string>): WrittenUse {
  const what = `release of ${name}`;
  const names = namesOf([release], release.parameters, taken, what);
  return {
    equations: equationsOf(release, names),
    namespace: namespaceOf(release.parameters, names),
    starts: startsOf(release, names),
    before: statements(release.onSpike, names),
    // What a release may be.
    factor: `clip(${names.rename(release.amount)!}, -1, 1)`,
    after: [],
    onPost: [],
  };
}

/**
 * Of two spikes in one step the source's is the earlier here and there: Brian2 runs pathways of the source first. Statements stand in the
 * order in which the rule of an end and the jump of its own traces happen.
 */
function writePlasticity(name: string, plasticity: PlasticityText, taken: ReadonlySet<string>): WrittenUse {
  const { pre, post, onPre, onPost, parameters, range } = plasticity;
  const ends = [pre, post].filter((end) => end !== undefined);
  const names = namesOf(ends, parameters, taken, `plasticity of ${name}`);
  const [low, high] = range.map((text) => quantity(text));
  const change = (text: string | undefined): string[] =>
    text === undefined ? [] : [...statements(text, names), `w = clip(w, ${low}, ${high})`];
  const inOrder = (end: TraceText | undefined, rule: string | undefined): string[] => {
    const jumps = end ? statements(end.onSpike, names) : [];
    return end?.read === 'after' ? [...jumps, ...change(rule)] : [...change(rule), ...jumps];
  };
  return {
    equations: ends.flatMap((end) => equationsOf(end, names)),
    namespace: namespaceOf(parameters, names),
    starts: ends.flatMap((end) => startsOf(end, names)),
    before: [],
    factor: undefined,
    after: inOrder(pre, onPre),
    onPost: inOrder(post, onPost),
  };
}

/** Names of traces, of parameters, and of `more` that the synapses have. */
export function namesOf(
  ends: readonly EndText[],
  parameters: ReleaseText['parameters'] = {},
  taken: ReadonlySet<string>,
  what: string,
  more: readonly string[] = [],
): NameSpace {
  const own = new Set([
    ...more,
    ...ends.flatMap((end) => parseLines(end.equations).map((l) => l.name)),
    ...Object.keys(parameters),
  ]);
  const free = (name: string): string => {
    let wish = safeName(name);
    while (taken.has(wish) || (wish !== name && own.has(wish))) wish = `${wish}_syn`;
    return wish;
  };
  const called = new Map([...own].map((name) => [name, free(name)]));
  return {
    what,
    rename: (name) => (name === 'w' && !called.has('w') ? 'w' : called.get(name)),
    previous: (name) => {
      if (!called.has(name)) return undefined;
      throw new UserError(`${what}: the value of '${name}' one step back cannot be written for Brian2.`);
    },
    isTable: () => false,
  };
}

export function equationsOf(end: EndText, names: NameSpace): string[] {
  return parseLines(end.equations).flatMap((line) => {
    if (line.right === undefined) return [];
    const [name, unit] = [names.rename(line.name)!, baseUnit(line.dimension)];
    if (line.kind !== 'derivative') return [`${name} = ${print(line.right, names)} : ${unit}`];
    // What stays as it is between spikes needs no equation.
    return isZero(line.right)
      ? [`${name} : ${unit}`]
      : [`d${name}/dt = ${print(line.right, names)} : ${unit} (event-driven)`];
  });
}

export const namespaceOf = (parameters: ReleaseText['parameters'] = {}, names: NameSpace): string[] =>
  Object.entries(parameters).map(([name, value]) => `'${names.rename(name)!}': ${quantity(value as string | number)}`);

export function startsOf(end: EndText, names: NameSpace): [string, string][] {
  const lines = new Map(parseLines(end.equations).map((line) => [line.name, line]));
  return Object.entries(end.initial ?? {}).map(([name, value]) => {
    const { unit, dimension } = lines.get(name)!;
    return [names.rename(name)!, exactQuantity(fromUnit(value, unit), dimension)];
  });
}

const statements = (text: string, names: NameSpace): string[] =>
  statementsOf(text).map(
    (s) => `${names.rename(s.target) ?? safeName(s.target)} ${s.operator} ${translate(s.right, names)}`,
  );
