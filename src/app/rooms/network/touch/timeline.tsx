/** Below the raster, on its time axis: a mark for everything that was done to the network, and the way to take the last one back. */
import { effect, type Signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { cellsText } from '../../../../index.ts';
import { type Action, lasting, type ScheduledAction } from '../../../../live/index.ts';
import { amountText } from '../../../../numbers/amount.ts';
import { Icon } from '../../../controls/icon.tsx';
import { gutter } from '../../../plots/time-axis.ts';
import { timeText } from '../../../run/figures.ts';
import type { Session } from '../../../run/session.ts';

/** Marks drawn at once; of more, the latest. */
const most = 200;

/** 'inject 300 pA for 20 ms into 12 cells' */
function actionWords(action: Action): string {
  switch (action.kind) {
    case 'set':
      return `${action.name} = ${amountText(action.value)}`;
    case 'model': {
      const whose = action.population === '' ? '' : ` of ${action.population}`;
      return action.model === undefined ? `back to the original model${whose}` : `model${whose} edited`;
    }
    case 'inject':
      return `${action.amplitude}${lasting(action.duration)} into ${who(action.cells)}`;
    case 'silence':
      return `${who(action.cells)} silenced${lasting(action.duration)}`;
    case 'kick':
      return `${who(action.cells)} kicked by ${action.amplitude}`;
  }
}

function who(cells: readonly number[]): string {
  const text = cellsText(cells);
  if (cells.length === 1) return `cell ${text}`;
  return text.length <= 16 ? `cells ${text}` : `${cells.length} cells`;
}

export function Timeline({ session }: { session: Session }) {
  const done = session.done.value;
  const pointed = useSignal('');
  const last = done.at(-1);
  const dt = session.record.value?.dt ?? 0.1;
  const told = (i: ScheduledAction) => `${timeText(i.step * dt, dt)}: ${actionWords(i.action)}`;
  const undoes =
    last !== undefined ? told(last) : session.history.canUndo.value ? 'the last change of the experiment' : undefined;
  return (
    <section class="timeline" aria-label="what was done to the network">
      <button
        type="button"
        class="bare undo"
        disabled={last === undefined && !session.history.canUndo.value}
        aria-label={undoes === undefined ? 'undo: nothing was done yet' : `undo ${undoes}`}
        title={undoes === undefined ? 'nothing to undo' : `undo (Ctrl + Z): ${undoes}`}
        onClick={() => session.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="bare redo"
        disabled={!session.history.canRedo.value}
        aria-label="do again what was undone"
        title="do again what was undone (Ctrl + Y)"
        onClick={() => session.redo()}
      >
        <Icon name="undo" />
      </button>
      <Marks session={session} told={told} pointed={pointed} />
      <p class="timeline-told">{pointed.value || (last === undefined ? '' : told(last))}</p>
    </section>
  );
}

interface MarksProps {
  readonly session: Session;
  readonly told: (i: ScheduledAction) => string;
  /** Text of the mark under the pointer. */
  readonly pointed: Signal<string>;
}

/** Drawn once per change; while the time axis moves, the whole is shifted. */
function Marks({ session, told, pointed }: MarksProps) {
  const track = useRef<HTMLOListElement>(null);
  const width = useComputed(() => {
    const { from, to } = session.view.span.value;
    // Rounded, so that a span that only moves is the same span.
    return Number((to - from).toPrecision(9));
  });
  useEffect(
    () =>
      effect(() => {
        const { from, to } = session.view.span.value;
        track.current!.style.transform = `translateX(${((-100 * from) / (to - from)).toFixed(4)}%)`;
      }),
    [session],
  );
  const dt = session.record.value?.dt ?? 0.1;
  const marks = [
    ...session.done.value.map((i) => ({ i, kind: 'done' })),
    ...session.pending.value.map((i) => ({ i, kind: 'pending' })),
  ].slice(-most);
  const share = 100 / width.value;
  return (
    <div class="timeline-marks" style={{ left: `${gutter.left}px`, right: `${gutter.right - 3}px` }}>
      <ol ref={track}>
        {marks.map(({ i, kind }, k) => (
          <li
            key={`${i.step} ${k}`}
            class={`do ${kind} do-${i.action.kind}`}
            onPointerEnter={() => (pointed.value = told(i))}
            onPointerLeave={() => (pointed.value = '')}
            style={{ left: `${(i.step * dt * share).toFixed(4)}%`, width: widthOf(i.action, share) }}
          >
            <span class="spoken">{told(i)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What lasts is as long as it lasts, at least wide enough to be seen. `share`: percent per ms. */
function widthOf(action: Action, share: number): string {
  const duration = 'duration' in action ? Math.min(action.duration, 1e6) : 0;
  return `max(3px, ${(duration * share).toFixed(4)}%)`;
}
