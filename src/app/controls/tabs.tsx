/** A row of tabs and a row of choices: one of them stands, arrows move among them. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface TabOption<Name extends string = string> {
  readonly name: Name;
  readonly title: string;
}

interface ChoiceProps<Name extends string> {
  /** Spoken name of the row. */
  readonly name: string;
  readonly options: readonly TabOption<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}

/** Arrow keys move the focus and the choice with it, as both patterns ask for. */
function useRow<Name extends string>({ options, chosen, onChoose }: ChoiceProps<Name>) {
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const place = options.findIndex((o) => o.name === chosen);
    const next = (place + by + options.length) % options.length;
    onChoose(options[next]!.name);
    (row.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return { row, move };
}

interface TabsProps<Name extends string> extends ChoiceProps<Name> {
  /** Begins the ids of the tabs. */
  readonly prefix: string;
  /** Id of the panel that they show. */
  readonly panel: string;
}

export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { name, options, chosen, onChoose, prefix, panel } = props;
  const { row, move } = useRow(props);
  // A row wider than the screen scrolls; what is chosen must be seen, whoever chose it.
  useLayoutEffect(() => {
    const box = row.current!;
    const show = () => {
      const [outer, inner] = [box, box.querySelector('[aria-selected="true"]')!].map((e) => e.getBoundingClientRect());
      box.scrollLeft += inner!.left + inner!.width / 2 - (outer!.left + outer!.width / 2);
    };
    show();
    const resize = new ResizeObserver(show);
    resize.observe(box);
    return () => resize.disconnect();
  }, [row, chosen]);
  return (
    <div class="tabs" role="tablist" aria-label={name} ref={row} onKeyDown={move}>
      {options.map((o) => (
        <button
          key={o.name}
          type="button"
          role="tab"
          class="tab"
          id={`${prefix}-${o.name}`}
          aria-selected={o.name === chosen}
          aria-controls={panel}
          tabIndex={o.name === chosen ? 0 : -1}
          onClick={() => onChoose(o.name)}
        >
          {o.title}
        </button>
      ))}
    </div>
  );
}

export function Choices<Name extends string>(props: ChoiceProps<Name>) {
  const { name, options, chosen, onChoose } = props;
  const { row, move } = useRow(props);
  return (
    <div class="choices" role="radiogroup" aria-label={name} ref={row} onKeyDown={move}>
      {options.map((o) => (
        // biome-ignore lint/a11y/useSemanticElements: radio inputs would need a label each; this is the pattern of a group of buttons.
        <button
          key={o.name}
          type="button"
          role="radio"
          class="choice"
          aria-checked={o.name === chosen}
          tabIndex={o.name === chosen ? 0 : -1}
          onClick={() => onChoose(o.name)}
        >
          {o.title}
        </button>
      ))}
    </div>
  );
}
