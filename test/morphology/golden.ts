/** Golden files of cells with dendrites: see the head of each for tool, version, settings and date. */
import { readFileSync } from 'node:fs';

const folder = new URL('../golden/dendrites/', import.meta.url);

export interface Table {
  readonly comments: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function goldenTable(name: string): Table {
  const lines = readFileSync(new URL(`${name}.csv`, folder), 'utf8')
    .trim()
    .split('\n');
  const [header, ...rows] = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(','));
  return { comments: lines.filter((line) => line.startsWith('#')), columns: header!, rows };
}

export const goldenSwc = (name: string): string => readFileSync(new URL(`swc/${name}`, folder), 'utf8');

export const goldenCases = (): Record<string, GoldenCase> =>
  JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as Record<string, GoldenCase>;

export interface GoldenSection {
  readonly name: string;
  readonly pts?: readonly (readonly [number, number, number, number])[];
  readonly L?: number;
  readonly diam?: number;
  readonly nseg: number;
  readonly Ra: number;
  readonly cm: number;
  readonly parent: number | null;
  readonly parentx?: number | null;
  readonly mech: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface GoldenCase {
  readonly tstop: number;
  readonly cells: readonly { readonly sections: readonly GoldenSection[] }[];
  readonly clamps: readonly {
    readonly cell: number;
    readonly sec: number;
    readonly x: number;
    readonly del: number;
    readonly dur: number;
    readonly amp: number;
  }[];
  readonly syns?: readonly ({
    readonly kind: string;
    readonly cell: number;
    readonly sec: number;
    readonly x: number;
  } & Readonly<Record<string, number>>)[];
  readonly events?: readonly (readonly [number, number, number])[];
  readonly record: readonly (readonly [number, number, number, string?])[];
  readonly detect: readonly (readonly [number, number, number, number])[];
}
