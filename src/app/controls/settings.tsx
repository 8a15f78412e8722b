/** Settings below the parameters: a label with an entry or a menu, and those that several rooms share. */
import type { ComponentChildren } from 'preact';
import { type BackendChoice, backends, dtRange, integratorNames, readSeed, readTime } from '../entries.ts';
import { quantityText } from '../quantity-text.ts';
import { TextField } from './text-field.tsx';

interface SettingProps {
  readonly id: string;
  readonly label: ComponentChildren;
  /** Over both columns. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function Setting({ id, label, wide = false, children }: SettingProps) {
  return (
    <div class={wide ? 'setting wide' : 'setting'}>
      <label for={id}>{label}</label>
      {children}
    </div>
  );
}

interface EntryProps extends Omit<SettingProps, 'children'> {
  /** Spoken name. */
  readonly name: string;
  readonly shown: string;
  readonly onEnter: (text: string) => void;
}

export function Entry({ name, shown, onEnter, ...setting }: EntryProps) {
  return (
    <Setting {...setting}>
      <TextField id={setting.id} name={name} shown={shown} onEnter={onEnter} />
    </Setting>
  );
}

interface MenuProps<Value extends string> extends Omit<SettingProps, 'children'> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly title: string }[];
  readonly onChoose: (value: Value) => void;
}

export function Menu<Value extends string>({ value, options, onChoose, ...setting }: MenuProps<Value>) {
  return (
    <Setting {...setting}>
      <select
        id={setting.id}
        class="field"
        value={value}
        onChange={(event) => {
          const chosen = options.find((o) => o.value === event.currentTarget.value);
          if (chosen !== undefined) onChoose(chosen.value);
        }}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.title}
          </option>
        ))}
      </select>
    </Setting>
  );
}

/** '1 s', '300 ms'. */
const durationText = (ms: number): string => (ms >= 1000 ? quantityText(ms / 1000, 's') : quantityText(ms, 'ms'));

interface TimeEntryProps extends Omit<EntryProps, 'label' | 'shown' | 'onEnter'> {
  readonly label: string;
  /** ms */
  readonly time: number;
  /** ms */
  readonly range: readonly [number, number];
  readonly onEnter: (time: number) => void;
}

export function TimeEntry({ time, range, onEnter, ...entry }: TimeEntryProps) {
  return (
    <Entry
      {...entry}
      shown={durationText(time)}
      onEnter={(text) => onEnter(readTime(text, range, `The ${entry.label}`))}
    />
  );
}

export function SeedEntry({ seed, onEnter }: { seed: number; onEnter: (seed: number) => void }) {
  return <Entry id="seed" label="seed" name="seed" shown={`${seed}`} onEnter={(text) => onEnter(readSeed(text))} />;
}

export function StepEntry({ dt, onEnter }: { dt: number; onEnter: (dt: number) => void }) {
  return (
    <Entry
      id="dt"
      name="integration step dt"
      label={
        <>
          step <i>dt</i>
        </>
      }
      shown={quantityText(dt, 'ms')}
      onEnter={(text) => onEnter(readTime(text, dtRange, 'The step dt'))}
    />
  );
}

interface BackendMenuProps {
  readonly backend: BackendChoice;
  readonly wide?: boolean;
  readonly onChoose: (backend: BackendChoice) => void;
}

export const backendOptions = backends.map((b) => ({ value: b, title: b }));

export function BackendMenu({ backend, wide = false, onChoose }: BackendMenuProps) {
  return <Menu id="backend" label="backend" wide={wide} value={backend} options={backendOptions} onChoose={onChoose} />;
}

interface IntegratorMenuProps {
  readonly integrator: string;
  /** The preset's own. */
  readonly standard: string;
  readonly onChoose: (integrator: string) => void;
}

export function IntegratorMenu({ integrator, standard, onChoose }: IntegratorMenuProps) {
  const options = integratorNames.map((name) => ({
    value: name,
    title: name === standard ? `${name} (default)` : name,
  }));
  if (standard === '') options.unshift({ value: '', title: 'each model’s own (default)' });
  return <Menu id="integrator" label="integrator" wide value={integrator} options={options} onChoose={onChoose} />;
}
