/** A one-line entry that is read when it is left or Enter is pressed; what cannot be read stays, with a sentence under it. */
import { useSignal } from '@preact/signals';
import { UserError } from '../../index.ts';

interface TextFieldProps {
  readonly id: string;
  /** Spoken name; the visible label stands elsewhere if `label` is false. */
  readonly name: string;
  /** Text that stands for the present value. */
  readonly shown: string;
  /** Takes the entry, or throws a UserError with the sentence to show. */
  readonly onEnter: (text: string) => void;
  readonly numeric?: boolean;
}

export function TextField({ id, name, shown, onEnter, numeric = true }: TextFieldProps) {
  const draft = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const enter = () => {
    const text = draft.value;
    if (text === undefined) return;
    try {
      if (text !== shown) onEnter(text);
      draft.value = undefined;
      problem.value = undefined;
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      problem.value = thrown.message;
    }
  };
  const leave = () => {
    draft.value = undefined;
    problem.value = undefined;
  };
  return (
    <>
      <input
        id={id}
        class={numeric ? 'field number' : 'field'}
        type="text"
        inputMode="text"
        autocomplete="off"
        spellcheck={false}
        aria-label={name}
        aria-invalid={problem.value !== undefined}
        aria-describedby={problem.value === undefined ? undefined : `${id}-problem`}
        value={draft.value ?? shown}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onBlur={enter}
        onKeyDown={(event) => {
          if (event.key === 'Enter') enter();
          if (event.key === 'Escape') leave();
        }}
      />
      {problem.value === undefined ? null : (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem.value}
        </p>
      )}
    </>
  );
}
