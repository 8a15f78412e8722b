/** A labelled menu beside a view. */
interface PickProps {
  /** Begins the id of the field. */
  readonly view: string;
  readonly name: string;
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly children: readonly string[];
}

export function Pick({ view, name, value, onPick, children }: PickProps) {
  return (
    <div class="setting">
      <label for={`${view}-${name}`}>{name}</label>
      <select
        id={`${view}-${name}`}
        class="field"
        value={value}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {children.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </div>
  );
}
