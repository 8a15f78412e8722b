/** A protocol's settings in a row of fields, how far its run is with a way to stop it, and what it failed of. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Busy, FailureText } from '../../controls/busy.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import type { Failure } from '../../tasks/failure.ts';
import type { Laboratory } from './laboratory.ts';
import type { ProtocolNumber } from './protocols.ts';

interface ProtocolProps {
  readonly laboratory: Laboratory;
  readonly label: string;
  /** Those without `onEnter` are the views' own. */
  readonly fields: readonly (ProtocolNumber & { readonly onEnter?: (value: number) => void })[];
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

export function Protocol({ laboratory, label, fields, job, busyApart = false, children }: ProtocolProps) {
  return (
    <>
      <fieldset class="protocol" aria-label={label}>
        {fields.map(({ name, ...field }) => (
          <NumberField
            key={name}
            id={name}
            onEnter={(value: number) => laboratory.setProtocol(name, value)}
            {...field}
          />
        ))}
        {children}
        {busyApart ? null : <Busy busy={job.busy} fraction={job.parts.value.at(-1)} onStop={() => job.stop()} />}
      </fieldset>
      <FailureText failure={job.failure.value} />
    </>
  );
}
