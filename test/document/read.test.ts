/** Texts to documents: what is read, and where mistakes are said to be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { build, DocumentError, type ExperimentDocument, jsonSchema, read, write } from '../../src/document/index.ts';
import { guideDocument } from './guide.ts';

/** The problems of a text, by read or by build. */
async function problemsOf(text: string) {
  try {
    build(await read(text, { name: 'my.yaml' }));
  } catch (error) {
    if (error instanceof DocumentError) return { problems: error.problems, message: error.message };
    throw error;
  }
  throw new Error('The document is right.');
}

const small = `galvani: 1
models:
  lif: { equations: "dv/dt = -v/(10 ms) : mV", threshold: v > -50 mV }
populations:
  cells: { model: lif, size: 10 }
run: { duration: 10 ms }
`;

describe('read', () => {
  it('takes YAML, JSON and plain data alike', async () => {
    const document = await read(small);
    expect(await read(JSON.stringify(document))).toEqual(document);
    expect(await read({ ...document })).toEqual(document);
    expect(await read(await write(document, { format: 'json' }))).toEqual(document);
    expect(await read(await write(document))).toEqual(document);
  });

  it('keeps the texts of the guide through YAML', async () => {
    const document = await read(guideDocument);
    expect(await read(await write(document))).toEqual(document);
  });

  it.each([
    [
      'an unknown key, the nearest named',
      small.replace('threshold', 'treshold'),
      3,
      48,
      /models\.lif\.treshold: A model of equations has no 'treshold'; did you mean 'threshold'\? Allowed are/,
    ],
    ['a missing key', small.replace('run: { duration: 10 ms }', 'run: {}'), 6, 6, /run: run needs 'duration'/],
    [
      'a value of another kind',
      small.replace('size: 10', 'size: [10]'),
      5,
      30,
      /populations\.cells\.size: a whole number.* is expected, not a list\./,
    ],
    [
      'a missing model',
      small.replace('model: lif', 'model: lfi'),
      5,
      19,
      /There is no model 'lfi'\. Did you mean 'lif'\?/,
    ],
    [
      'a mistake within an equation',
      small.replace('(10 ms)', '(10 ms + taw)'),
      3,
      42,
      /models\.lif\.equations: .*'taw'/,
    ],
    ['a wrong version', small.replace('galvani: 1', 'galvani: 2'), 1, 10, /version 2; this library reads version 1/],
    ['a duration of another dimension', small.replace('10 ms }', '10 mV }'), 6, 18, /run\.duration: .*voltage.*time/],
    ['broken YAML', small.replace('cells: {', 'cells: {{'), 6, 1, /sufficiently indented/],
    ['a key twice', `${small}run: { duration: 20 ms }\n`, 7, 1, /keys must be unique/],
    ['a name that is a number', small.replace('cells:', '7:'), 5, 3, /'7' cannot be a name here/],
  ])('places %s', async (_what, text, line, column, says) => {
    const { problems, message } = await problemsOf(text);
    expect(message).toMatch(says);
    expect(problems[0]!.place).toMatchObject({ line, column });
    expect(message).toContain(`my.yaml, line ${line}, column ${column}: `);
  });

  it('places mistakes within texts of several lines', async () => {
    const { problems } = await problemsOf(guideDocument.replace('g_e/(5 ms)', 'g_x/(5 ms)'));
    const lines = guideDocument.split('\n');
    const line = lines.findIndex((text) => text.includes('dg_e/dt'));
    expect(problems[0]!.place).toMatchObject({ line: line + 1, column: lines[line]!.indexOf('g_e/(5 ms)') + 1 });
  });

  it('names every mistake at once', async () => {
    const { problems } = await problemsOf(small.replace('threshold', 'treshold').replace('size: 10', 'size: -1'));
    expect(problems.map((p) => p.code)).toEqual(['unknown-key', 'kind']);
  });

  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a list', '[1, 2]'],
    ['a key that is a list', 'galvani: 1\n[a, b]: 2\n'],
    ['several documents', `${small}---\n${small}`],
    ['a nest without a floor', '['.repeat(30_000)],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((c, k) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[k]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['a tag of a program', 'galvani: !!js/function "function(){}"'],
  ])('refuses %s by a sentence', async (_what, text) => {
    await expect(read(text)).rejects.toThrow(DocumentError);
  });
});

describe('the JSON Schema', () => {
  it('is the one that docs publish (galvani check --schema > docs/experiment.schema.json)', () => {
    const published = readFileSync(new URL('../../docs/experiment.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
  });

  it('has every definition that it refers to', () => {
    const text = JSON.stringify(jsonSchema());
    const { $defs } = jsonSchema() as { $defs: object };
    const referred = new Set([...text.matchAll(/"#\/\$defs\/(\w+)"/g)].map((match) => match[1]));
    expect([...referred].sort()).toEqual(Object.keys($defs).sort());
  });

  it('is a type, too', () => {
    const document: ExperimentDocument = { galvani: 1, populations: {}, run: { duration: '1 ms' } };
    expect(build(document).network.populations).toEqual([]);
  });
});
