/**
 * Statement by statement: what changes the network is taken or refused with its line, what only records, draws or prints is passed over.
 */
import type { Script } from './compose.ts';
import type { ScriptEnd } from './connect.ts';
import type { ScriptGroup } from './group.ts';
import { at, start } from './line.ts';
import { cellsOf, type Turned } from './objects.ts';
import {
  assignment,
  type Call,
  callOf,
  isMain,
  type PythonAssignment,
  type PythonStatement,
  split,
  stringOf,
  withoutModule,
} from './python.ts';
import { entriesOf, ScriptValues } from './script-values.ts';
import { type Part, partOf, set, shifted, startOf, type Target, targetOf } from './starts.ts';
import { inputOf, type PoissonInput, poissonOf, spikesOf } from './stimuli.ts';
import { assign, connect, type ScriptSynapses, synapsesOf } from './synapses.ts';

/** Calls that record, draw, print or set up what does not change the network. */
const passed =
  /^(?:StateMonitor|SpikeMonitor|PopulationRateMonitor|EventMonitor|start_scope|print|show|plot|figure|subplots?|xlabel|ylabel|title|legend|xlim|ylim|tight_layout|grid|axis|hist|set_device|device\.\w+|prefs\..*|plt\..*|np\.random\.seed|BrianLogger\..*|text|gca.*|\w*ax\w*\..*|fig\..*)$/;

