/**
 * Synapses of a script as projections and couplings of a document. Where a step of Brian2 does something in another order than a step here,
 * what cannot be told from it is refused.
 *
 * Brian2 delivers spikes at the end of the step in which they are due, here they act at the start of the next one, which is the same for
 * the cells: a delay of d there is one of d and a step here. Rules are carried out at spikes in the same step, those of the source before
 * those of the target, here and there.
 */
import { parseExpression } from '../../equations/expression.ts';
import type { EquationLine } from '../../equations/lines.ts';
import type { Variable } from '../../equations/scope.ts';
import { UserError } from '../../errors.ts';
import * as b from '../../expression/build.ts';
import { byName, evaluate } from '../../expression/evaluate.ts';
import { divideDimensions, timeDimension } from '../../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../../quantity/quantity.ts';
import { quantityOf } from '../knobs.ts';
import { at, ScriptError } from './line.ts';
import { filled, methods } from './objects.ts';
import {
  clipped,
  namesIn,
  renamed,
  type ScriptStatement,
  spikeStatements,
  withoutHelpers,
} from './spike-statements.ts';
import type { ScriptPathway, ScriptSynapses } from './synapses.ts';

/** What else the script has. */
interface Around {
  /** Variables and parameters of a group. */
  variablesOf(group: string): ReadonlySet<string>;
  /** Variables of a group that spikes of some synapses change. */
  changedBySpikes(group: string): ReadonlySet<string>;
  /** What a spike does to its own cell; '' for nothing. */
  resetOf(group: string): string;
  readonly dt: string;
}

export interface JoinedSynapses {
  readonly projections: readonly Readonly<Record<string, unknown>>[];
  readonly couplings: readonly Readonly<Record<string, unknown>>[];
  /** Sentences on what was passed over. */
  readonly left: readonly string[];
}

/** Names of variables of the target that spikes change by these statements. */
export function changedOf(s: ScriptSynapses, cells: ReadonlySet<string>): string[] {
  const own = new Set(s.variables.map((v) => v.name));
  return s.pathways.flatMap(({ statements }) =>
    statements.flatMap(({ target }) => {
      const bare = target.replace(/_post$/, '');
      return !own.has(target) && cells.has(bare) ? [bare] : [];
    }),
  );
}

/** The documents of one Synapses object. */
export function joinedOf(s: ScriptSynapses, around: Around): JoinedSynapses {
  if (s.joints.length === 0)
    return { projections: [], couplings: [], left: [`line ${s.line}: these synapses connect no cells`] };
  const reader = new JoinedReader(s, around);
  const projection = reader.projection();
  const couplings = reader.couplings();
  if (projection === undefined && couplings.length === 0)
    return { projections: [], couplings: [], left: [`line ${s.line}: these synapses act on no cell`] };
  if (
    s.joints.length > 1 &&
    [...s.values.values(), ...s.pathways.map((p) => p.delay)].some((v) => typeof v === 'object')
  )
    throw at(s.line, 'a list of values for synapses of several calls of connect is not known here');
  if (projection !== undefined && couplings.length > 0 && s.joints.some((joint) => joint.random))
    throw at(
      s.line,
      'synapses at random that have a summed variable and act by spikes too are not known here: what acts by spikes would draw other pairs',
    );
  const ends = { from: s.source.text, to: s.target.text };
  return {
    projections:
      projection === undefined ? [] : s.joints.map(({ rule }) => ({ ...ends, connect: rule, ...projection })),
    couplings: s.joints.flatMap(({ rule }) => couplings.map((coupling) => ({ ...ends, connect: rule, ...coupling }))),
    left: reader.left,
  };
}

class JoinedReader {
  readonly left: string[] = [];
  readonly #s: ScriptSynapses;
  readonly #around: Around;
  readonly #own: ReadonlyMap<string, EquationLine>;
  readonly #source: ReadonlySet<string>;
  readonly #target: ReadonlySet<string>;
  readonly #pathways: readonly ScriptPathway[];

