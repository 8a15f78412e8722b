/** Voltages of the picked cells. */

import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Trace } from '../../live/index.ts';
import { fixed } from '../../numbers/grouped.ts';
import { Icon } from '../controls/icon.tsx';
import { type LinePicture, LineView } from '../plots/line-view.tsx';
import { type Palette, usePalette } from '../plots/palette.ts';
import { GrowingRange } from '../plots/range.ts';
import { traceColour } from '../plots/shades.ts';
import { thin } from '../plots/thin.ts';
import { timeText } from './figures.ts';
import './late-start.css';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';
import { SpikeMarks } from './spike-marks.ts';

type RecordedTraces = typeof import('./recorded-traces.tsx');

export function TraceView({ session }: { session: Session }) {
  const palette = usePalette();
  const recorded = useSignal<RecordedTraces | undefined>(undefined);
  const asked = session.courses.value !== undefined;
  useEffect(() => {
    if (!asked) return;
    void import('./recorded-traces.tsx').then(({ CoursesChip, recordedTraces }) => {
      recorded.value = { CoursesChip, recordedTraces };
    });
  }, [asked, recorded]);
  const picture = useMemo(() => {
    const range = new GrowingRange();
    const marks = new SpikeMarks();
    return (width: number) => tracePicture(session, width, palette.peek(), range, marks, recorded.value);
  }, [session, palette, recorded.value]);
  const variable = session.populationOf(session.picked.value[0] ?? 0)?.variable ?? 'V';
  return (
    <div class="trace-frame">
      <TraceHead session={session} Courses={asked ? recorded.value?.CoursesChip : undefined} />
      <LineView session={session} name={`${variable} of the picked cells over time`} class="traces" picture={picture} />
      <LateStart session={session} />
    </div>
  );
}

const picked = (session: Session, record: RunRecord): Trace[] =>
  record.traces.views().filter((t) => session.picked.peek().includes(t.cell));

/** Least height of the axis: a cell at rest is a line, not its noise; mV, or another unit. */
const least = (unit: string) => (unit === 'mV' ? 20 : 1);

/** Before there is anything to show, mV. */
const empty = { low: -100, high: 60 };

function tracePicture(
  session: Session,
  width: number,
  colours: Palette,
  range: GrowingRange,
  marks: SpikeMarks,
  courses: RecordedTraces | undefined,
): LinePicture | undefined {
  const record = session.record.peek();
  if (record === undefined) return undefined;
  const { from, to } = session.view.span.peek();
  const { variable = 'V', unit = '' } = session.populationOf(session.picked.peek()[0] ?? 0) ?? {};
  const traces = picked(session, record).filter((t) => session.populationOf(t.cell)?.unit === unit);
  const recorded = courses?.recordedTraces(session, record, unit) ?? [];
  const lines = traces.map((t) => ({ colour: traceColour(record, session.picked.peek(), t.cell, colours) }));
  const reset = traces.map((trace, k) => ({ trace, ...lines[k]! })).filter((l) => resets(session, l.trace.cell));
  const data = thin([...traces, ...recorded], record.dt, from, to, width);
  const shown = JSON.stringify([variable, unit, record.epoch, [...traces, ...recorded].map((t) => t.cell)]);
  const values = data.slice(1) as (number | null)[][];
  const { low, high } = range.around(shown, values, least(unit)) ?? (unit === 'mV' ? empty : { low: 0, high: 1 });
  return {
    shape: {
      title: unit === '' ? variable : `${variable} (${unit})`,
      lines: [...lines, ...recorded.map(() => ({ colour: colours.text, dash: [4, 3] }))],
      timeAxis: true,
      palette: colours,
      low,
      high,
    },
    data,
    over: reset.length === 0 ? undefined : marks.over(record, reset, from, to, width),
  };
}

const resets = (session: Session, cell: number): boolean => session.populationOf(cell)?.resets === true;

interface TraceHeadProps {
  readonly session: Session;
  readonly Courses: RecordedTraces['CoursesChip'] | undefined;
}

/** One chip per cell: hue, number, value at the pointer, and a way to let it go. */
function TraceHead({ session, Courses }: TraceHeadProps) {
  const record = session.record.value;
  const cells = session.picked.value;
  return (
    <div class="plot-head">
      <ul class="legend chips" aria-label="traced cells">
        {cells.map((cell) => (
          <Chip key={cell} session={session} record={record} cell={cell} />
        ))}
        {Courses === undefined ? null : <Courses session={session} />}
        {cells.some((cell) => resets(session, cell)) ? <li class="hint">stroke: spike, no value</li> : null}
        {cells.length === 0 ? <li class="hint">click a spike to see its cell’s voltage</li> : null}
      </ul>
    </div>
  );
}

/** Where the window reaches back to when cells were not traced, says so in the room that this leaves. */
function LateStart({ session }: { session: Session }) {
  const text = useComputed(() => {
    const record = session.record.value;
    void record?.version.value;
    if (record === undefined) return '';
    const starts = picked(session, record).map((t) => t.firstStep);
    const latest = Math.max(0, ...starts) * record.dt;
    if (latest <= session.view.span.value.from) return '';
    return `${new Set(starts).size > 1 ? 'some ' : ''}not recorded before ${timeText(latest, record.dt)}`;
  });
  if (text.value === '') return null;
  return (
    <p class="late-start" title="Pick the cells while the run stands, and it is run again for what is missing.">
      {text}
    </p>
  );
}

function Chip({ session, record, cell }: { session: Session; record: RunRecord | undefined; cell: number }) {
  const palette = usePalette();
  const colour = record === undefined ? '' : traceColour(record, session.picked.value, cell, palette.value);
  const value = useComputed(() => {
    const now = session.record.value;
    void now?.version.value;
    const trace = now?.traces.views().find((t) => t.cell === cell);
    if (now === undefined || trace === undefined) return '';
    const pointer = session.view.pointer.value;
    const step = pointer === undefined ? now.steps - 1 : Math.round(pointer / now.dt) - 1;
    const v = trace.values[step - trace.firstStep];
    return v === undefined ? '' : `${fixed(v, 1)} ${session.populationOf(cell)?.unit ?? ''}`;
  });
  const group = record?.groups[record.table[cell] ?? record.groups.length];
  const unit = (one: number) => session.populationOf(one)?.unit;
  const foreign = unit(cell) !== unit(session.picked.value[0] ?? cell);
  return (
    <li class="chip">
      <span class="swatch line" style={{ background: colour }} />
      <span>
        cell {cell}
        {group === undefined ? '' : ` (${group.name})`}
      </span>
      <span class="chip-value">{value}</span>
      {foreign ? <span class="hint">in another unit, not drawn</span> : null}
      <button type="button" class="bare" aria-label={`stop tracing cell ${cell}`} onClick={() => session.pickOne(cell)}>
        <Icon name="close" />
      </button>
    </li>
  );
}
