/** CONTRIBUTING's picture of the house and the rules that hold the imports to it say the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

interface Side {
  readonly path?: string;
  readonly pathNot?: string;
}
interface Rule {
  readonly name: string;
  readonly from: Side;
  readonly to: Side;
}

const root = new URL('..', import.meta.url);
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { forbidden: readonly Rule[] };

/** Storeys of the picture, the highest first; each line begins with its rooms, two spaces or more before what they are. */
const storeys = /\n\n((?: {4}\S.*\n)+)\nWhere the picture/
  .exec(readFileSync(new URL('CONTRIBUTING.md', root), 'utf8'))![1]!
  .split('\n')
  .map((line) =>
    line
      .trim()
      .split(/ {2,}|(?<=stimuli) /)[0]!
      .split(/, | \| /),
  )
  // The shaders and the Python package are no modules.
  .filter(([room]) => room !== '' && !room!.endsWith('/'));

const fileOf = (room: string): string => (room.endsWith('.ts') ? `src/${room}` : `src/${room}/x.ts`);

const matches = ({ path, pathNot }: Side, file: string): boolean =>
  (path === undefined || new RegExp(path).test(file)) && (pathNot === undefined || !new RegExp(pathNot).test(file));

/** Names of the rules that forbid `from` to import `to`. */
const rulesAgainst = (from: string, to: string): string[] =>
  forbidden
    .filter((rule) => (rule.from.path ?? rule.to.path) !== undefined)
    .filter((rule) => matches(rule.from, fileOf(from)) && matches(rule.to, fileOf(to)))
    .map(({ name }) => name);

test('the picture has every room of src', () => {
  const rooms = readdirSync(new URL('src', root)).filter((name) => !name.endsWith('.d.ts'));
  expect(storeys.flat().sort()).toEqual(rooms.sort());
});

test('no room may import one of a higher storey, and any may import one of a lower', () => {
  storeys.forEach((storey, i) => {
    for (const lower of storeys.slice(i + 1).flat())
      for (const upper of storey) {
        expect(rulesAgainst(lower, upper), `${lower} imports ${upper}`).not.toEqual([]);
        // The page has the public API only.
        if (!['app', 'element', 'widget'].includes(upper))
          expect(rulesAgainst(upper, lower), `${upper} imports ${lower}`).toEqual([]);
      }
  });
});

test('engines and emitters never see one another; the page sees the public API, presets and export', () => {
  expect(rulesAgainst('engine', 'emit')).toEqual(['engine-knows-no-emitter']);
  expect(rulesAgainst('emit', 'engine')).toEqual(['emitter-knows-no-engine']);
  for (const front of ['app', 'element', 'widget'])
    expect(rulesAgainst(front, 'simulate')).toEqual(['page-uses-the-public-api']);
  for (const room of ['index.ts', 'presets', 'export', 'run', 'numbers', 'errors.ts'])
    expect(rulesAgainst('app', room)).toEqual([]);
});

/** Names of the rules that forbid one folder of the page to import another. */
const pageRulesAgainst = (from: string, to: string): string[] =>
  forbidden
    .filter(({ name }) => /^(page-(?!uses)|rooms-)/.test(name))
    .filter((rule) => matches(rule.from, `src/app/${from}/x.ts`) && matches(rule.to, `src/app/${to}/x.ts`))
    .map(({ name }) => name);

test('within the page: rooms stand on runs, runs on plots, plots on neither', () => {
  const storeys = [['rooms/network'], ['run', 'worker', 'own'], ['controls'], ['plots'], ['tasks', 'symbols']];
  storeys.forEach((storey, i) => {
    for (const lower of storeys.slice(i + 1).flat())
      for (const upper of storey) {
        expect(pageRulesAgainst(lower, upper), `${lower} imports ${upper}`).not.toEqual([]);
        expect(pageRulesAgainst(upper, lower), `${upper} imports ${lower}`).toEqual([]);
      }
  });
  expect(rulesAgainst('element', 'app/rooms/network')).toEqual(['element-knows-no-room']);
});
