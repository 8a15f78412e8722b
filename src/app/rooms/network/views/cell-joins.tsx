/** What joins one cell to others, as the run has it: its couplings with what each adds now, and its synapses with what they keep. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CellCoupling } from '../../../../index.ts';
import { type CellSynapses, readableUnit } from '../../../../live/index.ts';
import { grouped } from '../../../../numbers/grouped.ts';
import { counted } from '../../../../numbers/sentences.ts';
import { numberText, unitText } from '../../../quantity-text.ts';
import { timeText } from '../../../run/figures.ts';
import type { Session } from '../../../run/session.ts';
import type { TaskClient } from '../../../tasks/client.ts';
import { useAsked } from './asked.ts';
import { Pick } from './pick.tsx';
import type { ViewTasks } from './worker/view-tasks.ts';

/** Rows of one table; what is beyond is counted. */
const MOST_ROWS = 50;

interface Found {
  readonly cell: number;
  readonly step: number;
  readonly couplings: readonly CellCoupling[];
  readonly problem: string | undefined;
  readonly synapses: readonly CellSynapses[];
}

interface CellJoinsProps {
  readonly session: Session;
  readonly tasks: TaskClient<ViewTasks>;
  readonly choose: preact.JSX.Element;
}

export function CellJoins({ session, tasks, choose }: CellJoinsProps) {
  const record = session.record.value;
  const picked = session.picked.value;
  const { cell: own } = session.look;
  const cell = own.value !== undefined && picked.includes(own.value) ? own.value : picked[0];
  const asked = useSignal(cell);
  useEffect(() => {
    asked.value = cell;
  }, [asked, cell]);
  const { output, problem } = useAsked<Found>(
    () => [
      session.record.value?.description,
      session.record.value?.version.value,
      asked.value,
      session.experiment.value,
    ],
    async (signal) => {
      const at = asked.peek();
      const description = session.record.peek()?.description;
      if (description === undefined || at === undefined) return undefined;
      const couplings = await session.couplings(at);
      const read = await session.synapses();
      if (couplings === undefined || read === undefined) return undefined;
      const units = description.synaptic.map(({ projection, name, unit }) => ({ projection, name, unit }));
      const input = { experiment: session.begun(), cell: at, now: read.weights, units, most: MOST_ROWS };
      const synapses = await tasks.ask('joins', input, { signal });
      return { cell: at, step: couplings.step, couplings: couplings.couplings, problem: couplings.problem, synapses };
    },
    [session, tasks],
  );
  const found = output.value?.cell === cell ? output.value : undefined;
  const time = found && record ? timeText(found.step * record.dt, record.dt) : '';
  return (
    <div class="view" data-view="synapses" data-ready={found === undefined ? undefined : 'true'}>
      {found === undefined ? (
        <p class="view-wait" role="status">
          {problem.value ?? (cell === undefined ? 'Click a spike in the raster to choose a cell.' : '…')}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
        <section class="view-plot joins" tabIndex={0} aria-label={`what joins cell ${cell} to others`}>
          {found.problem === undefined ? null : <p class="problem">{found.problem}</p>}
          {found.couplings.map((coupling) => (
            <Junctions
              key={`${coupling.name} ${coupling.direction} ${coupling.into} ${coupling.population}`}
              coupling={coupling}
            />
          ))}
          {found.synapses.map((synapses) => (
            <Synapses key={synapses.name} synapses={synapses} />
          ))}
          {found.couplings.length + found.synapses.length === 0 ? (
            <p class="view-wait">{found.problem === undefined ? `Nothing joins cell ${cell} to others.` : ''}</p>
          ) : null}
        </section>
      )}
      <div class="view-words">
        {choose}
        <Pick view="joins" name="cell" value={`${cell ?? ''}`} onPick={(text) => (own.value = Number(text))}>
          {picked.map((c) => `${c}`)}
        </Pick>
        <p class="faint">
          {time === '' ? '' : `At ${time}. `}Junctions add what follows from the state of the cells as it is; weights
          and variables of synapses are those of the run, partners and delays made anew from the same seed. Cells are
          those traced above.
        </p>
      </div>
    </div>
  );
}

