/** Projections as Synapses: the rule, what a spike does, weights and delays. */
import { UserError } from '../../errors.ts';
import type { Projection } from '../../network/projection.ts';
import type { ConnectionRule } from '../../network/rules/rule.ts';
import { list, namesIn, numbers, pythonText, type WrittenModel } from './cells.ts';
import { type NameSpace, statementsOf, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { baseUnit, quantity } from './units.ts';

interface Parts {
  /** Names of the groups in the script. */
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly targetModel: WrittenModel;
  /** The dictionary of the target's constants. */
  readonly constants: string;
}

/** Helpers that the script must hold. */
export type Helper = 'in_degree' | 'out_degree';

const random = (text: string): boolean => /\b(rand|randn|uniform|normal|poisson)\s*\(/.test(text);

export function writeProjection(of: Projection, parts: Parts, helpers: Set<Helper>): string[] {
  const { name, source, target, targetModel, constants } = parts;
  if (of.given.release !== undefined || of.given.plasticity !== undefined)
    throw new UserError(
      `The projection ${of.name} has synapses that change with use; scripts for Brian2 hold constant weights only. The script for this library holds them.`,
    );
  const { variables, namespace, weight } = weightOf(of, targetModel);
  const names = spikeNames(of, targetModel, variables.length > 0);
  const effects = statementsOf(of.given.onSpike).map(
    (s) => `${safeName(s.target)}_post ${s.operator} ${translate(s.right, names)}`,
  );
  const lines = [
    `${name} = Synapses(`,
    `    ${source}, ${target},`,
    ...(variables.length > 0 ? [`    ${pythonText(variables.join('\n'))},`] : []),
    `    on_pre=${pythonText(effects.join('\n'))},`,
    `    namespace=${namespace.length === 0 ? constants : `{**${constants}, ${namespace.join(', ')}}`},`,
    ')',
    `${name}.${connect(of.rule, of, helpers)}`,
    ...(weight === undefined ? [] : [`${name}.w = ${weight}`]),
    ...delayOf(of, name),
  ];
  return lines;
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

function weightOf(of: Projection, { model }: WrittenModel) {
  const { given, weight, effects } = of;
  const first = model.states.find((s) => s.name === effects[0]?.variable);
  const own = Object.entries(given.parameters).map(([name, value]) => `'${safeName(name)}': ${quantity(value)}`);
  if (given.weight === undefined && !(weight instanceof Float64Array))
    return { variables: [], namespace: own, weight: undefined };
  const unit = first === undefined ? '1' : baseUnit(first.dimension);
  const variables = [`w : ${unit}`];
  if (weight instanceof Float64Array) return { variables, namespace: own, weight: list(weight, first!.dimension) };
  const text = given.weight!;
  if (typeof text === 'string' && random(text))
    return { variables, namespace: own, weight: pythonText(translate(text, plain(`weight of ${of.name}`))) };
  const value = typeof text === 'number' ? quantity(`${text} ${first?.unit ?? ''}`) : quantity(text);
  return { variables: [], namespace: [...own, `'w': ${value}`], weight: undefined };
}

const plain = (what: string): NameSpace => ({
  what,
  rename: () => undefined,
  previous: () => undefined,
  isTable: () => false,
});

/**
 * The delay. A spike of step k − d acts in step k here; in Brian2 one that is due in step k acts at its end, so that the cell first sees
 * it in step k + 1: a delay of d steps here is one of d − 1 steps there.
 */
function delayOf({ given, delay, name }: Projection, group: string): string[] {
  if (given.delay === undefined && !(delay instanceof Float64Array)) return [];
  const later = (value: string): string => `${group}.delay = ${value}`;
  if (delay instanceof Float64Array)
    return [later(`np.maximum(${list(delay, [0, 1, 0, 0, 0, 0])} - defaultclock.dt, 0*ms)`)];
  const text = String(given.delay);
  if (random(text))
    return [later(pythonText(`clip(${translate(text, plain(`delay of ${name}`))} - dt, 0*ms, inf*ms)`))];
  return [later(`max(${quantity(text)} - defaultclock.dt, 0*ms)`)];
}

function connect(rule: ConnectionRule, { name, source, target }: Projection, helpers: Set<Helper>): string {
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
    case 'synapseList':
      return `connect(i=np.array([${numbers(description.sources)}]), j=np.array([${numbers(description.targets)}]))`;
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
};
