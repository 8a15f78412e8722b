/**
 * Scripts for Brian2 that are changed so that their network is another one: what comes of them must be a refusal, another document or
 * another word on what was passed over, never what came of the script that was not changed.
 */
import { readFileSync } from 'node:fs';
import { build, fromBrian2 } from '../../src/document/index.ts';
import { UserError } from '../../src/errors.ts';
import { scripts } from '../browser/brian2-scripts.ts';
import { dice } from './dice.ts';

export interface ImportsTried {
  readonly imports: number;
  readonly refused: number;
  /** Sentences on what should not have been. */
  readonly findings: string[];
}

/** Statements that change a network, put after a line of a script; `G` stands for a group of it, `S` for synapses. */
const meddling = [
  'S.pre.delay = 7*ms',
  'S.delay = 7*ms',
  "G.run_regularly('v = 0*mV', dt=10*ms)",
  "more = PoissonInput(G, 'v', 10, 5*Hz, weight=1*mV)",
  "late = Synapses(G, G, on_post='v += 1*mV')\nlate.connect()",
  'for k in range(3):\n    G.v = k*mV',
  'if True:\n    G.v = 3*mV',
  'given = SpikeGeneratorGroup(2, [0, 1], [1, 2]*ms)',
  "wave = TimedArray([1, 2]*mV, dt=5*ms)\nG.v = 'wave(t)'",
  '@network_operation(dt=1*ms)\ndef act():\n    G.v = 0*mV',
  'G.v = -51.375*mV',
  'defaultclock.dt = 0.0375*ms',
  "G.set_states({'v': 3*mV})",
  'S.w = 0.375*mV',
  'G.v[0] = -51.375*mV',
  'G[:1].v = -51.375*mV',
  "G.v['i < 1'] = -51.375*mV",
  "G.namespace['tau'] = 1.125*ms",
  'given = SpikeGeneratorGroup(2, [0]*3, np.arange(3)*ms, period=4*ms)',
  'tau = load_tau()',
  'if True:\n    tau = 1.125*ms',
  'G.threshold = 3',
  'run(3.75*ms)',
  'store()',
  'restore()',
  'net = Network(collect())\nnet.remove(G)',
  "G.events = {'custom': 'v > 0*mV'}",
];

/** A number of the script that stands in what the network is made of, and is written nowhere else. */
const figures = (script: string): { readonly at: number; readonly text: string }[] => {
  // What only draws or prints, and comments, may say what they like.
  const lines = script.split('\n');
  const out: { at: number; text: string }[] = [];
  let at = 0;
  for (const line of lines) {
    const counts = !/^\s*(#|plot|print|"""|'''|M\b|Mon|figure|subplot|xlabel|ylabel|show|title)|Monitor/.test(line);
    const [code = ''] = line.split('#');
    if (counts)
      for (const found of code.matchAll(/(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g))
        out.push({ at: at + found.index, text: found[0] });
    at += line.length + 1;
  }
  return out;
};

/** Scripts of pages and of test/golden, these without the statement whose values the next one replaces. */
const golden = JSON.parse(readFileSync('test/golden/imports_brian2.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, { readonly script: string }>>;
};
const synapses = JSON.parse(readFileSync('test/golden/brian2_synapses.json', 'utf8')) as {
  readonly cases: Readonly<Record<string, { readonly script: string }>>;
};
const every: readonly (readonly [name: string, script: string])[] = [
  ...Object.entries(scripts),
  // Without those that give a constant which they do not use.
  ...Object.entries(synapses.cases).flatMap(([name, { script }]) =>
    script.match(/\btaupost\b/g)?.length === 1 ? [] : [[name, script] as const],
  ),
  ...Object.entries(golden.scripts).map(
    ([name, { script }]) => [name, script.replace('G.v[[0, 5]] = [0.9, 0.8]\n', '')] as const,
  ),
];

/** Tries scripts number `from` and on, the same for one number. */
export function fuzzImports(from: number, count: number): ImportsTried {
  const all = every;
  const before = new Map(all.map(([name, script]) => [name, JSON.stringify(fromBrian2(script))]));
  const findings: string[] = [];
  let refused = 0;
  for (let number = from; number < from + count; number++) {
    const roll = dice(number);
    const [name, script] = all[roll(all.length)]!;
    const changed = roll(2) === 0 ? withFigure(script, roll) : withMeddling(script, roll);
    if (changed === undefined) continue;
    try {
      const { document, left } = fromBrian2(changed.script);
      build(document);
      if (JSON.stringify({ document, left }) === before.get(name))
        findings.push(`${number}: '${name}' with ${changed.what} is taken for what it was`);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) findings.push(`${number}: '${name}' with ${changed.what}: ${thrown}`);
      else if (thrown.message.length < 10) findings.push(`${number}: '${thrown.message}' is no sentence`);
      refused++;
    }
  }
  return { imports: count, refused, findings };
}

interface Changed {
  readonly script: string;
  readonly what: string;
}

function withFigure(script: string, roll: (n: number) => number): Changed | undefined {
  const found = figures(script);
  const one = found[roll(found.length)];
  if (one === undefined) return undefined;
  const text = `${Number(one.text) + 1 + roll(3)}`;
  const line = script.slice(0, one.at).split('\n').length;
  return {
    script: script.slice(0, one.at) + text + script.slice(one.at + one.text.length),
    what: `${text} for ${one.text} in line ${line}`,
  };
}

function withMeddling(script: string, roll: (n: number) => number): Changed | undefined {
  const group = /^(\w+)\s*=\s*NeuronGroup/m.exec(script)?.[1];
  const synapses = /^(\w+)\s*=\s*Synapses/m.exec(script)?.[1];
  const run = script.search(/^run\(/m);
  const words = meddling[roll(meddling.length)]!;
  if (group === undefined || run < 0 || (/\bS\b/.test(words) && synapses === undefined)) return undefined;
  if (/\btau\b/.test(words) && !/^tau = /m.test(script)) return undefined;
  const text = words.replace(/\bG\b/g, group).replace(/\bS\b/g, synapses ?? '');
  return { script: `${script.slice(0, run)}${text}\n${script.slice(run)}`, what: `'${text}'` };
}
