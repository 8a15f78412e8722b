/** What can be done to the chosen cells: a current, a kick, silence, a trace. Opens over the raster. */

import { useSignal } from '@preact/signals';
import { cellsText, parseQuantity, readCells, UserError } from '../../../../index.ts';
import { type Action, readDuration } from '../../../../live/index.ts';
import { counted } from '../../../../numbers/sentences.ts';
import { Icon } from '../../../controls/icon.tsx';
import { TextField } from '../../../controls/text-field.tsx';
import { withUnit } from '../../../entries.ts';
import { unitText } from '../../../quantity-text.ts';
import { type Session, traceLimit } from '../../../run/session.ts';

/** A default that moves most models: a nanoampere, or a few millivolts per millisecond. */
const currents: Readonly<Record<string, string>> = { pA: '1 nA', 'uA/cm^2': '10 uA/cm^2', 'mV/ms': '3 mV/ms' };

export function TouchBar({ session }: { session: Session }) {
  const cells = session.chosen.value;
  const population = session.populationOf(cells[0] ?? 0);
  const amplitude = useSignal<string | undefined>(undefined);
  const kick = useSignal<string | undefined>(undefined);
  const duration = useSignal(20);
  if (!session.touching.value || population === undefined) return null;
  const { drive, unit } = population;
  const current = amplitude.value ?? currents[drive] ?? `1 ${drive}`;
  const jump = kick.value ?? (unit === '' ? '1' : `30 ${unit}`);
  const none =
    cells.length === 0 ||
    population.variable === '' ||
    session.phase.value === 'opening' ||
    session.phase.value === 'failed';
  const lasting = duration.value;
  const act = (action: Action) => () => void session.act(action);
  return (
    <section class="touch" aria-label="touch cells">
      <span class="touch-part touch-cells">
        <span>{counted(cells.length, 'cell')}</span>
        <TextField
          id="touch-cells"
          name="numbers of the chosen cells, as in 0-99,120"
          numeric={false}
          shown={cellsText(cells)}
          onEnter={(text) => session.choose(text.trim() === '' ? [] : readCells(text))}
        />
      </span>
      <button
        type="button"
        class="button small"
        aria-pressed={session.lassoing.value}
        title="draw around spikes to choose their cells; Shift + drag does so too"
        onClick={() => (session.lassoing.value = !session.lassoing.peek())}
      >
        Lasso
      </button>
      <span class="touch-part">
        <TextField
          id="touch-current"
          name="current"
          shown={current}
          onEnter={(text) => (amplitude.value = quantity(text, drive, 'The current'))}
        />
        <span>for</span>
        <TextField
          id="touch-duration"
          name="how long a current or silence lasts"
          shown={Number.isFinite(lasting) ? `${lasting} ms` : 'ever'}
          onEnter={(text) => {
            duration.value = text.trim() === 'ever' ? Number.POSITIVE_INFINITY : readDuration(text);
          }}
        />
        <button
          type="button"
          class="button small"
          disabled={none}
          title={`inject ${current} into the chosen cells`}
          onClick={act({ kind: 'inject', cells, amplitude: current, duration: lasting })}
        >
          Inject
        </button>
        <button
          type="button"
          class="button small"
          disabled={none}
          title="hold the voltage of the chosen cells, so that they do not spike"
          onClick={act({ kind: 'silence', cells, duration: lasting })}
        >
          Silence
        </button>
      </span>
      <span class="touch-part">
        <TextField
          id="touch-kick"
          name="kick of the voltage"
          shown={jump}
          onEnter={(text) => (kick.value = quantity(text, unit, 'The kick'))}
        />
        <button
          type="button"
          class="button small"
          disabled={none}
          title={`move the voltage of the chosen cells by ${unitText(jump)} at once`}
          onClick={act({ kind: 'kick', cells, amplitude: jump })}
        >
          Kick
        </button>
      </span>
      <button
        type="button"
        class="button small"
        disabled={none}
        title={`trace the voltage of up to ${traceLimit} of the chosen cells`}
        onClick={() => session.pick(spread(cells, traceLimit))}
      >
        Record
      </button>
      <button
        type="button"
        class="bare touch-close"
        aria-label="close the bar and let the cells go"
        onClick={() => {
          session.touching.value = false;
          session.lassoing.value = false;
          session.choose([]);
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}

/** What was typed, with the unit where there was none. Throws a UserError. */
function quantity(text: string, unit: string, what: string): string {
  const full = withUnit(text.trim(), unit);
  const { value } = parseQuantity(full, parseQuantity(`1 ${unit}`).dimension, what);
  if (!Number.isFinite(value)) throw new UserError(`${what} must be a finite number.`);
  return full;
}

/** At most `count` of the sorted list, evenly spaced. */
function spread(list: readonly number[], count: number): number[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, k) => list[Math.round((k * (list.length - 1)) / (count - 1))]!);
}