const ways = { both: 'at both ends', in: 'into it', out: 'from it' } as const;

function Junctions({ coupling }: { coupling: CellCoupling }) {
  const { name, direction, into, population, partnersAt, partners, weights, conductances, adds } = coupling;
  const [addsUnit, addsBy] = shown(coupling.unit);
  const [gUnit, gBy] = shown(coupling.conductanceUnit);
  const [wUnit, wBy] = shown(coupling.weightUnit);
  const total = adds.reduce((sum, x) => sum + addsBy * x, 0);
  const end = direction === 'out' ? '' : `, in all ${short(total)}${addsUnit && ` ${addsUnit}`} to ${into}`;
  // A weight that is the conductance is one figure.
  const isConductance =
    conductances && weights && conductances.every((g, k) => short(gBy * g) === short(wBy * weights[k]!));
  const columns = [
    ...(conductances ? [{ title: withUnit('conductance', gUnit), of: (k: number) => gBy * conductances[k]! }] : []),
    ...(weights && !isConductance ? [{ title: withUnit('weight', wUnit), of: (k: number) => wBy * weights[k]! }] : []),
    {
      title: withUnit(direction === 'out' ? `adds to ${into}` : 'adds', addsUnit),
      of: (k: number) => addsBy * adds[k]!,
    },
  ];
  return (
    <Table
      caption={`${name}, ${ways[direction]}: ${counted(partners.length, 'junction', 'junctions', number)} with ${population}${partnersAt ? ` at ${partnersAt}` : ''}${end}`}
      first="cell"
      rows={Array.from(partners.subarray(0, MOST_ROWS), (partner, k) => ({
        first: `${partner}`,
        values: columns.map(({ of }) => of(k)),
      }))}
      columns={columns.map(({ title }) => title)}
      count={partners.length}
    />
  );
}

function Synapses({ synapses }: { synapses: CellSynapses }) {
  const { name, into, from, sources, columns } = synapses;
  const caption = `${name}: ${counted(into, 'synapse', 'synapses', number)} onto it, ${grouped(`${from}`)} from it`;
  // Nothing differs from one to the next.
  if (columns.length === 0)
    return (
      <p class="joins-words">
        {caption}
        {into === 0
          ? ''
          : `; from ${sources.join(', ')}${into > sources.length ? ` and ${grouped(`${into - sources.length}`)} more` : ''}`}
      </p>
    );
  return (
    <Table
      caption={caption}
      first="from"
      rows={Array.from(sources, (source, k) => ({
        first: `${source}`,
        values: columns.map(({ values }) => values[k]!),
      }))}
      columns={columns.map((c) => withUnit(c.name, unitText(c.unit === '1' ? '' : c.unit)))}
      count={into}
    />
  );
}

interface TableProps {
  readonly caption: string;
  readonly first: string;
  readonly rows: readonly { readonly first: string; readonly values: readonly number[] }[];
  readonly columns: readonly string[];
  /** Of all rows, those that are left out among them. */
  readonly count: number;
}

function Table({ caption, first, rows, columns, count }: TableProps) {
  return (
    <table class="figures">
      <caption>{caption}</caption>
      {rows.length === 0 ? null : (
        <>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {columns.map((title) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, k) => (
              <tr key={k}>
                <th scope="row">{row.first}</th>
                {row.values.map((value, c) => (
                  <td key={columns[c]}>{short(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </>
      )}
      {count > rows.length && rows.length > 0 ? (
        <tfoot>
          <tr>
            <td class="words" colSpan={columns.length + 1}>
              and {grouped(`${count - rows.length}`)} more
            </td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

const short = (value: number): string => (Number.isFinite(value) ? numberText(Number(value.toPrecision(4))) : '–');

const number = (n: number): string => grouped(`${n}`);

const withUnit = (title: string, unit: string): string => (unit === '' ? title : `${title} (${unit})`);

/** The unit to show, and what values are times of it. */
function shown(unit: string): readonly [unit: string, by: number] {
  if (unit === '' || unit === '1') return ['', 1];
  const { unit: read, factor } = readableUnit(unit);
  return [unitText(read), factor];
}
