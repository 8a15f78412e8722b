/** One parameter: name, entry with unit, slider, default and literature value to go back to. */
import { useRef } from 'preact/hooks';
import { grouped } from '../../numbers/grouped.ts';
import type { Scale } from '../../numbers/scale.ts';
import type { PresetParameter } from '../../presets/preset.ts';
import { surroundings } from '../../presets/surroundings.ts';
import { type Language, useLanguage } from '../language.ts';
import { quantityText } from '../quantity-text.ts';
import { SymbolText } from '../symbols/words.tsx';
import { positionOf, positions, valueAt } from './slider-scale.ts';
import { TextField } from './text-field.tsx';

interface ParameterRowProps {
  readonly parameter: PresetParameter;
  /** Whether its name is a symbol of the equations. */
  readonly symbol?: boolean;
  /** In the parameter's unit. */
  readonly value: number;
  readonly read: (text: string) => number;
  /** `dragging`: more changes follow at once. */
  readonly onChange: (value: number, dragging: boolean) => void;
  /** The slider was let go. */
  readonly onSettle: () => void;
}

/** For reading, thousands apart. */
function readable(value: number, unit = ''): string {
  const [number = '', ...rest] = quantityText(value, unit).split(' ');
  return [number.includes('e') ? number : grouped(number), ...rest].join(' ');
}

const words: Readonly<Record<Language, { live: string; build: string; standard: string; back: string }>> = {
  en: {
    live: 'acts on the running network',
    build: 'builds a new network',
    standard: 'default',
    back: 'back to the default',
  },
  zh: { live: '立即作用于运行中的网络', build: '重新构建网络', standard: '默认', back: '恢复默认值' },
};

export function ParameterRow({ parameter: p, symbol = true, value, read, onChange, onSettle }: ParameterRowProps) {
  const scale = surroundings(p);
  const slider = useRef<HTMLInputElement>(null);
  const id = `parameter-${p.name}`;
  const name = `${p.label}, ${p.name}`;
  const literature = p.literature;
  const w = words[useLanguage()];
  return (
    <div class="parameter" data-name={p.name}>
      <label class="parameter-name" for={id} title={`${p.label}; ${p.acts === 'live' ? w.live : w.build}`}>
        {symbol ? <SymbolText name={p.name} /> : null} <span class="parameter-label">{p.label}</span>
      </label>
      <TextField
        id={id}
        name={name}
        shown={quantityText(value, p.unit)}
        onEnter={(text) => onChange(read(text), false)}
      />
      <div class="parameter-slide">
        <input
          ref={slider}
          type="range"
          min={0}
          max={positions}
          step={1}
          value={positionOf(value, scale)}
          aria-label={name}
          aria-valuetext={readable(value, p.unit)}
          onInput={(event) => onChange(valueAt(event.currentTarget.valueAsNumber, scale, p), true)}
          onChange={onSettle}
        />
        <span class="mark" style={{ left: mark(p.value, scale) }} />
        {literature === undefined ? null : (
          <span class="mark literature" style={{ left: mark(literature.value, scale) }} />
        )}
      </div>
      <div class="parameter-notes">
        <Shortcut label={w.standard} value={p.value} parameter={p} present={value} onChange={onChange} back={w.back} />
        {literature === undefined ? null : (
          <Shortcut
            label="lit."
            value={literature.value}
            parameter={p}
            present={value}
            source={literature.source}
            onChange={onChange}
          />
        )}
      </div>
    </div>
  );
}

const mark = (value: number, scale: Scale): string =>
  // The thumb's centre travels between 6 px from either end.
  `calc(6px + (100% - 12px) * ${positionOf(value, scale) / positions})`;

interface ShortcutProps {
  readonly label: string;
  readonly value: number;
  readonly parameter: PresetParameter;
  readonly present: number;
  readonly source?: string;
  /** Said of the way back to a value without a source. */
  readonly back?: string;
  readonly onChange: (value: number, dragging: boolean) => void;
}

function Shortcut({ label, value, parameter, present, source, back, onChange }: ShortcutProps) {
  const text = readable(value);
  const meaning = label === 'lit.' ? ', the literature value' : '';
  return (
    <button
      type="button"
      class="shortcut"
      disabled={present === value}
      title={source ?? `${back}, ${readable(value, parameter.unit)}`}
      aria-label={`${parameter.name}: ${label} ${readable(value, parameter.unit)}${meaning}`}
      onClick={() => onChange(value, false)}
    >
      {label} {text}
    </button>
  );
}
