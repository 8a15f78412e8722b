/** YAML and JSON texts: both are read by one parser, which knows the places. Loaded when the first text is read or written. */
import { Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar, visit } from 'yaml';
import type { PlacedProblem, TextPlace } from './error.ts';
import type { Path, Problem } from './schema/kinds.ts';

interface Parsed {
  readonly value: unknown;
  readonly problems: readonly PlacedProblem[];
  place(problem: Problem): TextPlace | undefined;
}

/** Uses of anchors, all together. */
const MAX_ALIASES = 100;

export function parseText(text: string): Parsed {
  const counter = new LineCounter();
  const placeAt = (at: number, length: number): TextPlace => {
    const { line, col } = counter.linePos(at);
    return { at, length: Math.max(1, length), line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = (sentence: string, place?: TextPlace): Parsed => ({
    value: undefined,
    problems: [{ path: [], code: 'syntax', sentence, place }],
    place: () => undefined,
  });
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, version: '1.2', merge: false });
    const wrong = [...document.errors, ...document.warnings];
    if (wrong.length > 0) {
      const problems = wrong.map(({ message, pos }) => {
        const sentence = `${message.split('\n')[0]!.replace(/\.?$/, '.')}`;
        return { path: [], code: 'syntax', sentence, place: placeAt(pos[0], pos[1] - pos[0]) } as const;
      });
      return { value: undefined, problems, place: () => undefined };
    }
    const keys: PlacedProblem[] = [];
    visit(document, {
      Pair(_key, { key }) {
        if (isScalar(key)) return;
        const [from, to] = (key as Node | null)?.range ?? [0, 1];
        const sentence = 'a key is a name, and this one is a list, an object or an alias.';
        keys.push({ path: [], code: 'syntax', sentence, place: placeAt(from, to - from) });
      },
    });
    if (keys.length > 0) return { value: undefined, problems: keys, place: () => undefined };
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    // What the parser throws instead of noting: too deep a nest, too many aliases, aliases without an anchor.
    if (error instanceof RangeError) return broken('the text is nested too deeply.');
    if (error instanceof ReferenceError) return broken(`${error.message.replace(/\.?$/, '.')}`);
    throw error;
  }
  return { value, problems: [], place: (problem) => placeOf(document, text, problem, placeAt) };
}

function placeOf(
  document: Document.Parsed,
  text: string,
  { path, onKey, inner }: Problem,
  placeAt: (at: number, length: number) => TextPlace,
): TextPlace | undefined {
  const node = nodeAt(document, path, onKey === true);
  if (!node?.range) return undefined;
  const [from, to] = node.range;
  const within = inner === undefined ? undefined : innerPlace(text, from, to, inner);
  if (within !== undefined) return placeAt(within, inner!.length);
  const line = text.indexOf('\n', from);
  return placeAt(from, Math.min(to, line < 0 ? text.length : line) - from);
}

/** Where a text's line with the place stands in the source, if it stands there as it is, and once. */
function innerPlace(
  source: string,
  from: number,
  to: number,
  { text, at }: NonNullable<Problem['inner']>,
): number | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(start, end < 0 ? text.length : end);
  const bare = line.trim();
  if (bare === '') return undefined;
  const found = source.indexOf(bare, from);
  if (found < 0 || found >= to) return undefined;
  const again = source.indexOf(bare, found + 1);
  if (again >= 0 && again < to) return undefined;
  return found + (at - start) - (line.length - line.trimStart().length);
}

/** The node of a path, or the deepest on the way to it. */
function nodeAt(document: Document.Parsed, path: Path, onKey: boolean): Node | undefined {
  let node = document.contents as Node | null;
  let parent: Node | null = node;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String((item.key as Scalar).value) === String(step));
      if (pair === undefined) return node as Node;
      if (onKey && depth === path.length - 1) return pair.key as Node;
      parent = pair.key as Node;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      parent = node as Node;
      node = (node.items[Number(step)] ?? null) as Node | null;
    } else return (node ?? parent ?? undefined) as Node | undefined;
    if (node === null) return (parent ?? undefined) as Node | undefined;
  }
  return (node ?? undefined) as Node | undefined;
}

/** Longest list or object that stands on one line. */
const ONE_LINE = 90;

/** The YAML text of plain data: short lists and options on one line, texts of several lines as blocks. */
export function yamlText(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node, path) {
      // The top of the document and its sections are read line by line.
      if (path.length < 4) return undefined;
      const plain = node.toJSON() as unknown;
      const isList = isSeq(node) && node.items.every((item) => isScalar(item));
      if (isList || (JSON.stringify(plain).length <= ONE_LINE && !/\\n/.test(JSON.stringify(plain)))) {
        node.flow = true;
        return visit.SKIP;
      }
      return undefined;
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}
