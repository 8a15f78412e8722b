/** Projections as Synapses: the rule, what a spike does, weights and delays. */

import { parseDistribution } from '../../equations/distribution.ts';
import { UserError } from '../../errors.ts';
import { Drawn } from '../../network/drawn.ts';
import type { SynapseInitial } from '../../network/dynamics/description.ts';
import type { PlasticRule } from '../../network/dynamics/rule.ts';
import { parsePairs } from '../../network/pairs.ts';
import type { Projection } from '../../network/projection.ts';
import type { ConnectionRule } from '../../network/rules/rule.ts';
import type { SynapseValue } from '../../network/synapse-values.ts';
import { type Dimension, dimensionless, timeDimension } from '../../quantity/dimension.ts';
import { fromUnit, isQuantity } from '../../quantity/quantity.ts';
import { list, namesIn, numbers, pythonText, type WrittenModel } from './cells.ts';
import { type NameSpace, statementsOf, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { FRACTION, SENT, stateOf, writeState } from './synapse-state.ts';
import { baseUnit, exactQuantity, pythonNumber, quantity } from './units.ts';
import { firstStep, writeUse } from './use-dependence.ts';

/** What a rule joins. */
type Joined = Pick<Projection, 'name' | 'source' | 'target'>;

interface Parts {
  /** Names of the groups in the script. */
  readonly name: string;
  readonly source: string;
  readonly target: string;
  /** Undefined: stimuli. */
  readonly sourceModel: WrittenModel | undefined;
  readonly targetModel: WrittenModel;
  /** The dictionary of the target's constants. */
  readonly constants: string;
}

/** Helpers that the script must hold. */
export type Helper = 'in_degree' | 'out_degree' | 'total_number' | 'redrawn';

const random = (text: string): boolean => /\b(rand|randn|uniform|normal|poisson)\s*\(/.test(text);

/** Lines of a script; `operations`: what they make besides that runs; `differs`: sentences on what is not the same there. */
interface Written {
  readonly lines: readonly string[];
  readonly operations: readonly string[];
  readonly differs: readonly string[];
}

export function writeProjection(of: Projection, parts: Parts, helpers: Set<Helper>): Written {
  const rule = stateOf(of);
  return rule
    ? withState(of, rule, parts, helpers)
    : { lines: withTraces(of, parts, helpers), operations: [], differs: [] };
}

/** Synapses that have more than traces and a weight. */
function withState(of: Projection, rule: PlasticRule, parts: Parts, helpers: Set<Helper>): Written {
  const { name, source, target, sourceModel, targetModel, constants } = parts;
  const { variables, namespace, weight } = weightOf(of, targetModel, name, helpers);
  const unit = variables[0]?.replace(/^w : /, '');
  const state = writeState(of, rule, {
    synapses: name,
    sourceModel,
    targetModel,
    weight: unit,
    taken: takenNames(of, targetModel),
  });
  const names = spikeNames(of, targetModel, unit !== undefined);
  const gains = statementsOf(of.given.onSpike).map(({ target: variable, operator, right }) => {
    const gain = translate(right, unit === undefined ? names : sent(names));
    return `${safeName(variable)}_post ${operator} ${state.fraction ? `(${gain})*${FRACTION}` : gain}`;
  });
  const equations = [
    ...(unit === undefined ? [] : [...(state.moves ? [] : [`w : ${unit}`]), `${SENT} : ${unit}`]),
    ...state.equations,
  ];
  const delay = delayOf(of, name, helpers);
  const arrival = { name: 'pre', end: 'pre', event: state.delivers, lines: gains } as const;
  const pathways = [arrival, ...state.pathways];
  const at = (end: 'pre' | 'post'): string =>
    pathways
      .filter((pathway) => pathway.end === end)
      .map((pathway) => `'${pathway.name}': ${pythonLines(pathway.lines)}`)
      .join(', ');
  const events = pathways.flatMap(({ name: pathway, event }) =>
    event === undefined ? [] : [`'${pathway}': '${event}'`],
  );
  const values = [...namespace, ...state.namespace];
  const { description } = rule;
  return {
    lines: [
      `${name} = Synapses(`,
      `    ${source}, ${target},`,
      `    ${pythonLines(equations)},`,
      `    on_pre={${at('pre')}},`,
      ...(at('post') === '' ? [] : [`    on_post={${at('post')}},`]),
      ...(events.length === 0 ? [] : [`    on_event={${events.join(', ')}},`]),
      ...(state.method === undefined ? [] : [`    method='${state.method}',`]),
      `    namespace=${values.length === 0 ? constants : `{**${constants}, ${values.join(', ')}}`},`,
      ')',
      ...state.pathways.map((pathway) => `${name}.${pathway.name}.order = ${pathway.order}`),
      `${name}.${connect(of.rule, of, helpers)}`,
      ...(weight === undefined ? [] : [`${name}.w = ${weight}`]),
      ...rule.variables.flatMap((variable): string[] => {
        const called = state.variables.get(variable.name);
        const given = description.initial?.[variable.name];
        if (called === undefined || given === undefined) return [];
        return startLines(of, { ...variable, given }, `${name}.${called}`, name, helpers);
      }),
      ...state.starts.map(([variable, value]) => `${name}.${variable} = ${value}`),
      ...(delay === undefined ? [] : [`${name}.pre.delay = ${delay}`]),
      ...state.pathways.flatMap((pathway) =>
        pathway.delay === undefined ? [] : [`${name}.${pathway.name}.delay = ${pathway.delay}`],
      ),
      ...state.after,
    ],
    operations: state.operations,
    differs: state.differs,
  };
}

interface Start {
  readonly name: string;
  readonly unit: string;
  readonly dimension: Dimension;
  readonly initial: SynapseValue;
  readonly given: SynapseInitial;
}

/** Lines that give a variable of the synapses, `variable` in the script, its values at time 0. */
function startLines(of: Projection, start: Start, variable: string, synapses: string, helpers: Set<Helper>): string[] {
  const { initial, dimension, given, unit } = start;
  if (initial instanceof Float64Array) {
    const values = list(initial, dimension);
    if (initial.length !== of.source.size) return [`${variable} = ${values}`];
    // One for each synapse, or one for each source cell.
    const each = `${synapses}_${start.name}_values`;
    return [
      `${each} = ${values}`,
      `${variable} = ${each} if len(${each}) == len(${synapses}) else ${each}[${synapses}.i[:]]`,
    ];
  }
  const drawn = initial instanceof Drawn ? redrawn(initial, dimension, synapses, helpers) : undefined;
  if (drawn !== undefined) return [`${variable} = ${drawn}`];
  if (typeof given === 'number') return [`${variable} = ${exactQuantity(fromUnit(given, unit || '1'), dimension)}`];
  const text = String(given);
  if (isQuantity(text)) return [`${variable} = ${quantity(text)}`];
  return [`${variable} = ${pythonText(translate(text, pairNames(of, `${start.name} of ${of.name}`)))}`];
}

/** Synapses with a weight, and traces if they change with use. */
function withTraces(of: Projection, parts: Parts, helpers: Set<Helper>): string[] {
  const { name, source, target, targetModel, constants } = parts;
  const { variables, namespace, weight } = weightOf(of, targetModel, parts.name, helpers);
  const use = writeUse(of, takenNames(of, targetModel));
  const names = spikeNames(of, targetModel, variables.length > 0);
  const delay = delayOf(of, parts.name, helpers);
  const place = of.given.plasticity?.delays ?? 'ignored';
  const learns = use !== undefined && use.after.length > 0;
  // But for axonal delays weights change when spikes are fired, and what arrives is the weight of that moment.
  const apart = delay !== undefined && learns && place !== 'axonal';
  const arrives = learns && place === 'axonal';
  const gains = statementsOf(of.given.onSpike).map(({ target: variable, operator, right }) => {
    const gain = translate(right, apart ? sent(names) : names);
    return `${safeName(variable)}_post ${operator} ${use?.factor === undefined ? gain : `(${gain})*${use.factor}`}`;
  });
  const equations = [...variables, ...(apart ? [variables[0]!.replace('w', SENT)] : []), ...(use?.equations ?? [])];
  const arriving = [...(use?.before ?? []), ...gains];
  const values = [...namespace, ...(use?.namespace ?? [])];
  return [
    `${name} = Synapses(`,
    `    ${source}, ${target},`,
    ...(equations.length > 0 ? [`    ${pythonLines(equations)},`] : []),
    ...(apart
      ? [
          `    on_pre={'pre': ${pythonLines(arriving)}, 'pre_sent': '${SENT} = w', 'pre_change': ${pythonLines(use.after)}},`,
        ]
      : arrives
        ? [`    on_pre={'pre': ${pythonLines(arriving)}, 'pre_change': ${pythonLines(use.after)}},`]
        : [`    on_pre=${pythonLines([...arriving, ...(use?.after ?? [])])},`]),
    ...(use && use.onPost.length > 0 ? [`    on_post=${pythonLines(use.onPost)},`] : []),
    `    namespace=${values.length === 0 ? constants : `{**${constants}, ${values.join(', ')}}`},`,
    ')',
    // Fired before it arrives, also where both are in one step.
    ...(apart ? [`${name}.pre_sent.order = -3`, `${name}.pre_change.order = -2`] : []),
    // What arrives in step k + 1 here is added at the end of step k there, with the weight after that step's changes.
    ...(arrives ? [`${name}.pre.order = 2`, `${name}.pre_change.order = -2`] : []),
    `${name}.${connect(of.rule, of, helpers)}`,
    ...(weight === undefined ? [] : [`${name}.w = ${weight}`]),
    ...(use?.starts ?? []).map(([variable, value]) => `${name}.${variable} = ${value}`),
    ...(use && use.starts.length > 0 ? firstStep(name, use.equations) : []),
    ...(delay === undefined ? [] : [`${name}.${apart || arrives ? 'pre.delay' : 'delay'} = ${delay}`]),
    ...(arrives ? [`${name}.pre_change.delay = ${wholeDelay(of)}`] : []),
    ...(place === 'dendritic' && use && use.onPost.length > 0 ? [`${name}.post.delay = ${wholeDelay(of)}`] : []),
  ];
}

/**
 * Names where a spike arrives: what counts is the weight that is on its way. It has its own pathway: in one with w, Brian2's numpy
 * code would let both change.
 */
const sent = (names: NameSpace): NameSpace => ({
  ...names,
  rename: (name) => (name === 'w' ? SENT : names.rename(name)),
});

/** One statement in one line of text, several in their own lines. */
function pythonLines(lines: readonly string[]): string {
  return lines.length > 1 ? `"""${lines.join('\n       ')}"""` : pythonText(lines.join(''));
}

/** Names that stand for something of the target, or for the projection's own parameters. */
function takenNames(of: Projection, { model }: WrittenModel): Set<string> {
  const all = [...model.states, ...model.parameters, ...model.derived].map((v) => v.name);
  return new Set([...all, ...Object.keys(of.given.parameters), 'w', SENT].map(safeName));
}

/** Names in a spike's statements: those of the target's variables end in '_post'. */
function spikeNames(of: Projection, { model, perCell }: WrittenModel, ownWeight: boolean): NameSpace {
  const inner = namesIn(model, `onSpike of ${of.name}`);
  const own = new Set(Object.keys(of.given.parameters));
  return {
    ...inner,
    rename: (name) => {
      if (name === 'w' && (ownWeight || of.given.weight !== undefined)) return 'w';
      if (own.has(name)) return safeName(name);
      const known = inner.rename(name);
      return known !== undefined && perCell.has(name) ? `${known}_post` : known;
    },
  };
}

function weightOf(of: Projection, { model }: WrittenModel, synapses: string, helpers: Set<Helper>) {
  const { given, weight, effects } = of;
  const first = model.states.find((s) => s.name === effects[0]?.variable);
  const own = Object.entries(given.parameters).map(([name, value]) => `'${safeName(name)}': ${quantity(value)}`);
  if (given.weight === undefined && !(weight instanceof Float64Array))
    return { variables: [], namespace: own, weight: undefined };
  const text = given.weight!;
  // A text has its own unit, which the statement may turn into that of the variable.
  const dimension = typeof text === 'string' ? dimensionOf(text, of) : (first?.dimension ?? dimensionless);
  const variables = [`w : ${baseUnit(dimension)}`];
  if (weight instanceof Float64Array) return { variables, namespace: own, weight: list(weight, dimension) };
  const drawn = weight instanceof Drawn ? redrawn(weight, dimension, synapses, helpers) : undefined;
  if (drawn !== undefined) return { variables, namespace: own, weight: drawn };
  if (typeof text === 'string' && (random(text) || !isQuantity(text)))
    return { variables, namespace: own, weight: pythonText(translate(text, pairNames(of, `weight of ${of.name}`))) };
  const value = typeof text === 'number' ? quantity(`${text} ${first?.unit ?? ''}`) : quantity(text);
  if (given.plasticity) return { variables, namespace: own, weight: value };
  return { variables: [], namespace: [...own, `'w': ${value}`], weight: undefined };
}

/**
 * One weight for each pair: a list in units of `listed`, drawn, or of an expression. `synapses`: what the script calls them.
 */
export function valuesOf(
  of: Joined & { readonly weight: Projection['weight']; readonly given: Pick<Projection['given'], 'weight'> },
  listed: Dimension,
  synapses: string,
  helpers: Set<Helper>,
): { dimension: Dimension; value: string } {
  const { given, weight } = of;
  if (weight instanceof Float64Array) return { dimension: listed, value: list(weight, listed) };
  const text = given.weight!;
  if (typeof text === 'number') return { dimension: dimensionless, value: quantity(text) };
  const dimension = dimensionOf(text, of);
  const drawn = weight instanceof Drawn ? redrawn(weight, dimension, synapses, helpers) : undefined;
  if (drawn !== undefined) return { dimension, value: drawn };
  if (isQuantity(text)) return { dimension, value: quantity(text) };
  return { dimension, value: pythonText(translate(text, pairNames(of, `weight of ${of.name}`))) };
}

/**
 * Numbers from a distribution that Brian2's expressions have no word for: bounded ones and lognormal ones; undefined for others.
 * `synapses`: what the script calls them.
 */
function redrawn({ of }: Drawn, dimension: Dimension, synapses: string, helpers: Set<Helper>): string | undefined {
  if (of.kind === 'uniform' || (of.kind === 'normal' && of.high - of.low === Number.POSITIVE_INFINITY))
    return undefined;
  helpers.add('redrawn');
  const bound = (x: number): string => (Number.isFinite(x) ? pythonNumber(x) : x < 0 ? '-np.inf' : 'np.inf');
  const square = Math.log1p((of.deviation / of.mean) ** 2);
  const law =
    of.kind === 'normal'
      ? `np.random.normal(${pythonNumber(of.mean)}, ${pythonNumber(of.deviation)}, n)`
      : `np.random.lognormal(${pythonNumber(Math.log(of.mean) - square / 2)}, ${pythonNumber(Math.sqrt(square))}, n)`;
  const unit = baseUnit(dimension) === '1' ? '' : `*${exactQuantity(1, dimension)}`;
  return `redrawn(lambda n: ${law}, len(${synapses}), ${bound(of.low)}, ${bound(of.high)})${unit}`;
}

function dimensionOf(text: string, of: Joined): Dimension {
  const drawn = parseDistribution(text, `weight of ${of.name}`);
  if (drawn) return drawn.dimension;
  const { dimension } = parsePairs(text, of, { what: `weight of ${of.name}`, random: true });
  return dimension === 'boolean' ? dimensionless : dimension;
}

/**
 * Names of an expression over pairs: `i` and `j` count within subgroups there, positions are variables of the groups. A shared parameter is
 * no variable of a group there.
 */
const pairNames = ({ source, target }: Joined, what: string): NameSpace => ({
  what,
  rename: (name) => {
    if (name === 'i' || name === 'j') {
      const { first } = name === 'i' ? source : target;
      return first === 0 ? name : `(${name} + ${first})`;
    }
    const [, base, ending] = /^(.*)(_pre|_post)$/.exec(name) ?? [];
    if (base === undefined || ending === undefined) return undefined;
    const { positions, blueprint, name: group } = (ending === '_pre' ? source : target).population;
    const own = blueprint.role === 'cells' ? blueprint.shape.parameters.find((p) => p.name === base) : undefined;
    if (blueprint.given.kind === 'spikes')
      throw new UserError(
        `The ${what} uses the position '${base}' of ${group}, which is a SpikeGeneratorGroup in Brian2 and has no variables; give cells or Poisson trains positions.`,
      );
    if (positions.has(base) || own?.value instanceof Float64Array || blueprint.initial.has(base))
      return `${safeName(base)}${ending}`;
    throw new UserError(
      `The ${what} uses the shared parameter '${base}', which is no variable of a cell in Brian2; write its value, or give it one value per cell.`,
    );
  },
  previous: () => undefined,
  isTable: () => false,
});

/**
 * The delay. A spike of step k − d acts in step k here; in Brian2 one that is due in step k acts at its end, so that the cell first sees
 * it in step k + 1: a delay of d steps here is one of d − 1 steps there.
 */
function delayOf(of: Projection, synapses: string, helpers: Set<Helper>): string | undefined {
  const { given, delay, name } = of;
  if (given.delay === undefined && !(delay instanceof Float64Array)) return undefined;
  if (delay instanceof Float64Array) return `np.maximum(${list(delay, timeDimension)} - defaultclock.dt, 0*ms)`;
  const drawn = delay instanceof Drawn ? redrawn(delay, timeDimension, synapses, helpers) : undefined;
  if (drawn !== undefined) return `np.maximum(${drawn} - defaultclock.dt, 0*ms)`;
  const text = String(given.delay);
  if (random(text) || typeof delay !== 'number')
    return pythonText(`clip(${translate(text, pairNames(of, `delay of ${name}`))} - dt, 0*ms, inf*ms)`);
  return `max(${isQuantity(text) ? quantity(text) : `(${translate(text, pairNames(of, `delay of ${name}`))})`} - defaultclock.dt, 0*ms)`;
}

/** The delay of weights' changes, one for all synapses: as it is. */
const wholeDelay = ({ given }: Projection): string =>
  given.delay === undefined ? 'defaultclock.dt' : quantity(given.delay);

export function connect(rule: ConnectionRule, of: Joined, helpers: Set<Helper>): string {
  const { name, source, target } = of;
  const { description } = rule;
  if (description === undefined)
    throw new UserError(
      `The projection ${name} has a connection rule of its own; scripts can be written for the library's rules only.`,
    );
  const shift = source.population === target.population ? source.first - target.first : undefined;
  const apart = shift === undefined ? undefined : `i${shift === 0 ? '' : ` + ${shift}`} != j`.replace('+ -', '- ');
  switch (description.kind) {
    case 'oneToOne':
      return "connect(j='i')";
    case 'allToAll':
      return description.autapses || apart === undefined ? 'connect()' : `connect(condition=${pythonText(apart)})`;
    case 'fixedProbability': {
      const condition = description.autapses || apart === undefined ? '' : `condition=${pythonText(apart)}, `;
      return `connect(${condition}p=${description.p})`;
    }
    case 'probability': {
      const text = (given: string | number): string =>
        pythonText(translate(String(given), pairNames(of, `rule of ${name}`)));
      const { p, condition } = description;
      return `connect(${condition === undefined ? '' : `condition=${text(condition)}, `}p=${text(p)})`;
    }
    case 'synapseList':
      return `connect(i=np.array([${numbers(description.sources)}]), j=np.array([${numbers(description.targets)}]))`;
    case 'fixedTotalNumber': {
      helpers.add('total_number');
      const own = description.autapses || shift === undefined ? 'None' : `${shift}`;
      return `connect(**total_number(${source.size}, ${target.size}, ${description.synapses}, ${own}))`;
    }
    default: {
      const helper = description.kind === 'fixedInDegree' ? 'in_degree' : 'out_degree';
      helpers.add(helper);
      const own = description.autapses || shift === undefined ? 'None' : `${shift}`;
      const call = `${helper}(${source.size}, ${target.size}, ${description.degree}, ${description.multapses ? 'True' : 'False'}, ${own})`;
      return `connect(**${call})`;
    }
  }
}

/** Source text of the helpers. */
export const helperText: Readonly<Record<Helper, string>> = {
  in_degree: `def in_degree(sources, targets, degree, multapses, shift):
    """\`degree\` random sources for every target. Source i is target i + shift; with a shift, no cell projects to itself."""
    i = np.empty((targets, degree), dtype=int)
    for target in range(targets):
        own = -1 if shift is None else target - shift
        others = 0 <= own < sources
        chosen = np.random.choice(sources - others, degree, replace=multapses)
        i[target] = chosen + (chosen >= own) if others else chosen
    return dict(i=i.ravel(), j=np.repeat(np.arange(targets), degree))`,
  out_degree: `def out_degree(sources, targets, degree, multapses, shift):
    """\`degree\` random targets for every source. Source i is target i + shift; with a shift, no cell projects to itself."""
    j = np.empty((sources, degree), dtype=int)
    for source in range(sources):
        own = -1 if shift is None else source + shift
        others = 0 <= own < targets
        chosen = np.random.choice(targets - others, degree, replace=multapses)
        j[source] = chosen + (chosen >= own) if others else chosen
    return dict(i=np.repeat(np.arange(sources), degree), j=j.ravel())`,
  total_number: `def total_number(sources, targets, synapses, shift):
    """\`synapses\` pairs, both cells of each drawn uniformly. Source i is target i + shift; with a shift, no cell projects to itself."""
    i = np.random.randint(sources, size=synapses)
    j = np.random.randint(targets, size=synapses)
    while shift is not None and (j == i + shift).any():
        own = np.flatnonzero(j == i + shift)
        i[own] = np.random.randint(sources, size=len(own))
        j[own] = np.random.randint(targets, size=len(own))
    return dict(i=i, j=j)`,
  redrawn: `def redrawn(draw, size, low, high):
    """\`size\` numbers from \`draw\`; those below \`low\` or above \`high\` are drawn again."""
    values = draw(size)
    while True:
        outside = np.flatnonzero((values < low) | (values > high))
        if len(outside) == 0:
            return values
        values[outside] = draw(len(outside))`,
};
