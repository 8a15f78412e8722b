/**
 * A script for Brian2 as a document: NeuronGroup, PoissonGroup, Synapses with on_pre, what they begin with, and run. It is read, never run.
 * What would change the network and is not known here is refused with its line; what only records, draws or prints is passed over.
 */
import { UserError } from '../../errors.ts';
import { isQuantity } from '../../quantity/quantity.ts';
import { build } from '../build.ts';
import { DocumentError } from '../error.ts';
import { quantityOf } from '../knobs.ts';
import { checked } from '../read.ts';
import { type ExperimentDocument, VERSION } from '../schema/experiment.ts';
import { assignment, type Call, callOf, type Statement, split, statementsOf, stringOf } from './python.ts';

/** Whether a text is such a script, rather than equations or a document. */
export const isBrian2 = (text: string): boolean => /\bNeuronGroup\s*\(/.test(text);

export interface Imported {
  readonly document: ExperimentDocument;
  /** Sentences on what was passed over though it may matter, each with its line. */
  readonly left: readonly string[];
}

/** Throws a UserError that names the line where the script does what no document can say, or what is not known. */
export function fromBrian2(script: string): Imported {
  const reader = new Reader();
  for (const statement of statementsOf(script)) reader.take(statement);
  return reader.imported();
}

/** Brian2's names of rules that are called otherwise here. */
const methods: Readonly<Record<string, string>> = {
  exact: 'exact',
  linear: 'exact',
  euler: 'euler',
  exponential_euler: 'ind_exp_euler',
  rk2: 'rk2',
  rk4: 'rk4',
  heun: 'heun2',
};

/** Calls that record, draw, print or set up what does not change the network. */
const passed =
  /^(?:StateMonitor|SpikeMonitor|PopulationRateMonitor|EventMonitor|start_scope|print|show|plot|figure|subplots?|xlabel|ylabel|title|legend|xlim|ylim|tight_layout|grid|axis|hist|set_device|device\.\w+|prefs\..*|plt\..*|np\.random\.seed|BrianLogger\..*|text|gca.*|\w*ax\w*\..*|fig\..*)$/;

interface Group {
  readonly name: string;
  readonly size: number;
  readonly kind: 'cells' | 'poisson';
  readonly line: number;
  readonly model?: Readonly<Record<string, unknown>>;
  readonly declared: readonly { readonly name: string; readonly unit: string }[];
  readonly rate?: string;
  readonly initial: Map<string, string | readonly string[]>;
}

/** Something that is set between two runs. */
interface Turned {
  readonly group: Group;
  readonly variable: string;
  /** Durations of the runs before it. */
  readonly after: readonly string[];
  readonly value: string;
}

interface Joined {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly onPre: string;
  /** Name of the weight that each synapse has, if it has one. */
  /** A line with a summed variable, in the place of what a spike does. */
  readonly sum: { readonly into: string; readonly value: string } | undefined;
  readonly weightName: string | undefined;
  weight: string | undefined;
  delay: string | undefined;
  connect: unknown;
}

class Reader {
  /** Constants that were read, as quantities. */
  readonly #values: Record<string, string> = {};
  readonly #texts = new Map<string, string>();
  readonly #groups = new Map<string, Group>();
  readonly #parts = new Map<string, string>();
  readonly #synapses = new Map<string, Joined>();
  /** Lines of what was assigned and could not be read, by name. */
  readonly #unread = new Map<string, number>();
  readonly #left: string[] = [];
  #dt = '0.1 ms';
  #seed: number | undefined;
  /** Of the runs, one after another. */
  readonly #durations: string[] = [];
  readonly #turned: Turned[] = [];
  #title: string | undefined;
  /** A Network of the script's own: the names of what it runs; undefined: of all that there is. */
  #network: { readonly name: string; readonly line: number; readonly holds: Set<string> | undefined } | undefined;

  take(statement: Statement): void {
    const { text, line, outer } = statement;
    if (this.#title === undefined && this.#groups.size === 0 && stringOf(text) !== undefined) {
      this.#title = stringOf(text)!.trim().split('\n')[0]!.trim();
      return;
    }
    if (/^@\s*network_operation\b/.test(text)) throw at(line, 'a network_operation is not known here');
    if (/^(?:from|import|@|pass\b|return\b)/.test(text)) return;
    if (this.#durations.length > 0) {
      this.#later(statement);
      return;
    }
    if (!outer || /^(?:for|while|if|elif|else|def|class|with|try|except)\b/.test(text)) {
      if (/\b(?:NeuronGroup|Synapses|run|connect|PoissonGroup)\s*\(/.test(text) || this.#touches(text))
        throw at(line, `'${start(text)}' stands in a loop, a condition or a function, which only Python can run`);
      return;
    }
    const given = assignment(text);
    if (given === undefined) this.#call(statement);
    else this.#assign(given, statement);
  }

  /** After the first run: further runs, and parameters that are turned between them. What only draws is no loss. */
  #later(statement: Statement): void {
    const { text, line, outer } = statement;
    const call = callOf(text);
    const given = assignment(text);
    const [owner = '', variable = ''] = given?.target.split('.') ?? [];
    const group = this.#groups.get(owner);
    const value = given === undefined ? undefined : this.#attempt(given.value);
    const declared = group?.declared.some((d) => d.name === variable) ?? false;
    if (outer && (call?.name === 'run' || call?.name.endsWith('.run')))
      this.#durations.push(
        this.#quantity(call.positional[0] ?? call.named.get('duration') ?? '', line, 'the duration'),
      );
    else if (outer && given?.sign === '=' && group !== undefined && declared && value !== undefined)
      this.#turned.push({ group, variable, after: [...this.#durations], value });
    else if (/(?:^|[^.\w])(?:run|restore)\s*\(/.test(text) || this.#touches(text)) this.#leave(statement);
  }

  /** Whether it changes a group or synapses. */
  #touches(text: string): boolean {
    const target = /^([A-Za-z_]\w*)\s*[.[]/.exec(text)?.[1];
    return target !== undefined && (this.#groups.has(target) || this.#synapses.has(target) || this.#parts.has(target));
  }

  /** Whether texts name a group or synapses. */
  #names(texts: readonly string[]): boolean {
    return wordsOf(texts).some((word) => this.#groups.has(word) || this.#synapses.has(word) || this.#parts.has(word));
  }

  #leave({ text, line }: Statement): void {
    this.#left.push(`line ${line}: ${start(text)}`);
  }

  #call(statement: Statement): void {
    const { text, line } = statement;
    const call = callOf(text);
    if (call === undefined) {
      if (this.#touches(text)) throw at(line, `'${start(text)}' is not known here`);
      return;
    }
    const { name, positional, named } = call;
    const [owner, method] = name.split('.');
    if (name === 'run' || method === 'run') {
      this.#durations.push(this.#quantity(positional[0] ?? named.get('duration') ?? '', line, 'the duration'));
      return;
    }
    if (name === 'seed') {
      const seed = Number(positional[0]);
      if (Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32) this.#seed = seed;
      return;
    }
    const joined = this.#synapses.get(owner!);
    if (joined !== undefined && method === 'connect') {
      joined.connect = this.#rule(call, joined, line);
      return;
    }
    if (passed.test(name)) return;
    if (name === 'store') {
      this.#leave(statement);
      return;
    }
    const network = this.#network;
    if (method === 'add' && network?.name === owner) {
      for (const word of wordsOf(positional)) network?.holds?.add(word);
      return;
    }
    if (name === 'restore' || this.#names(positional) || this.#names([...named.values()]))
      throw at(line, `'${start(text)}' may change the network, and ${name} is not known here`);
    if (this.#touches(text) || /^[A-Z]/.test(name) || name === 'network_operation')
      throw at(line, `${name} is not known here`);
  }

  #assign({ target, sign, value }: { target: string; sign: '=' | '+='; value: string }, statement: Statement): void {
    const { line, text } = statement;
    if (target === 'defaultclock.dt') {
      this.#dt = this.#quantity(value, line, 'the step');
      return;
    }
    const [owner, variable] = target.split('.');
    if (variable !== undefined && owner !== undefined) {
      if (/^(?:prefs|plt|np|rcParams)$/.test(owner)) return;
      this.#attribute(owner, variable, sign, value, statement);
      return;
    }
    const names = split(target, ',');
    if (names.length > 1) {
      const values = split(/^[([]/.test(value) && callOf(value) === undefined ? value.slice(1, -1) : value, ',');
      if (values.length === names.length)
        names.forEach((name, k) => {
          this.#assign({ target: name, sign: '=', value: values[k]! }, statement);
        });
      else for (const name of names) this.#unread.set(name, line);
      return;
    }
    if (!/^[A-Za-z_]\w*$/.test(target)) {
      if (this.#touches(text)) throw at(line, `'${start(text)}' is not known here`);
      return;
    }
    const written = this.#text(value);
    if (written !== undefined) {
      this.#texts.set(target, (sign === '+=' ? (this.#texts.get(target) ?? '') : '') + written);
      return;
    }
    const call = callOf(value);
    if (call?.name === 'Network') {
      const all = call.positional.some((part) => /\bcollect\s*\(\s*\)/.test(part));
      this.#network = { name: target, line, holds: all ? undefined : new Set(wordsOf(call.positional)) };
      return;
    }
    if (call !== undefined && this.#object(target, call, line)) return;
    const [whole, group, from, to] = /^([A-Za-z_]\w*)\s*\[\s*(.*?)\s*:\s*(.*?)\s*\]$/.exec(value) ?? [];
    if (whole !== undefined && group !== undefined && this.#groups.has(group)) {
      const { size } = this.#groups.get(group)!;
      const end = to === '' ? size : this.#count(to!, line);
      this.#parts.set(target, `${group}[${from === '' ? 0 : this.#count(from!, line)}:${end < 0 ? size + end : end}]`);
      return;
    }
    const quantity = this.#attempt(value);
    if (quantity === undefined) this.#unread.set(target, line);
    else this.#values[target] = quantity;
  }

  /** What a name or an expression of strings stands for. */
  #text(value: string): string | undefined {
    const parts = split(value, '+').map((part) => {
      const call = callOf(part);
      if (call?.name === 'Equations' && call.positional.length === 1 && call.named.size === 0)
        return this.#text(call.positional[0]!);
      return stringOf(part) ?? this.#texts.get(part);
    });
    return parts.every((part) => part !== undefined) ? parts.join('\n') : undefined;
  }

  /** Whether it makes something that is known. Throws where it makes what would change the network and is not. */
  #object(target: string, call: Call, line: number): boolean {
    switch (call.name) {
      case 'NeuronGroup':
        this.#groups.set(target, this.#cells(target, call, line));
        return true;
      case 'PoissonGroup': {
        const { positional, named } = call;
        const size = this.#count(positional[0] ?? named.get('N') ?? '', line);
        const rates = positional[1] ?? named.get('rates') ?? '';
        const rate = stringOf(rates) ?? this.#quantity(rates, line, 'the rate');
        const initial = new Map<string, string>();
        this.#groups.set(target, { name: target, size, kind: 'poisson', line, declared: [], rate, initial });
        return true;
      }
      case 'Synapses':
        this.#synapses.set(target, this.#join(call, line));
        return true;
      case 'Equations':
        throw at(line, 'Equations with names to put in are not known here: write them out');
      default:
        if (passed.test(call.name)) return true;
        if (
          /^(?:SpikeGeneratorGroup|PoissonInput|TimedArray|SpatialNeuron|Function|BinomialFunction|linked_var|Subgroup)$/.test(
            call.name,
          )
        )
          throw at(line, `${call.name} is not known here`);
        return false;
    }
  }

  #cells(name: string, { positional, named }: Call, line: number): Group {
    const known = new Set([
      'N',
      'model',
      'method',
      'threshold',
      'reset',
      'refractory',
      'name',
      'dtype',
      'codeobj_class',
    ]);
    for (const key of named.keys()) if (!known.has(key)) throw at(line, `'${key}' of a NeuronGroup is not known here`);
    const size = this.#count(positional[0] ?? named.get('N') ?? '', line);
    const equations = this.#text(positional[1] ?? named.get('model') ?? '');
    if (equations === undefined) throw at(line, `the equations of '${name}' are no text that can be read`);
    const text = (key: string): string | undefined => {
      const given = named.get(key);
      if (given === undefined || given === 'None' || given === 'False') return undefined;
      return this.#text(given) ?? this.#quantity(given, line, key);
    };
    const refractory = text('refractory');
    const method = named.has('method') ? stringOf(named.get('method')!) : undefined;
    const integrator = method === undefined ? undefined : methods[method];
    if (method !== undefined && integrator === undefined)
      this.#left.push(
        `line ${line}: the method '${method}', in the place of which the rule follows from the equations`,
      );
    const model = {
      equations: tidy(equations),
      ...filled({ threshold: text('threshold'), reset: text('reset')?.trim(), refractory, integrator }),
    };
    const declared = [...equations.matchAll(/^\s*([A-Za-z_]\w*)\s*:\s*([^(#\n]+)/gm)].map(([, variable, unit]) => ({
      name: variable!,
      unit: unit!.trim(),
    }));
    return { name, size, kind: 'cells', line, model, declared, initial: new Map() };
  }

  #join({ positional, named }: Call, line: number): Joined {
    const known = new Set(['source', 'target', 'model', 'on_pre', 'pre', 'delay', 'method', 'name']);
    for (const key of named.keys()) if (!known.has(key)) throw at(line, `'${key}' of Synapses is not known here`);
    const from = positional[0] ?? named.get('source') ?? '';
    const to = positional[1] ?? named.get('target') ?? from;
    const given = named.get('on_pre') ?? named.get('pre') ?? positional[3];
    const onPre = given === undefined ? undefined : this.#text(given);
    const model = this.#text(positional[2] ?? named.get('model') ?? "''") ?? '';
    const all = model
      .split('\n')
      .map((l) => l.replace(/#.*/, '').trim())
      .filter((l) => l !== '');
    const sums = all.flatMap((l) => {
      const [, into, value] = /^(\w+)_post\s*=\s*(.+?)\s*:[^:]*\(\s*summed\s*\)$/.exec(l) ?? [];
      return into === undefined ? [] : [{ into, value: value! }];
    });
    if (sums.length > 0 && given !== undefined)
      throw at(line, 'synapses that have a summed variable and act by spikes too are not known here');
    if (sums.length > 1) throw at(line, 'synapses with several summed variables are not known here');
    if (onPre === undefined && sums.length === 0)
      throw at(line, `what a spike does (on_pre) is no text that can be read`);
    const lines = all.filter((l) => !/\(\s*summed\s*\)$/.test(l));
    const weightName = /^([A-Za-z_]\w*)\s*:/.exec(lines[0] ?? '')?.[1];
    if (lines.length > 1 || (lines.length === 1 && weightName === undefined))
      throw at(line, 'synapses with more than one weight of their own are not known here');
    const delay = named.get('delay');
    return {
      from: this.#end(from, line),
      to: this.#end(to, line),
      line,
      onPre: onPre ?? '',
      sum: sums[0],
      weightName,
      weight: undefined,
      delay: delay === undefined ? undefined : this.#quantity(delay, line, 'the delay'),
      connect: undefined,
    };
  }

  #end(text: string, line: number): string {
    if (this.#groups.has(text)) return text;
    const part = this.#parts.get(text);
    if (part !== undefined) return part;
    throw at(line, `'${start(text)}' is no group that was made before`);
  }

  #rule({ positional, named }: Call, { from, to }: Joined, line: number): unknown {
    for (const key of named.keys())
      if (!['condition', 'p', 'i', 'j'].includes(key)) throw at(line, `connect with '${key}' is not known here`);
    const j = named.get('j');
    if (j !== undefined) {
      if (stringOf(j)?.trim() === 'i' && !named.has('p') && !named.has('i')) return 'oneToOne';
      throw at(line, `of connect with j, only j='i' is known here`);
    }
    if (named.has('i')) throw at(line, 'connect with lists of cells is not known here');
    const given = positional[0] ?? named.get('condition');
    const condition = given === undefined || given === 'True' ? undefined : stringOf(given);
    if (given !== undefined && given !== 'True' && condition === undefined)
      throw at(line, `the condition '${start(given)}' is no text`);
    const chance = named.get('p');
    const text = chance === undefined ? undefined : stringOf(chance);
    const p =
      chance === undefined
        ? undefined
        : text === undefined
          ? this.#quantity(chance, line, 'p')
          : (this.#attempt(text) ?? this.#constants(text));
    const distinct = condition !== undefined && /^\s*i\s*!=\s*j\s*$/.test(condition);
    const same = from === to;
    if (condition === undefined || distinct) {
      const autapses = distinct && same ? { autapses: false } : {};
      if (condition !== undefined && !same) return { probability: { p: p === undefined ? 1 : number(p), condition } };
      if (p === undefined) return distinct ? { allToAll: autapses } : 'allToAll';
      if (!isQuantity(p)) return { probability: distinct ? { p, condition } : p };
      return { fixedProbability: distinct ? { p: number(p), ...autapses } : number(p) };
    }
    return { probability: { p: p === undefined ? 1 : number(p), condition: this.#constants(condition) } };
  }

  #attribute(owner: string, variable: string, sign: '=' | '+=', value: string, statement: Statement): void {
    const { line, text } = statement;
    const joined = this.#synapses.get(owner);
    const whole = variable.replace(/\s*\[\s*:\s*\]$/, '');
    if (joined !== undefined) {
      if (sign === '+=' || !/^\w+$/.test(whole) || (whole !== 'delay' && whole !== joined.weightName))
        throw at(line, `'${start(text)}' is not known here`);
      const written = stringOf(value) ?? this.#quantity(value, line, whole);
      if (whole === 'delay') joined.delay = this.#constants(written);
      else joined.weight = this.#constants(written);
      return;
    }
    const group = this.#groups.get(owner);
    if (group === undefined) {
      const part = this.#parts.has(owner) || this.#touches(statement.text);
      if (part) throw at(line, `values of a part of the cells are not known here`);
      return;
    }
    if (sign === '+=' || !/^\w+$/.test(whole) || group.kind !== 'cells')
      throw at(line, `'${start(text)}' is not known here`);
    const written = stringOf(value);
    const sized = written?.replaceAll(/\bN\b/g, Object.hasOwn(this.#values, 'N') ? 'N' : `${group.size}`);
    group.initial.set(whole, sized ?? this.#listed(value, line) ?? this.#withOwn(value, owner, line, whole));
  }

  /** linspace(a, b, N) as an expression of the cell's number, a list as a list; undefined for anything else. */
  #listed(value: string, line: number): string | readonly string[] | undefined {
    const call = callOf(value);
    if (call !== undefined && /^(?:np\.|numpy\.)?linspace$/.test(call.name) && call.positional.length === 3) {
      const [from, to] = call.positional.slice(0, 2).map((end) => this.#quantity(end, line, 'an end of linspace'));
      const count = this.#count(call.positional[2]!, line);
      return count < 2 ? from! : `(${from}) + ((${to}) - (${from}))*i/${count - 1}`;
    }
    const [whole, inner, unit] = /^\[([^[\]]*)\]\s*(?:\*\s*([A-Za-z]\w*))?$/.exec(value) ?? [];
    if (whole === undefined) return undefined;
    const times = unit === undefined ? '' : `*${unit}`;
    return split(inner!, ',')
      .filter((part) => part !== '')
      .map((part) => this.#quantity(`(${part})${times}`, line, 'a value'));
  }

  /** Python's value of a variable, where other variables of the group may stand as 'G.v'. */
  #withOwn(value: string, owner: string, line: number, what: string): string {
    const own = value.replaceAll(new RegExp(`\\b${owner}\\.(\\w+)`, 'g'), '$1');
    return own === value ? this.#quantity(value, line, what) : own;
  }

  #attempt(value: string): string | undefined {
    try {
      const found = quantityOf(value.replaceAll(/\bfloat\s*\(/g, '('), this.#values);
      // As documents have it: '3 mV', not '3*mV'.
      return found.trim().replace(/^([-+\d.]\S*?)\s*\*\s*(?=[A-Za-z])/, '$1 ');
    } catch (thrown) {
      if (thrown instanceof UserError) return undefined;
      throw thrown;
    }
  }

  #quantity(value: string, line: number, what: string): string {
    const found = this.#attempt(value);
    if (found !== undefined) return found;
    const named = [...value.matchAll(/[A-Za-z_]\w*/g)].find(([name]) => this.#unread.has(name));
    const why = named === undefined ? '' : ` ('${named[0]}' of line ${this.#unread.get(named[0])} is no quantity)`;
    throw at(line, `${what} is '${start(value)}', which is no quantity that can be read${why}`);
  }

  #count(value: string, line: number): number {
    const count = Number(this.#quantity(value, line, 'a number of cells'));
    if (Number.isInteger(count)) return count;
    throw at(line, `'${start(value)}' is no whole number of cells`);
  }

  /** With constants in place, where no model has them as parameters. */
  #constants(text: string): string {
    return text.replace(/[A-Za-z_]\w*/g, (name) => {
      const value = Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
      return value === undefined ? name : `(${value})`;
    });
  }

  /** Constants that a text names. */
  #used(texts: readonly string[]): Record<string, string> {
    const names = new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
    return Object.fromEntries(Object.entries(this.#values).filter(([name]) => names.has(name)));
  }

  #sum(durations: readonly string[]): string {
    return quantityOf(durations.map((d) => `(${d})`).join(' + '), {});
  }

  /** Parameters that are turned between runs become the document's: they are one value for all cells, and of one group. */
  #knobs(): Record<string, string> {
    const knobs: Record<string, string> = {};
    for (const { group, variable } of this.#turned) {
      const begins = group.initial.get(variable);
      const unit = group.declared.find((d) => d.name === variable)!.unit;
      const value = begins ?? (unit === '1' ? '0' : `0 ${unit}`);
      const others = [...this.#groups.values()].some((g) => g !== group && g.declared.some((d) => d.name === variable));
      if (typeof value === 'string' && isQuantity(value) && !others) knobs[variable] = value;
      else
        this.#left.push(
          `'${variable}' of ${group.name}, which is set between runs and is not one value for all cells of one group`,
        );
    }
    return knobs;
  }

  /** Variables of a group that synapses fill with sums. */
  #sums({ name }: Group): Set<string> {
    const here = [...this.#synapses.values()].filter(({ to }) => to.replace(/\[.*$/, '') === name);
    return new Set(here.flatMap(({ sum }) => (sum === undefined ? [] : [sum.into])));
  }

  imported(): Imported {
    const groups = [...this.#groups.values()];
    if (groups.every((g) => g.kind !== 'cells'))
      throw new UserError('The script makes no NeuronGroup, so there is no network in it.');
    if (this.#durations.length === 0)
      throw new UserError('The script runs nothing: it has no run(…) outside of loops and functions.');
    const { holds, line = 0 } = this.#network ?? {};
    const missing = [...this.#groups.keys(), ...this.#synapses.keys()].find((name) => holds?.has(name) === false);
    if (missing !== undefined) throw at(line, `the Network leaves out '${missing}', which the script makes`);
    const knobs = this.#knobs();
    const models = groups.flatMap((g): [string, unknown][] => {
      if (g.model === undefined) return [];
      const texts = [...Object.values(g.model), ...g.initial.values()].filter(
        (t): t is string => typeof t === 'string',
      );
      const defined = new Set([
        ...g.declared.map((d) => d.name),
        ...[...String(g.model['equations']).matchAll(/^\s*(?:d(\w+)\/dt|(\w+)\s*=)/gm)].map(([, a, b]) => a ?? b!),
      ]);
      const parameters = Object.fromEntries(Object.entries(this.#used(texts)).filter(([name]) => !defined.has(name)));
      const equations = withSums(withoutDeclarations(String(g.model['equations']), Object.keys(knobs)), this.#sums(g));
      return [[g.name, { ...g.model, equations, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) }]];
    });
    const populations = groups.map((g): [string, unknown] => {
      if (g.kind === 'poisson') return [g.name, { poisson: { rate: this.#constants(g.rate!) }, size: g.size }];
      // What a script does not set begins at 0.
      const zero = g.declared
        .filter((d) => !g.initial.has(d.name) && !Object.hasOwn(knobs, d.name) && !this.#sums(g).has(d.name))
        .map((d) => [d.name, d.unit === '1' ? 0 : `0 ${d.unit}`]);
      const given = [...g.initial].filter(([name]) => !Object.hasOwn(knobs, name));
      const initial = Object.fromEntries([...given, ...zero]);
      return [g.name, { model: g.name, size: g.size, ...(Object.keys(initial).length === 0 ? {} : { initial }) }];
    });
    const projections = [...this.#synapses.values()].flatMap((s) => {
      if (s.connect === undefined || s.sum !== undefined) return [];
      const effect = s.onPre.replaceAll(/(\w+)_post\b/g, '$1').trim();
      const onSpike =
        s.weightName === undefined ? effect : effect.replaceAll(new RegExp(`\\b${s.weightName}\\b`, 'g'), 'w');
      const parameters = this.#used([onSpike]);
      return [
        {
          from: s.from,
          to: s.to,
          connect: s.connect,
          onSpike,
          ...filled({ weight: s.weightName === undefined ? undefined : (s.weight ?? '0'), delay: s.delay }),
          ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
        },
      ];
    });
    const couplings = [...this.#synapses.values()].flatMap((s) => {
      if (s.connect === undefined || s.sum === undefined) return [];
      const { into, value: text } = s.sum;
      const value = s.weightName === undefined ? text : text.replaceAll(new RegExp(`\\b${s.weightName}\\b`, 'g'), 'w');
      const parameters = this.#used([value]);
      return [
        {
          from: s.from,
          to: s.to,
          connect: s.connect,
          into,
          value,
          ...filled({ weight: s.weightName === undefined ? undefined : (s.weight ?? '0') }),
          ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
        },
      ];
    });
    const turned = this.#turned
      .filter((t) => Object.hasOwn(knobs, t.variable))
      .map((t) => ({ at: this.#sum(t.after), set: { [t.variable]: t.value } }));
    const document = {
      galvani: VERSION,
      ...filled({ title: this.#title }),
      ...(Object.keys(knobs).length === 0 ? {} : { parameters: knobs }),
      models: Object.fromEntries(models),
      populations: Object.fromEntries(populations),
      ...(projections.length === 0 ? {} : { projections }),
      ...(couplings.length === 0 ? {} : { couplings }),
      run: { duration: this.#sum(this.#durations), dt: this.#dt, ...filled({ seed: this.#seed }) },
      ...(turned.length === 0 ? {} : { do: turned }),
    };
    return { document: this.#sound(document), left: this.#left };
  }

  /** The document, if it makes a network: what is wrong with what it means is a line of the script too. */
  #sound(document: unknown): ExperimentDocument {
    try {
      const found = checked(document);
      build(found);
      return found;
    } catch (thrown) {
      if (!(thrown instanceof DocumentError)) throw thrown;
      const { path, sentence } = thrown.problems[0]!;
      const joined = [...this.#synapses.values()].filter((s) => s.connect !== undefined);
      const [part, key] = path;
      const line =
        part === 'projections' ? joined[Number(key)]?.line : this.#groups.get(key === undefined ? '' : `${key}`)?.line;
      throw line === undefined ? thrown : at(line, sentence.replace(/\.$/, ''));
    }
  }
}

const number = (text: string): string | number => (/^[\d.eE+-]+$/.test(text) ? Number(text) : text);

/** Names in texts of Python. */
const wordsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []);

/** Equations in which these variables are sums over other cells. */
const withSums = (equations: string, sums: ReadonlySet<string>): string =>
  equations
    .split('\n')
    .map((line) => {
      const [, name, unit] = /^\s*(\w+)\s*:\s*([^(#]+?)\s*(?:\(.*)?$/.exec(line) ?? [];
      return name !== undefined && sums.has(name) ? `${name} : ${unit} (summed)` : line;
    })
    .join('\n');

/** Equations without the lines that declare these names. */
const withoutDeclarations = (equations: string, names: readonly string[]): string =>
  equations
    .split('\n')
    .filter((line) => !names.some((name) => new RegExp(`^\\s*${name}\\s*:`).test(line)))
    .join('\n');

/** Equations without the indentation of the script. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

const filled = (entries: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

/** As much of a statement as a sentence holds. */
function start(text: string): string {
  const line = text.split('\n')[0]!.trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

const at = (line: number, what: string): UserError => new UserError(`Line ${line} of the script: ${what}.`);