/** Calls that make or join something of the network, or run it. */
const MAKES = /\b(?:NeuronGroup|Synapses|run|connect|PoissonGroup|PoissonInput|SpikeGeneratorGroup|TimedArray)\s*\(/;

export class ScriptReader {
  readonly #values = new ScriptValues();
  readonly #groups = new Map<string, ScriptGroup>();
  readonly #parts = new Map<string, ScriptEnd>();
  readonly #synapses = new Map<string, ScriptSynapses>();
  readonly #left: string[] = [];
  /** What changes the network after a run, which counts once another follows. */
  #changed: PythonStatement | undefined;
  #seed: number | undefined;
  /** Of the runs, one after another. */
  readonly #durations: string[] = [];
  readonly #turned: Turned[] = [];
  readonly #inputs: PoissonInput[] = [];
  /** Sentences on what was made anew since the last run. */
  readonly #pending: string[] = [];
  /** What names of Brian2 stand behind: b2 after `import brian2 as b2`. */
  #module: string | undefined;
  /** Whether what is indented stands in a function or a class, whose names are its own. */
  #local = false;
  #title: string | undefined;
  /** A Network of the script's own: the names of what it runs; undefined: of all that there is. */
  #network: { readonly name: string; readonly line: number; readonly holds: Set<string> | undefined } | undefined;

  /** What was read by now. */
  get script(): Script {
    return {
      title: this.#title,
      values: this.#values,
      groups: this.#groups,
      synapses: this.#synapses,
      network: this.#network,
      dt: this.#values.dt,
      seed: this.#seed,
      durations: this.#durations,
      turned: this.#turned,
      inputs: this.#inputs,
      left: this.#left,
    };
  }

  take(given: PythonStatement): void {
    const [, prefix] = /^import\s+brian2(?:\s+as\s+(\w+))?$/.exec(given.text) ?? [];
    if (/^import\s+brian2\b/.test(given.text)) this.#module = prefix ?? 'brian2';
    this.#take(this.#module === undefined ? given : { ...given, text: withoutModule(given.text, this.#module) });
  }

  #take(statement: PythonStatement): void {
    const { text, line, outer } = statement;
    if (outer && this.#title === undefined && this.#groups.size === 0 && stringOf(text) !== undefined) {
      this.#title = stringOf(text)!.trim().split('\n')[0]!.trim();
      return;
    }
    if (/^@\s*network_operation\b/.test(text)) throw at(line, 'a network_operation is not known here');
    if (/^(?:(?:from|import|pass|return)\b|@)/.test(text)) return;
    if (this.#durations.length > 0) {
      this.#later(statement);
      return;
    }
    if (isMain(text)) return;
    const compound = /^(?:async\s+)?(?:for|while|if|elif|else|def|class|with|try|except|finally)\b/.test(text);
    if (outer) this.#local = /^(?:async\s+)?(?:def|class)\b/.test(text);
    if (!outer || compound) {
      const [, body = text] =
        /^(?:for|while|if|elif|else|def|class|with|try|except|finally)\b[^:]*:\s*(.+)$/s.exec(text) ?? [];
      if (MAKES.test(text) || this.#touches(text) || this.#touches(body))
        throw at(line, `'${start(text)}' stands in a loop, a condition or a function, which only Python can run`);
      if (!this.#local) this.#mayChange(text, body, line);
      return;
    }
    const given = assignment(text);
    if (given === undefined) this.#call(statement);
    else this.#assign(given, statement);
  }

  /** Names that a loop or a condition gives another value: nobody knows which it is then. */
  #mayChange(text: string, body: string, line: number): void {
    const [, goes = ''] = /^(?:async\s+)?for\s+(.+?)\s+in\b/s.exec(text) ?? [];
    const { target = '' } = assignment(body) ?? {};
    for (const name of wordsOf([goes])) this.#values.lose(name, line);
    if (/^[\w\s,()]*$/.test(target)) for (const name of wordsOf([target])) this.#values.lose(name, line);
  }

  /** After the first run: further runs, and parameters that are turned between them. What only draws is no loss. */
  #later(statement: PythonStatement): void {
    const { text, line, outer } = statement;
    const call = callOf(text);
    const given = assignment(text);
    const { owner = '', variable = '', of, at: some } = targetOf(given?.target ?? '') ?? {};
    const group = of === undefined && some === undefined ? this.#groups.get(owner) : undefined;
    const value = given === undefined ? undefined : this.#values.attempt(given.value);
    const declared = group?.declared.some((d) => d.name === variable) ?? false;
    if (outer && (call?.name === 'run' || call?.name.endsWith('.run'))) {
      if (this.#changed !== undefined)
        throw at(
          this.#changed.line,
          `'${start(this.#changed.text)}' changes the network between two runs; of parameters of a whole group that is known here, of nothing else`,
        );
      this.#run(call, line);
      this.#left.push(...this.#pending.splice(0));
    } else if (outer && given?.sign === '=' && group !== undefined && declared && value !== undefined)
      this.#turned.push({ group, variable, after: [...this.#durations], value });
    else if (outer && given !== undefined && this.#touches(text)) this.#changed ??= statement;
    else if (/(?:^|[^.\w])(?:run|restore)\s*\(/.test(text) || this.#touches(text)) this.#leave(statement);
    // Objects and constants that are made anew count for the runs that follow.
    else if (
      MAKES.test(text) ||
      (given !== undefined && wordsOf([given.target]).some((name) => this.#values.has(name)))
    )
      this.#pending.push(left(statement));
  }

  #run({ positional, named }: Call, line: number): void {
    const known = ['duration', 'report', 'report_period', 'profile', 'level'];
    const strange = [...named.keys()].find((key) => !known.includes(key));
    if (strange !== undefined) throw at(line, `'${strange}' of run is not known here`);
    this.#durations.push(this.#values.quantity(positional[0] ?? named.get('duration') ?? '', line, 'the duration'));
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

  #leave(statement: PythonStatement): void {
    this.#left.push(left(statement));
  }

  #call(statement: PythonStatement): void {
    const { text, line } = statement;
    const call = callOf(text);
    if (call === undefined) {
      if (this.#touches(text)) throw at(line, `'${start(text)}' is not known here`);
      return;
    }
    const { name, positional, named } = call;
    const [owner, method] = name.split('.');
    if (name === 'run' || method === 'run') {
      this.#run(call, line);
      return;
    }
    if (name === 'seed') {
      const seed = Number(this.#values.attempt(positional[0] ?? ''));
      if (Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32) this.#seed = seed;
      return;
    }
    const joined = this.#synapses.get(owner!);
    if (joined !== undefined && method === 'connect') {
      connect(joined, call, line);
      return;
    }
    const ofGroup = this.#groups.has(owner!) && method === 'set_states' && named.size === 0;
    const states = ofGroup && positional.length === 1 ? entriesOf(positional[0]!) : undefined;
    if (states !== undefined) {
      for (const [variable, value] of states)
        this.#start({ owner: owner!, variable, of: undefined, at: undefined }, '=', value, statement);
      return;
    }
    if (name === 'PoissonInput')
      throw at(line, 'a PoissonInput without a name is dropped by Brian2 before the run; give it one');
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

  #assign({ target, sign, value }: PythonAssignment, statement: PythonStatement): void {
    const { line, text } = statement;
    const chained = assignment(value);
    if (chained?.sign === '=' && /^[\w.[\]:]+$/.test(chained.target)) {
      if (MAKES.test(chained.value))
        throw at(line, `'${start(text)}' gives one object two names, which is not known here`);
      this.#assign(chained, statement);
      this.#assign({ target, sign, value: chained.value }, statement);
      return;
    }
    if (target === 'defaultclock.dt') {
      if (sign !== '=') throw at(line, `'${start(text)}' is not known here`);
      this.#values.dt = this.#values.quantity(value, line, 'the step');
      return;
    }
    const [, joined, place] = /^([A-Za-z_]\w*)\.([\s\S]+)$/.exec(target) ?? [];
    const synapses = joined === undefined ? undefined : this.#synapses.get(joined);
    if (synapses !== undefined) {
      if (sign !== '=') throw at(line, `'${start(text)}' is not known here`);
      assign(synapses, place!, value, statement);
      return;
    }
    const { owner } = targetOf(target) ?? {};
    if (owner !== undefined) {
      if (/^(?:prefs|plt|np|rcParams)$/.test(owner)) return;
      this.#attribute(target, sign, value, statement);
      return;
    }
    const names = split(target, ',');
    if (names.length > 1) {
      const values = split(/^[([]/.test(value) && callOf(value) === undefined ? value.slice(1, -1) : value, ',');
      if (values.length === names.length)
        names.forEach((name, k) => {
          this.#assign({ target: name, sign: '=', value: values[k]! }, statement);
        });
      else for (const name of names) this.#values.lose(name, line);
      return;
    }
    if (!/^[A-Za-z_]\w*$/.test(target)) {
      if (this.#touches(text)) throw at(line, `'${start(text)}' is not known here`);
      return;
    }
    const call = this.#values.text(value) === undefined ? callOf(value) : undefined;
    if (call?.name === 'Network') {
      const all = call.positional.some((part) => /\bcollect\s*\(\s*\)/.test(part));
      this.#network = { name: target, line, holds: all ? undefined : new Set(wordsOf(call.positional)) };
      return;
    }
    if (call !== undefined && this.#object(target, call, value, line)) return;
    const [, of = ''] = /^([A-Za-z_]\w*)\s*\[[^\]]*\]$/.exec(value) ?? [];
    if (this.#groups.has(of) || this.#parts.has(of)) {
      this.#parts.set(target, this.#end(value, line));
      return;
    }
    this.#values.assign(target, sign, value, line);
  }

  /** Whether it makes something that is known. Throws where it makes what would change the network and is not. */
  #object(target: string, call: Call, value: string, line: number): boolean {
    switch (call.name) {
      case 'NeuronGroup':
        this.#group(
          target,
          cellsOf(target, call, line, this.#values, (sentence) => this.#left.push(sentence)),
        );
        return true;
      case 'PoissonGroup':
        this.#group(target, poissonOf(target, call, line, this.#values));
        return true;
      case 'SpikeGeneratorGroup':
        this.#group(target, spikesOf(target, call, line, this.#values));
        return true;
      case 'TimedArray':
        this.#values.table(target, this.#values.tableOf(value, line));
        return true;
      case 'PoissonInput':
        this.#inputs.push(inputOf(target, call, line, this.#values, (text) => this.#cells(text, line)));
        return true;
      case 'Synapses':
        this.#synapses.set(
          target,
          synapsesOf(call, line, this.#values, (text, line) => this.#end(text, line)),
        );
        return true;
      case 'Equations':
        throw at(line, 'Equations with names to put in are not known here: write them out');
      default:
        if (passed.test(call.name)) return true;
        if (/^(?:SpatialNeuron|Function|BinomialFunction|linked_var|Subgroup)$/.test(call.name))
          throw at(line, `${call.name} is not known here`);
        return false;
    }
  }

  #end(text: string, line: number): ScriptEnd {
    if (this.#synapses.has(text))
      throw at(line, `'${text}' are synapses, and synapses that end on others are not known here`);
    const { group, cells } = this.#cells(text, line);
    const [first, end] = cells;
    const whole = this.#groups.has(text);
    return { text: whole ? text : `${group.name}[${cells.join(':')}]`, group: group.name, first, size: end - first };
  }

  #attribute(target: string, sign: string, value: string, statement: PythonStatement): void {
    const { line, text } = statement;
    const found = targetOf(target)!;
    const { owner } = found;
    const group = this.#groups.get(owner);
    if (group !== undefined && found.variable === 'namespace' && found.at !== undefined) {
      const name = stringOf(found.at);
      if (name === undefined || sign !== '=') throw at(line, `'${start(text)}' is not known here`);
      const space = group.namespace ?? new ScriptValues();
      space.assign(name, '=', this.#values.quantity(value, line, `'${name}'`), line);
      this.#groups.set(owner, { ...group, namespace: space });
    } else if (group !== undefined || this.#parts.has(owner)) this.#start(found, sign, value, statement);
    else if (this.#touches(text)) throw at(line, `'${start(text)}' is not known here`);
  }

  #group(name: string, group: ScriptGroup): void {
    this.#groups.set(name, group);
    this.#values.group(name, group.size);
  }

  /** The group and its cells [from, to) that a name, or a name with a range, stands for. */
  #cells(text: string, line: number): { readonly group: ScriptGroup; readonly cells: readonly [number, number] } {
    const [, name, range] = /^([A-Za-z_]\w*)\s*(?:\[\s*([^\]]*?)\s*\])?$/.exec(text) ?? [];
    const whole = this.#groups.get(name ?? '');
    const of = whole === undefined ? this.#parts.get(name ?? '') : undefined;
    const group = whole ?? this.#groups.get(of?.group ?? '');
    if (group === undefined) throw at(line, `'${start(text)}' is no group that was made before`);
    const from = of?.first ?? 0;
    const end = from + (of?.size ?? group.size);
    if (range === undefined || range === ':') return { group, cells: [from, end] };
    const part = partOf(range, [from, end], line, this.#values);
    if ('condition' in part || part.some((cell, k) => cell !== part[0]! + k) || part.length === 0)
      throw at(line, `'${start(text)}' is no range of cells`);
    return { group, cells: [part[0]!, part.at(-1)! + 1] };
  }

  /** A variable of cells, all or a part of them. */
  #start(
    { owner, variable, of, at: some }: Target,
    sign: string,
    value: string,
    { line, text }: PythonStatement,
  ): void {
    const { group, cells } = this.#cells(of === undefined ? owner : `${owner}[${of}]`, line);
    if (sign !== '=' || group.kind !== 'cells') throw at(line, `'${start(text)}' is not known here`);
    const [from, to] = cells;
    const all = from === 0 && to === group.size;
    const range = (): Part => Array.from({ length: to - from }, (_, k) => from + k);
    const part = some !== undefined ? partOf(some, cells, line, this.#values) : all ? undefined : range();
    const conditional = part !== undefined && 'condition' in part;
    const count = part === undefined || conditional ? to - from : part.length;
    const given = startOf(
      { value, owner, variable, size: to - from, count, all: part === undefined },
      line,
      this.#values,
    );
    if (typeof given !== 'string' && conditional)
      throw at(line, 'a list of values for the cells of a condition is not known here');
    const limited = conditional && !all ? { condition: `i >= ${from} and i < ${to} and (${part.condition})` } : part;
    set(group, variable, typeof given === 'string' ? shifted(given, from) : given, line, limited);
  }
}

const left = ({ text, line }: PythonStatement): string => `line ${line}: ${start(text)}`;

/** Names in texts of Python. */
const wordsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []);
