/** The study `claims`: its options, tables and facts. */
import { word } from '../options.ts';
import { type StudyTable, study, tableOf } from '../study.ts';
import { measureClaims, stories } from './measure/claims.ts';

const options = {
  story: word(
    'which',
    stories.map(({ name }) => name),
    'lif',
  ),
};

const marks = { holds: 1, partly: 0.5, fails: 0 } as const;

/** Facts are verdicts: 1 of a claim that holds, 0.5 of one that holds in part, 0 of one that fails. */
export const claimsStudy = study({
  name: 'claims',
  title: 'What tutorials claim of cells and networks, each claim judged by a run: 1 it holds, 0.5 in part, 0 it fails.',
  source: "the page's stories, which name their texts",
  options,
  run: measureClaims,
  tables: (sections) =>
    sections.flatMap(({ id, facts, lines, trains = {} }): StudyTable[] => [
      { name: id, columns: Object.entries(facts).map(([name, value]) => ({ name, values: [value] })) },
      ...Object.entries(lines).map(([name, points]) => tableOf(`${id}_${name}`, 'x', 'y', points)),
      ...Object.entries(trains).map(([name, values]) => ({
        name: `${id}_${name}`,
        columns: [{ name: 'time_ms', values }],
      })),
    ]),
  facts: (sections) =>
    Object.fromEntries(
      sections.flatMap(({ id, verdicts }) =>
        Object.entries(verdicts).map(([claim, verdict]) => [`${id}.${claim}`, marks[verdict]]),
      ),
    ),
});
