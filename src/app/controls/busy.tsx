/** How far a question is, with a way to stop it, and what it failed of. Both keep their places. */
import type { ReadonlySignal } from '@preact/signals';
import type { Failure } from '../tasks/failure.ts';

interface BusyProps {
  readonly busy: ReadonlySignal<boolean>;
  /** 0…1; undefined where it cannot be told. */
  readonly fraction: number | undefined;
  readonly onStop: () => void;
}

export function Busy({ busy, fraction, onStop }: BusyProps) {
  if (!busy.value) return <span class="busy" />;
  const percent = fraction === undefined ? undefined : Math.round(100 * fraction);
  return (
    <span class="busy" role="status">
      <progress max={100} {...(percent === undefined ? {} : { value: percent })} aria-label="progress" />
      <span class="percent">{percent === undefined ? '' : `${percent} %`}</span>
      <button type="button" class="shortcut" onClick={onStop}>
        stop
      </button>
    </span>
  );
}

export function FailureText({ failure }: { failure: Failure | undefined }) {
  if (failure === undefined) return null;
  return (
    <p class="lab-failure" role="alert">
      {failure.kind === 'internal' ? `A fault in Galvani: ${failure.message}` : failure.message}
    </p>
  );
}
