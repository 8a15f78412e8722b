/** A part of the room that is loaded when it is first shown. */

import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../errors.ts';

interface LazyProps<P> {
  readonly load: () => Promise<FunctionComponent<P>>;
  readonly props: P;
}

export function Lazy<P extends object>({ load, props }: LazyProps<P>) {
  const content = useSignal<FunctionComponent<P> | undefined>(undefined);
  const problem = useSignal('');
  useEffect(() => {
    load().then(
      (component) => {
        content.value = component;
      },
      (thrown: unknown) => {
        problem.value = `This could not be loaded: ${messageOf(thrown)}`;
      },
    );
  }, [load, content, problem]);
  const Content = content.value;
  if (Content !== undefined) return <Content {...props} />;
  return (
    <p class="hint model-hint" role="status">
      {problem.value || 'Loading…'}
    </p>
  );
}
