/**
 * Statement by statement: what changes the network is taken or refused with its line, what only records, draws or prints is passed over.
 */
import type { Script } from './compose.ts';
import { at, start } from './line.ts';
import {
  cellsOf,
  poissonOf,
  ruleOf,
  type ScriptGroup,
  type ScriptSynapses,
  synapsesOf,
  type Turned,
} from './objects.ts';
import { assignment, type Call, callOf, type PythonStatement, split, stringOf } from './python.ts';
import { ScriptValues } from './script-values.ts';

/** Calls that record, draw, print or set up what does not change the network. */
const passed =
  /^(?:StateMonitor|SpikeMonitor|PopulationRateMonitor|EventMonitor|start_scope|print|show|plot|figure|subplots?|xlabel|ylabel|title|legend|xlim|ylim|tight_layout|grid|axis|hist|set_device|device\.\w+|prefs\..*|plt\..*|np\.random\.seed|BrianLogger\..*|text|gca.*|\w*ax\w*\..*|fig\..*)$/;

export class ScriptReader {
  readonly #values = new ScriptValues();
  readonly #groups = new Map<string, ScriptGroup>();
  readonly #parts = new Map<string, string>();
  readonly #synapses = new Map<string, ScriptSynapses>();
  readonly #left: string[] = [];
  #dt = '0.1 ms';
  #seed: number | undefined;
  /** Of the runs, one after another. */
  readonly #durations: string[] = [];
  readonly #turned: Turned[] = [];
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
      dt: this.#dt,
      seed: this.#seed,
      durations: this.#durations,
      turned: this.#turned,
      left: this.#left,
    };
  }

  take(statement: PythonStatement): void {
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
  #later(statement: PythonStatement): void {
    const { text, line, outer } = statement;
    const call = callOf(text);
    const given = assignment(text);
    const [owner = '', variable = ''] = given?.target.split('.') ?? [];
    const group = this.#groups.get(owner);
    const value = given === undefined ? undefined : this.#values.attempt(given.value);
    const declared = group?.declared.some((d) => d.name === variable) ?? false;
    if (outer && (call?.name === 'run' || call?.name.endsWith('.run')))
      this.#durations.push(
        this.#values.quantity(call.positional[0] ?? call.named.get('duration') ?? '', line, 'the duration'),
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

  #leave({ text, line }: PythonStatement): void {
    this.#left.push(`line ${line}: ${start(text)}`);
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
      this.#durations.push(this.#values.quantity(positional[0] ?? named.get('duration') ?? '', line, 'the duration'));
      return;
    }
    if (name === 'seed') {
      const seed = Number(positional[0]);
      if (Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32) this.#seed = seed;
      return;
    }
    const joined = this.#synapses.get(owner!);
    if (joined !== undefined && method === 'connect') {
      joined.connect = ruleOf(call, joined, line, this.#values);
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

  #assign(
    { target, sign, value }: { target: string; sign: '=' | '+='; value: string },
    statement: PythonStatement,
  ): void {
    const { line, text } = statement;
    if (target === 'defaultclock.dt') {
      this.#dt = this.#values.quantity(value, line, 'the step');
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
    if (call !== undefined && this.#object(target, call, line)) return;
    const [whole, group, from, to] = /^([A-Za-z_]\w*)\s*\[\s*(.*?)\s*:\s*(.*?)\s*\]$/.exec(value) ?? [];
    if (whole !== undefined && group !== undefined && this.#groups.has(group)) {
      const { size } = this.#groups.get(group)!;
      const end = to === '' ? size : this.#values.count(to!, line);
      this.#parts.set(
        target,
        `${group}[${from === '' ? 0 : this.#values.count(from!, line)}:${end < 0 ? size + end : end}]`,
      );
      return;
    }
    this.#values.assign(target, sign, value, line);
  }

  /** Whether it makes something that is known. Throws where it makes what would change the network and is not. */
  #object(target: string, call: Call, line: number): boolean {
    switch (call.name) {
      case 'NeuronGroup':
        this.#groups.set(
          target,
          cellsOf(target, call, line, this.#values, (sentence) => this.#left.push(sentence)),
        );
        return true;
      case 'PoissonGroup':
        this.#groups.set(target, poissonOf(target, call, line, this.#values));
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
        if (
          /^(?:SpikeGeneratorGroup|PoissonInput|TimedArray|SpatialNeuron|Function|BinomialFunction|linked_var|Subgroup)$/.test(
            call.name,
          )
        )
          throw at(line, `${call.name} is not known here`);
        return false;
    }
  }

  #end(text: string, line: number): string {
    if (this.#groups.has(text)) return text;
    const part = this.#parts.get(text);
    if (part !== undefined) return part;
    throw at(line, `'${start(text)}' is no group that was made before`);
  }

  #attribute(owner: string, variable: string, sign: '=' | '+=', value: string, statement: PythonStatement): void {
    const { line, text } = statement;
    const joined = this.#synapses.get(owner);
    const whole = variable.replace(/\s*\[\s*:\s*\]$/, '');
    if (joined !== undefined) {
      if (sign === '+=' || !/^\w+$/.test(whole) || (whole !== 'delay' && whole !== joined.weightName))
        throw at(line, `'${start(text)}' is not known here`);
      const written = stringOf(value) ?? this.#values.quantity(value, line, whole);
      if (whole === 'delay') joined.delay = this.#values.constants(written);
      else joined.weight = this.#values.constants(written);
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
    const sized = written?.replaceAll(/\bN\b/g, this.#values.has('N') ? 'N' : `${group.size}`);
    group.initial.set(
      whole,
      sized ?? this.#values.listed(value, line) ?? this.#values.withOwn(value, owner, line, whole),
    );
  }
}

/** Names in texts of Python. */
const wordsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []);
