/** Voltages recorded elsewhere over those of the run; loaded with the first of them. */
import { useComputed } from '@preact/signals';
import type { Trace } from '../../live/index.ts';
import { courseDifference, courseOnSteps } from '../../recordings/index.ts';
import { Icon } from '../controls/icon.tsx';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

/** Voltages recorded elsewhere, of the picked cells; those of no cell are for the first. */
export function recordedTraces(session: Session, record: RunRecord, unit: string): Trace[] {
  const cells = session.picked.peek();
  return (session.courses.peek()?.lines ?? []).flatMap((course): Trace[] => {
    if (course.cell !== undefined && !cells.includes(course.cell)) return [];
    const trace = courseOnSteps(course, record.dt, unit, cells[0] ?? 0);
    return trace === undefined ? [] : [trace];
  });
}

/** What was recorded elsewhere, how far the run is from it, and a way to let it go. */
export function CoursesChip({ session }: { session: Session }) {
  const courses = session.courses.value;
  const text = useComputed(() => {
    const record = session.record.value;
    const [first] = session.picked.value;
    void session.courses.value;
    const { unit = '' } = session.populationOf(first ?? 0) ?? {};
    if (record === undefined) return '';
    const recorded = recordedTraces(session, record, unit);
    if (recorded.length === 0) return session.courses.value === undefined ? '' : nothingOf(session, unit);
    // While it runs, the figure would be of another time than what is seen.
    if (session.phase.value === 'running') return '';
    const own = record.traces.views();
    const found = recorded.flatMap((t) => courseDifference(t, own.find((o) => o.cell === t.cell) ?? nothing) ?? []);
    const count = found.reduce((n, one) => n + one.count, 0);
    if (count === 0) return ': no common time';
    const rms = Math.sqrt(found.reduce((sum, one) => sum + one.count * one.rms ** 2, 0) / count);
    return `: ${rms.toPrecision(3)} ${unit} apart (root mean square)`;
  });
  if (courses === undefined) return null;
  return (
    <li class="chip courses">
      <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
        <path d="M0 4H22" style={{ stroke: 'var(--text)', strokeWidth: 1.5, strokeDasharray: '4 3', fill: 'none' }} />
      </svg>
      <span role="status">
        {courses.name}
        {text}
      </span>
      <button
        type="button"
        class="bare"
        aria-label="take the recorded voltages away"
        onClick={() => {
          session.courses.value = undefined;
        }}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

const nothing: Trace = { cell: -1, firstStep: 0, values: new Float32Array(0) };

function nothingOf(session: Session, unit: string): string {
  const lines = session.courses.peek()?.lines ?? [];
  const cells = lines.flatMap(({ cell }) => cell ?? []);
  if (cells.length > 0 && !cells.some((cell) => session.picked.peek().includes(cell)))
    return `: pick cell ${cells.slice(0, 5).join(', ')} to see it`;
  return `: in ${lines[0]?.unit ?? 'another unit'}, not in ${unit || 'that of the run'}`;
}
