/** A protocol's settings in a row of fields, how far its run is with a way to stop it, and what it failed of. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import type { Failure } from '../../tasks/failure.ts';

interface ProtocolField<Settings> {
  readonly key: keyof Settings & string;
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly whole?: boolean;
}

interface ProtocolProps<Settings> {
  readonly label: string;
  readonly fields: readonly ProtocolField<Settings>[];
  readonly settings: Settings;
  readonly onChange: (next: Partial<Settings>) => void;
  readonly job: {
    readonly busy: ReadonlySignal<boolean>;
    readonly failure: ReadonlySignal<Failure | undefined>;
    readonly parts: ReadonlySignal<readonly number[]>;
    stop(): void;
  };
  /** Whether how far it is stands elsewhere. */
  readonly busyApart?: boolean;
  /** Further settings. */
  readonly children?: ComponentChildren;
}

export function Protocol<Settings extends Readonly<Record<string, number>>>(props: ProtocolProps<Settings>) {
  const { label, fields, settings, onChange, job, busyApart = false, children } = props;
  return (
    <>
      <fieldset class="protocol" aria-label={label}>
        {fields.map(({ key, ...field }) => (
          <NumberField
            key={key}
            {...field}
            value={settings[key]!}
            onEnter={(value) => onChange({ [key]: value } as Partial<Settings>)}
          />
        ))}
        {children}
        {busyApart ? null : <Busy busy={job.busy} fraction={job.parts.value.at(-1)} onStop={() => job.stop()} />}
      </fieldset>
      <FailureText failure={job.failure.value} />
    </>
  );
}

/** Voltages that a clamp holds, mV. */
export const voltageRange: readonly [number, number] = [-150, 150];
