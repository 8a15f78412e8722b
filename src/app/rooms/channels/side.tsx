/** The side: temperature, shift and calcium, then what each channel is: equations, paper, defaults. */

import type { Signal } from '@preact/signals';
import { type ChannelKind, usesCalcium } from '../../../index.ts';
import { fixed } from '../../../numbers/grouped.ts';
import { type ChannelResult, channelRanges, temperatureFactor } from '../../../studies/measure.ts';
import { Side } from '../../controls/drawer.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import { unitText } from '../../quantity-text.ts';
import { SymbolText } from '../../symbols/words.tsx';
import { Equations } from './equations.tsx';
import { type ChannelSelection, kindNamed } from './selection.ts';

interface ChannelSideProps {
  readonly selection: ChannelSelection;
  readonly curves: readonly ChannelResult[];
  readonly drawer: Signal<boolean>;
  readonly onChange: (next: Partial<ChannelSelection>) => void;
}

export function ChannelSide({ selection, curves, drawer, onChange }: ChannelSideProps) {
  const kinds = [selection.channel, selection.beside].map(kindNamed);
  return (
    <Side label="settings and equations" drawer={drawer} closes="equations" class="plain-side">
      <div class="plain-side-body">
        {kinds.map((kind, i) =>
          kind === undefined ? null : (
            <ChannelCard key={i} kind={kind} place={i} selection={selection} curves={curves[i]} onChange={onChange} />
          ),
        )}
        <section class="card">
          <h2>Axis</h2>
          <div class="card-settings">
            <NumberField
              id="v-from"
              label="V from"
              unit="mV"
              value={selection.from}
              range={channelRanges.V}
              onEnter={(from) => onChange({ from })}
            />
            <NumberField
              id="v-to"
              label="to"
              unit="mV"
              value={selection.to}
              range={channelRanges.V}
              onEnter={(to) => onChange({ to })}
            />
          </div>
        </section>
      </div>
    </Side>
  );
}

interface CardProps {
  readonly kind: ChannelKind;
  /** 0 for the channel, 1 for the one beside it. */
  readonly place: number;
  readonly selection: ChannelSelection;
  readonly curves: ChannelResult | undefined;
  readonly onChange: (next: Partial<ChannelSelection>) => void;
}

function ChannelCard({ kind, place, selection, curves, onChange }: CardProps) {
  const shift = place === 0 ? 'V_sh' : 'V_sh2';
  const own = kind.V_sh === undefined ? undefined : Number.parseFloat(kind.V_sh);
  return (
    <section class="card" aria-label={kind.name}>
      <h2>{kind.title}</h2>
      <p class="card-source">{kind.source}</p>
      <Temperature kind={kind} place={place} selection={selection} onChange={onChange} />
      <Equations kind={kind} />
      {curves === undefined ? null : <Landmarks curves={curves} />}
      <dl class="card-defaults">
        {kind.permeation === undefined ? (
          <>
            <Default name="g" value={kind.g} />
            <Default name="E" value={kind.E} />
          </>
        ) : (
          <>
            <Default name="P" value={kind.permeation.P} />
            <Default name="Ca outside" value={kind.permeation.outside} />
          </>
        )}
        {Object.entries(kind.parameters ?? {}).map(([name, value]) => (
          <Default key={name} name={name} value={value} />
        ))}
      </dl>
      <div class="card-settings">
        {own === undefined ? null : (
          <NumberField
            id={`shift-${place}`}
            label="V_sh"
            unit="mV"
            value={selection[shift] ?? own}
            range={channelRanges.V}
            onEnter={(value) => onChange({ [shift]: value === own ? undefined : value })}
          />
        )}
        {usesCalcium(kind) ? (
          <NumberField
            id={`calcium-${place}`}
            label="Ca inside"
            unit="nM"
            value={selection.Ca}
            range={channelRanges.Ca}
            onEnter={(Ca) => onChange({ Ca })}
          />
        ) : null}
      </div>
      {kind.notes === undefined ? null : <p class="card-notes">{kind.notes}</p>}
    </section>
  );
}

function Default({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>
        <SymbolText name={name} />
      </dt>
      <dd>{unitText(value).replace('-', '\u2212')}</dd>
    </div>
  );
}

function Temperature({ kind, place, selection, onChange }: Omit<CardProps, 'curves'>) {
  const t = kind.temperature;
  if (t === undefined) return <p class="card-notes">The source gives no temperature factor.</p>;
  const celsius = selection.T ?? t.default;
  const factor = temperatureFactor(kind, celsius)!.toFixed(2);
  const id = `temperature-${place}`;
  return (
    <div class="temperature">
      <label for={id}>
        <i>T</i> {celsius.toFixed(1)} °C
      </label>
      <span class="parameter-slide">
        <input
          id={id}
          type="range"
          min={channelRanges.T[0]}
          max={channelRanges.T[1]}
          step={0.5}
          value={celsius}
          aria-valuetext={`${celsius} °C, factor ${factor}`}
          onInput={(event) => onChange({ T: event.currentTarget.valueAsNumber })}
        />
      </span>
      <span>
        φ = {factor}
        <span class="faint">
          {' '}
          = {t.q10}
          <sup>(T − {t.reference})/10</sup>
        </span>
      </span>
      <button
        type="button"
        class="shortcut"
        disabled={selection.T === undefined}
        onClick={() => onChange({ T: undefined })}
      >
        default {t.default}
      </button>
    </div>
  );
}

function Landmarks({ curves }: { curves: ChannelResult }) {
  const mV = (value: number): string => fixed(value, 1);
  return (
    <table class="figures landmarks">
      <thead>
        <tr>
          <th scope="col">gate</th>
          <th scope="col">V½ (mV)</th>
          <th scope="col">slowest (ms)</th>
          <th scope="col">at (mV)</th>
        </tr>
      </thead>
      <tbody>
        {curves.gates.map(({ gate, half, slowest }) => (
          <tr key={gate}>
            <th scope="row">
              <i>{gate}</i>
            </th>
            <td>{half === undefined ? '–' : mV(half)}</td>
            <td>{slowest === undefined ? 'at once' : Number(slowest.tau.toPrecision(3))}</td>
            <td>{slowest === undefined ? '–' : mV(slowest.voltage)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
