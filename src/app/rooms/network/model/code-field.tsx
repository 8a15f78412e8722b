/** A field for equations: colours under the text, a line under a mistake, and words to complete with. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import {
  type Completion,
  type CompletionOffer,
  completions,
  type DraftProblem,
  type HighlightPiece,
  highlight,
  type ModelSymbols,
} from '../../../../live/index.ts';

interface CodeFieldProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly symbols: ModelSymbols;
  readonly problem: DraftProblem | undefined;
  readonly placeholder?: string;
  /** One line: Enter leaves it. */
  readonly single?: boolean;
  readonly onInput: (text: string) => void;
}

export function CodeField(props: CodeFieldProps) {
  const { id, label, text, symbols, problem, placeholder = '', single = false, onInput } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const under = useRef<HTMLPreElement>(null);
  const caretMark = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const offer = useSignal<CompletionOffer | undefined>(undefined);
  const chosen = useSignal(0);
  /** Whether a choice was moved to. */
  const moved = useRef(false);
  /** Where the caret goes after a completion has been written. */
  const next = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    if (next.current === undefined) return;
    area.current!.setSelectionRange(next.current, next.current);
    next.current = undefined;
  });
  useLayoutEffect(() => {
    const mark = caretMark.current;
    const box = list.current;
    if (mark === null || box === null) return;
    const width = under.current!.clientWidth;
    box.style.top = `${mark.offsetTop + mark.offsetHeight - area.current!.scrollTop}px`;
    box.style.left = `${Math.max(0, Math.min(mark.offsetLeft, width - 180))}px`;
  });

  const look = () => {
    const { selectionStart, selectionEnd, value } = area.current!;
    offer.value = selectionStart === selectionEnd ? completions(value, selectionStart, symbols) : undefined;
    chosen.value = 0;
    moved.current = false;
  };
  const accept = (option: Completion) => {
    const { from, to } = offer.value!;
    next.current = from + option.word.length;
    offer.value = undefined;
    onInput(text.slice(0, from) + option.word + text.slice(to));
    area.current!.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const options = offer.value?.options;
    if (options === undefined) {
      if (single && event.key === 'Enter') event.preventDefault();
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        moved.current = true;
        chosen.value = (chosen.value + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
        break;
      case 'Tab':
        // A word that is one already is not made another by leaving the field.
        if (event.shiftKey || (offer.value!.whole && !moved.current)) return;
        accept(options[chosen.value]!);
        break;
      case 'Escape':
        offer.value = undefined;
        event.stopPropagation();
        break;
      case 'Enter':
        offer.value = undefined;
        if (!single) return;
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  const open = offer.value;
  const wrong = problem?.at === undefined ? undefined : { at: problem.at, length: problem.length ?? 1 };
  return (
    <div class={single ? 'code single' : 'code'}>
      <label for={id}>{label}</label>
      <div class="code-box">
        <pre class="code-under" ref={under} aria-hidden="true">
          {marked(highlight(text, symbols), wrong, open?.from).map((p, k) =>
            p.caret ? (
              <span key={k} ref={caretMark} class="code-caret" />
            ) : (
              <span key={k} class={p.wrong ? `code-${p.kind} code-wrong` : `code-${p.kind}`}>
                {p.text}
              </span>
            ),
          )}
          {'\n'}
        </pre>
        <textarea
          id={id}
          ref={area}
          class="code-over"
          rows={single ? 1 : 3}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          placeholder={placeholder}
          value={text}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            onInput(single ? typed.replace(/\s*\n\s*/g, ' ') : typed);
            look();
          }}
          onKeyDown={onKey}
          onClick={() => (offer.value = undefined)}
          onBlur={() => (offer.value = undefined)}
          onScroll={(event) => {
            under.current!.scrollTop = event.currentTarget.scrollTop;
          }}
        />
        {open === undefined ? null : (
          <ul class="code-offer" ref={list} aria-label="completions">
            {open.options.map((option, k) => (
              <li key={option.word} class={k === chosen.value ? 'chosen' : ''}>
                <button
                  type="button"
                  tabIndex={-1}
                  onPointerDown={(event) => {
                    // The field keeps the focus.
                    event.preventDefault();
                    accept(option);
                  }}
                >
                  <span>{option.word}</span> <span class="faint">{option.kind}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span class="spoken" role="status">
        {open === undefined || (open.whole && !moved.current)
          ? ''
          : `Tab completes ${open.options[chosen.value]?.word}`}
      </span>
      {problem === undefined ? null : (
        <p class="problem" id={`${id}-problem`} role="alert">
          {problem.sentence}
        </p>
      )}
    </div>
  );
}

interface Marked extends HighlightPiece {
  readonly wrong: boolean;
  readonly caret: boolean;
}

/** The pieces cut where a mistake begins and ends, and where the word to complete begins. */
function marked(
  pieces: readonly HighlightPiece[],
  wrong: { readonly at: number; readonly length: number } | undefined,
  caret: number | undefined,
): Marked[] {
  const cuts = [
    ...(wrong === undefined ? [] : [wrong.at, wrong.at + wrong.length]),
    ...(caret === undefined ? [] : [caret]),
  ];
  const out: Marked[] = [];
  let at = 0;
  const place = () => {
    if (caret === at) out.push({ kind: 'plain', text: '', wrong: false, caret: true });
  };
  for (const piece of pieces) {
    let rest = piece.text;
    while (rest !== '') {
      place();
      const cut = cuts.filter((c) => c > at && c < at + rest.length).sort((a, b) => a - b)[0];
      const text = cut === undefined ? rest : rest.slice(0, cut - at);
      const inside = wrong !== undefined && at >= wrong.at && at < wrong.at + wrong.length;
      out.push({ kind: piece.kind, text, wrong: inside, caret: false });
      rest = rest.slice(text.length);
      at += text.length;
    }
  }
  place();
  return out;
}