  constructor(s: ScriptSynapses, around: Around) {
    this.#s = s;
    this.#around = around;
    this.#own = new Map(s.variables.map((v) => [v.name, v]));
    this.#source = around.variablesOf(s.source.group);
    this.#target = around.variablesOf(s.target.group);
    const known = (name: string): boolean => this.#own.has(name) || this.#isTarget(name) || this.#isSource(name);
    this.#pathways = s.pathways
      .map((p) => ({ ...p, statements: withoutHelpers(p.statements, known, s.line) }))
      .sort((x, y) => x.order - y.order || (x.name < y.name ? -1 : 1));
  }

  /** All but the ends and the rule; undefined where spikes act on no cell. */
  projection(): Readonly<Record<string, unknown>> | undefined {
    const s = this.#s;
    for (const { end, statements } of this.#pathways)
      for (const { target } of statements) {
        if (this.#own.has(target)) continue;
        if (this.#isSource(target) && !this.#isTarget(target))
          throw at(s.line, `'${target}' is changed in the source, and spikes act on the cells on which synapses end`);
        if (end === 'post')
          throw at(
            s.line,
            `on_post changes '${target}' of the cells; there only variables of the synapses can be changed: write what a cell's own spike does to it into its reset`,
          );
      }
    const delivering = this.#pathways.filter((p) => p.statements.some((one) => this.#isGain(one)));
    if (delivering.length === 0) return undefined;
    const [pathway, another] = delivering as [ScriptPathway, ScriptPathway?];
    if (another !== undefined) throw at(s.line, 'several pathways that act on the cells are not known here');
    if (pathway.order < -1)
      throw at(
        s.line,
        `'${pathway.name}' acts on the cells with an order of ${pathway.order}, before what others read of them; leave its order out`,
      );
    const gains = pathway.statements.filter((one) => this.#isGain(one));
    this.#tellLost(gains);
    const weight = this.#weightOf(gains);
    this.#refuseLate(pathway, gains, weight);
    const rename = this.#renaming(weight);
    const onSpike = gains
      .map(
        ({ target, operator, right }) =>
          `${target.replace(/_post$/, '')} ${operator} ${this.#gain(right, weight, rename)}`,
      )
      .join('\n');
    return {
      onSpike,
      ...filled({
        weight: weight === undefined ? undefined : this.#value(weight),
        delay: this.#delay(pathway),
        parameters: this.#parameters(
          gains.map((g) => g.right),
          weight,
        ),
        plasticity: this.#plasticity(weight, rename),
      }),
    };
  }

  couplings(): Readonly<Record<string, unknown>>[] {
    return this.#s.sums.map(({ into, value }) => {
      const fixed = this.#fixed();
      const moving = [...namesIn(value)].find((name) => this.#own.has(name) && !fixed.has(name));
      if (moving !== undefined)
        throw at(
          this.#s.line,
          `the summed variable '${into}' reads '${moving}', which changes in each synapse; here sums are over the variables of cells: keep '${moving}' in the cells, or let spikes act on a variable of the target`,
        );
      const weight = this.#singled([...namesIn(value)].filter((name) => this.#own.has(name)));
      const rename = this.#renaming(weight);
      const written = renamed(value, (name) => rename(name) ?? this.#shadowed(name, weight));
      return {
        into,
        value: written,
        ...filled({
          weight: weight === undefined ? undefined : this.#value(weight),
          parameters: this.#parameters([value], weight),
        }),
      };
    });
  }

  #isTarget = (name: string): boolean =>
    !this.#own.has(name) && (this.#target.has(name) || (name.endsWith('_post') && this.#target.has(name.slice(0, -5))));

  #isSource = (name: string): boolean =>
    !this.#own.has(name) && name.endsWith('_pre') && this.#source.has(name.slice(0, -4));

  #isGain = ({ target }: ScriptStatement): boolean => this.#isTarget(target);

  /** Variables that keep their values. */
  #fixed(): Set<string> {
    const assigned = new Set(this.#pathways.flatMap((p) => p.statements.map((one) => one.target)));
    return new Set(
      [...this.#own.values()].filter((v) => v.kind === 'parameter' && !assigned.has(v.name)).map((v) => v.name),
    );
  }

  /** The one of these variables that stands for w; those with one value for all synapses are parameters. */
  #singled(names: readonly string[]): string | undefined {
    const fixed = this.#fixed();
    const apart = names.filter((name) => !fixed.has(name) || !this.#uniform(name));
    if (apart.length > 1)
      throw at(
        this.#s.line,
        `what reaches a cell depends on ${apart.map((name) => `'${name}'`).join(' and ')}, which differ from synapse to synapse; one weight can: put their product into one variable`,
      );
    return apart[0] ?? names[0];
  }

  #weightOf(gains: readonly ScriptStatement[]): string | undefined {
    const names = new Set(gains.flatMap((g) => [...namesIn(g.right)].filter((name) => this.#own.has(name))));
    return this.#singled([...names]);
  }

  /** One value for all synapses, as a quantity. */
  #uniform(name: string): string | undefined {
    const given = this.#s.values.get(name);
    const { unit } = this.#own.get(name)!;
    if (given === undefined) return unit === '1' ? '0' : `0 ${unit}`;
    return typeof given === 'string' && isQuantity(given) ? given : undefined;
  }

  #value(name: string): string | readonly string[] {
    return this.#s.values.get(name) ?? this.#uniform(name)!;
  }

  /** The weight is w here; a variable of the script that has this name and is not the weight gets another one. */
  #renaming(weight: string | undefined): (name: string) => string | undefined {
    return (name) => {
      if (!this.#own.has(name)) return undefined;
      if (name === weight) return 'w';
      return name === 'w' ? 'w_of_synapse' : name;
    };
  }

  /** A constant or a cell's variable that is called w, beside a weight. */
  #shadowed(name: string, weight: string | undefined): string | undefined {
    if (name !== 'w' || weight === undefined || this.#own.has('w')) return undefined;
    return this.#target.has('w') ? 'w_post' : this.#s.constants.constants('w');
  }

  #gain(right: string, weight: string | undefined, rename: (name: string) => string | undefined): string {
    return renamed(right, (name) => {
      const found = rename(name) ?? this.#shadowed(name, weight);
      if (found === 'w_post')
        throw at(
          this.#s.line,
          "a weight beside a variable 'w' of the cells that a spike reads is not known here; rename 'w'",
        );
      return found ?? (this.#isTarget(name) ? name.replace(/_post$/, '') : undefined);
    });
  }

  /** Brian2 resets a cell after it has taken the spikes of that step, here before. */
  #tellLost(gains: readonly ScriptStatement[]): void {
    const { line, target } = this.#s;
    const reset = spikeStatements(this.#around.resetOf(target.group), line);
    const touched = new Set(
      reset.flatMap((one) => [...(/^[+-]=$/.test(one.operator) ? [] : [one.target]), ...namesIn(one.right)]),
    );
    for (const name of new Set(gains.map((one) => one.target.replace(/_post$/, ''))))
      if (touched.has(name))
        this.left.push(
          `line ${line}: that what reaches '${name}' in the step in which a cell spikes comes before its reset, and is lost where that sets '${name}'; here it comes after it`,
        );
  }

  /** What a spike delivers is the weight as it finds it, and that of the step in which it was fired. */
  #refuseLate(pathway: ScriptPathway, gains: readonly ScriptStatement[], weight: string | undefined): void {
    const s = this.#s;
    if (weight === undefined || this.#fixed().has(weight)) return;
    if (this.#own.get(weight)!.kind !== 'parameter')
      throw at(s.line, `the weight '${weight}' moves by itself, and what a spike delivers of it is not known here`);
    const late = pathway.delay !== undefined && this.#delay(pathway) !== undefined;
    if (late)
      throw at(
        s.line,
        `spikes of these synapses have a delay and deliver '${weight}', which changes: in Brian2 as it is when they arrive, here as it is when they are fired; leave the delay out`,
      );
    const before = this.#pathways.slice(0, this.#pathways.indexOf(pathway)).flatMap((p) => p.statements);
    const last = pathway.statements.lastIndexOf(gains.at(-1)!);
    const changed = [...before, ...pathway.statements.slice(0, last)].find((one) => one.target === weight);
    if (changed !== undefined)
      throw at(
        s.line,
        `a spike changes '${weight}' before it delivers it, and here it delivers what it finds; put what reaches the cell first`,
      );
  }

  /** A step more than there; undefined: the next step. */
  #delay({ delay }: ScriptPathway): string | readonly string[] | undefined {
    const { dt } = this.#around;
    if (delay === undefined) return undefined;
    const longer = (text: string): string => {
      if (!isQuantity(text)) return `${text} + (${dt})`;
      const found = quantityOf(`(${text}) + (${dt})`, {});
      const step = parseQuantity(dt, timeDimension, 'the step').value;
      const inMs = parseQuantity(found, timeDimension, 'the delay').value;
      // A delay shorter than half a step is none.
      return inMs < 1.5 * step ? dt : found;
    };
    if (typeof delay !== 'string') return delay.map(longer);
    const found = longer(delay);
    return found === dt ? undefined : found;
  }

  #parameters(texts: readonly string[], weight: string | undefined): Record<string, string> | undefined {
    const names = new Set(texts.flatMap((text) => [...namesIn(text)]));
    const constants = Object.entries(this.#s.constants.used(texts)).filter(
      ([name]) =>
        names.has(name) &&
        !this.#own.has(name) &&
        !this.#isTarget(name) &&
        !this.#isSource(name) &&
        !(name === 'w' && weight !== undefined),
    );
    const fixed = [...this.#fixed()].filter((name) => names.has(name) && name !== weight);
    const own = fixed.flatMap((name): [string, string][] => {
      const value = this.#uniform(name);
      return value === undefined ? [] : [[this.#renaming(weight)(name)!, value]];
    });
    const all = [...constants, ...own];
    return all.length === 0 ? undefined : Object.fromEntries(all);
  }

  /** Rules of synapses whose weight changes; undefined where nothing that reaches a cell does. */
  #plasticity(weight: string | undefined, rename: (name: string) => string | undefined): unknown {
    const s = this.#s;
    if (weight === undefined || this.#fixed().has(weight)) {
      const others = this.#pathways.flatMap((p) => p.statements).find((one) => !this.#isGain(one));
      if (others !== undefined) this.left.push(`line ${s.line}: changes of '${others.target}', which reach no cell`);
      return undefined;
    }
    const fixed = this.#fixed();
    const rules = this.#pathways.map((p) => ({ ...p, statements: p.statements.filter((one) => !this.#isGain(one)) }));
    const parameters = new Set([...fixed].filter((name) => this.#uniform(name) !== undefined));
    const lines = [...this.#own.values()].filter((v) => v.name !== weight && !parameters.has(v.name));
    const clocked = lines.some((v) => v.kind === 'derivative' && !v.flags.has('event-driven'));
    this.#refuseReading(lines, rules);
    for (const v of lines) if (v.flags.has('event-driven') && !s.firstStep) this.#refuseMoving(v);
    const bounds = this.#bounds(rules, weight);
    const write = ({ target, operator, right }: ScriptStatement): string =>
      `${rename(target)!} ${operator} ${this.#rule(right, weight, rename)}`;
    const slots = rules
      .filter((p) => p.statements.length > 0)
      .map((p) => {
        const late = this.#lateBy(p);
        return { ...p, late, slot: late === undefined ? (p.end === 'pre' ? 0 : 1) : 2 };
      });
    const turned = slots.find((p, k) => k > 0 && p.slot < slots[k - 1]!.slot);
    if (turned !== undefined)
      throw at(
        s.line,
        `the pathway '${turned.name}' comes after others that are carried out behind it here: within a step spikes of the source act first, then those of the target, then those with a delay`,
      );
    const textOf = (slot: number): string | undefined => {
      const all = slots.filter((p) => p.slot === slot).flatMap((p) => bounds.statements(p).map(write));
      return all.length === 0 ? undefined : all.join('\n');
    };
    const equations = lines.map((v) => this.#line(v, weight, rename));
    const initial = lines.flatMap((v): [string, unknown][] => {
      const given = s.values.get(v.name);
      return given === undefined || v.kind === 'subexpression' ? [] : [[rename(v.name)!, given]];
    });
    const texts = [
      ...rules.flatMap((p) => p.statements.map((one) => one.right)),
      ...lines.map((v) => s.equations.get(v.name)!.replace(/:[^:]*$/, '')),
    ];
    const on = slots
      .filter((p) => p.slot === 2)
      .map((p) => ({
        at: p.end === 'pre' ? 'source' : 'target',
        delay: p.late,
        do: bounds.statements(p).map(write).join('\n'),
      }));
    return filled({
      equations: equations.length === 0 ? undefined : equations.join('\n'),
      initial: initial.length === 0 ? undefined : Object.fromEntries(initial),
      onPre: textOf(0),
      onPost: textOf(1),
      on: on.length === 0 ? undefined : on,
      parameters: this.#parameters(texts, weight),
      range: bounds.range,
      integrator: clocked ? this.#integrator() : undefined,
    });
  }

  #rule(right: string, weight: string | undefined, rename: (name: string) => string | undefined): string {
    return renamed(right, (name) => rename(name) ?? this.#shadowed(name, weight));
  }

  #line(v: EquationLine, weight: string, rename: (name: string) => string | undefined): string {
    const name = rename(v.name)!;
    const text = this.#s.equations.get(v.name)!;
    const [, right] = /^[^=:]*=\s*([\s\S]+?)\s*:[^:]*$/.exec(text) ?? [];
    if (v.kind === 'parameter' || right === undefined) return `${name} : ${v.unit}`;
    const written = this.#rule(right, weight, rename);
    if (v.kind === 'subexpression') return `${name} = ${written} : ${v.unit}`;
    const flag = v.flags.has('event-driven') ? 'event-driven' : 'clock-driven';
    return `d${name}/dt = ${written} : ${v.unit} (${flag})`;
  }

  #integrator(): string {
    const { method = 'exact', line } = this.#s;
    const found = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (found === undefined) throw at(line, `the method '${method}' of synapses is not known here`);
    return found;
  }

  /** The delay of a rule; undefined: it is carried out in the step of the spike. */
  #lateBy({ name, delay }: ScriptPathway): string | undefined {
    if (delay === undefined) return undefined;
    if (typeof delay !== 'string' || !isQuantity(delay))
      throw at(
        this.#s.line,
        `the delay of '${name}' differs from synapse to synapse; that of what changes synapses is one for all`,
      );
    const step = parseQuantity(this.#around.dt, timeDimension, 'the step').value;
    return Math.round(parseQuantity(delay, timeDimension, 'the delay').value / step) === 0 ? undefined : delay;
  }

  /**
   * Bounds of the weight: weights here have a range. Where every change is clipped alike that is it; where bounds differ, or a weight
   * starts outside of them, clips stay in the statements, within a range that holds all of them.
   */
  #bounds(rules: readonly ScriptPathway[], weight: string) {
    const { line, constants, values } = this.#s;
    const ends = rules.flatMap(({ statements }) =>
      statements.flatMap((one, k) => {
        if (one.target !== weight) return [];
        const clip = one.operator === '=' ? clipped(one.right) : undefined;
        if (clip !== undefined) return [[clip.low, clip.high].map((end) => constants.quantity(end, line, 'a bound'))];
        const next = statements[k + 1];
        const behind = next?.target === weight && next.operator === '=' ? clipped(next.right) : undefined;
        if (behind?.inner.trim() === weight) return [];
        throw at(
          line,
          `'${weight}' changes without bounds, and here it needs them; write ${weight} = clip(${one.operator === '=' ? one.right : `${weight} ${one.operator[0]} …`}, low, high)`,
        );
      }),
    );
    const { unit, dimension } = this.#own.get(weight)!;
    const written = (text: string): string => (Number(text) === 0 && unit !== '1' ? `0 ${unit}` : text);
    const number = (text: string): number => parseQuantity(written(text), dimension, `a bound of '${weight}'`).value;
    const given = values.get(weight) ?? '0';
    const starts = (typeof given === 'string' ? [given] : given).filter((text) => isQuantity(text));
    const inOrder = (texts: readonly string[]): string[] => [...texts].sort((x, y) => number(x) - number(y));
    try {
      const [lows, highs] = [inOrder(ends.map(([low]) => low!)), inOrder(ends.map(([, high]) => high!))];
      const [low, high] = [inOrder([...lows, ...starts])[0]!, inOrder([...highs, ...starts]).at(-1)!];
      const range = [written(low), written(high)];
      const alike = number(low) === number(lows.at(-1)!) && number(high) === number(highs[0]!);
      if (!alike) return { range, statements: (p: ScriptPathway) => p.statements };
      return {
        range,
        statements: (p: ScriptPathway): ScriptStatement[] =>
          p.statements.flatMap((one): ScriptStatement[] => {
            const clip = one.target === weight && one.operator === '=' ? clipped(one.right) : undefined;
            if (clip === undefined) return [one];
            return clip.inner.trim() === weight ? [] : [{ ...one, right: clip.inner }];
          }),
      };
    } catch (thrown) {
      if (thrown instanceof UserError && !(thrown instanceof ScriptError))
        throw at(line, thrown.message.replace(/\.$/, ''));
      throw thrown;
    }
  }

  /** Rules see cells as they stand before spikes of the step reach them. */
  #refuseReading(lines: readonly EquationLine[], rules: readonly ScriptPathway[]): void {
    const s = this.#s;
    const seen = (text: string): string | undefined =>
      [...namesIn(text)].find((name) => {
        if (this.#isTarget(name)) return this.#around.changedBySpikes(s.target.group).has(name.replace(/_post$/, ''));
        return this.#isSource(name) && this.#around.changedBySpikes(s.source.group).has(name.slice(0, -4));
      });
    for (const { name, order, statements } of rules)
      for (const one of statements) {
        const read = order < -1 ? undefined : seen(one.right);
        if (read !== undefined)
          throw at(
            s.line,
            `what changes '${one.target}' reads '${read}', to which spikes of the same step have added in Brian2 and not here; with S.${name}.order = -2 it is read before, there as here`,
          );
      }
    for (const v of lines) {
      const cell = [...namesIn(s.equations.get(v.name)!)].find((name) => this.#isTarget(name) || this.#isSource(name));
      if (v.kind === 'derivative' && cell !== undefined && s.stepOrder < 1 && s.named)
        throw at(
          s.line,
          `'${v.name}' follows '${cell}' of the cells, and names decide in Brian2 whether before or after their own step; with S.state_updater.order = 1 it is after it, there as here`,
        );
    }
  }

  /** Brian2 lets event-driven variables stand in the step of their first event. */
  #refuseMoving(v: EquationLine): void {
    const s = this.#s;
    const refuse = () =>
      at(
        s.line,
        `'${v.name}' is event-driven and does not begin where it rests: in Brian2 it stands still in the step of its first event, here it moves in every step; with S.lastupdate = -defaultclock.dt it does so there too`,
      );
    const initial = this.#uniform(v.name);
    if (initial === undefined) throw refuse();
    const variables = new Map<string, Variable>();
    const numbers = new Map<string, number>();
    for (const own of this.#own.values()) {
      const value = this.#uniform(own.name);
      if (value === undefined || own.kind === 'subexpression') continue;
      variables.set(own.name, { kind: 'parameter', dimension: own.dimension, value: b.parameter(own.name) });
      numbers.set(own.name, Number(value) === 0 ? 0 : parseQuantity(value, own.dimension, own.name).value);
    }
    const [, right = ''] = /=\s*([\s\S]+?)\s*:[^:]*$/.exec(s.equations.get(v.name)!) ?? [];
    const text = renamed(right, (name) => (variables.has(name) ? name : s.constants.constants(name)));
    try {
      const { value } = parseExpression(
        text,
        { variables, tables: new Map() },
        divideDimensions(v.dimension, timeDimension),
        v.title,
      );
      if (
        evaluate(
          value,
          byName((name) => numbers.get(name)),
        ) !== 0
      )
        throw refuse();
    } catch (thrown) {
      if (thrown instanceof UserError) throw refuse();
      throw thrown;
    }
  }
}
