/** A menu of channels of the library by ion. */
import type { ChannelKind } from '../../index.ts';

const ions: readonly (readonly [string, string])[] = [
  ['Na', 'sodium'],
  ['K', 'potassium'],
  ['Ca', 'calcium'],
  ['H', 'hyperpolarisation-activated'],
];

function groupsOf(kinds: readonly ChannelKind[]) {
  return [
    ...ions.map(([ion, title]) => ({ title, kinds: kinds.filter((kind) => kind.ion === ion) })),
    { title: 'others', kinds: kinds.filter((kind) => !ions.some(([ion]) => ion === kind.ion)) },
  ].filter((group) => group.kinds.length > 0);
}

interface ChannelSelectProps {
  readonly name: string;
  readonly kinds: readonly ChannelKind[];
  readonly value: string;
  /** Text of an empty choice, where one is allowed. */
  readonly none?: string;
  readonly onChange: (name: string) => void;
}

export function ChannelSelect({ name, kinds, value, none, onChange }: ChannelSelectProps) {
  return (
    <select class="preset" aria-label={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {none === undefined ? null : <option value="">{none}</option>}
      {groupsOf(kinds).map((group) => (
        <optgroup key={group.title} label={group.title}>
          {group.kinds.map((kind) => (
            <option key={kind.name} value={kind.name}>
              {kind.title}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
