/** The side: what a click does, what is on the tree, the membrane of each region, and how it is run. */

import type { Signal } from '@preact/signals';
import { fixed } from '../../../numbers/grouped.ts';
import { counted } from '../../../numbers/sentences.ts';
import {
  amountBounds,
  type Bounds,
  densities,
  densityNames,
  type RegionMembrane,
  type RegionName,
  type Stimulus,
  stimulusBounds,
  synapses,
  withChannels,
  withMembrane,
} from '../../../studies/measure.ts';
import { Side } from '../../controls/drawer.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import { Menu } from '../../controls/settings.tsx';
import { Choices } from '../../controls/tabs.tsx';
import { numberText, quantityText, unitText } from '../../quantity-text.ts';
import { Words } from '../../symbols/words.tsx';
import { cells } from './cells/index.ts';
import type { Dendrites, Hand } from './dendrites.ts';
import { bounds, type CellExperiment, checkColours, paces, presetOf } from './experiment.ts';
import { Layers } from './layers.tsx';
import { MeasuredCard } from './measured.tsx';
import { PlanNumber } from './plan-number.tsx';
import { PresetCard } from './preset-card.tsx';

export function DendritesSide({ room, drawer }: { room: Dendrites; drawer: Signal<boolean> }) {
  return (
    <Side label="hand, membrane and run" drawer={drawer} class="plain-side">
      <div class="plain-side-body">
        <About room={room} />
        <HandCard room={room} />
        <Stimuli room={room} />
        <MeasuredCard room={room} />
        {presetOf(room.experiment.value) === undefined ? (
          <>
            {room.picture.value?.regions.map((region) => (
              <Region key={region} region={region} room={room} />
            ))}
            <Cytoplasm room={room} />
          </>
        ) : (
          <PresetCard room={room} />
        )}
        <Layers room={room} />
        <RunCard room={room} />
      </div>
    </Side>
  );
}

function About({ room }: { room: Dendrites }) {
  const { cell, swc } = room.experiment.value;
  const picture = room.picture.value;
  const preset = presetOf(room.experiment.value);
  const source = preset?.summary ?? (swc === undefined ? cells.find((c) => c.name === cell)?.source : undefined);
  return (
    <section class="card" aria-label="cell">
      {source === undefined ? null : <p class="card-source">{source}</p>}
      {picture === undefined ? null : (
        <p class="card-notes" data-figure="cell">
          {picture.samples === undefined ? '' : `${numberText(picture.samples)} samples, `}
          {numberText(picture.sections)} sections, {numberText(picture.compartments)} compartments,{' '}
          {numberText(Math.round(picture.area))} µm² of membrane
          {picture.cells > 1 ? `; of ${numberText(picture.cells)} cells the first is shown` : ''}
        </p>
      )}
      {preset?.reference === undefined ? null : <p class="card-source">{preset.reference}</p>}
      <p class="card-notes">Drop an SWC file anywhere to see another cell.</p>
    </section>
  );
}

const hands = [
  { name: 'current', title: 'current' },
  { name: 'excite', title: 'excitation' },
  { name: 'inhibit', title: 'inhibition' },
  { name: 'look', title: 'only look' },
] as const;

function HandCard({ room }: { room: Dendrites }) {
  const hand = room.hand.value;
  const change = (next: Partial<Hand>) => {
    room.hand.value = { ...room.hand.peek(), ...next };
  };
  const number = (name: Exclude<keyof Hand, 'kind'>, label: string, of: Bounds) => (
    <NumberField
      id={`hand-${name}`}
      label={label}
      {...of}
      value={hand[name]}
      onEnter={(value) => change({ [name]: value })}
    />
  );
  const synapse = hand.kind === 'excite' || hand.kind === 'inhibit' ? synapses[hand.kind] : undefined;
  return (
    <section class="card" aria-label="hand">
      <h2>A click on the cell</h2>
      <Choices name="what a click does" options={hands} chosen={hand.kind} onChoose={(kind) => change({ kind })} />
      <div class="card-settings">
        {hand.kind === 'current' ? number('current', 'current', stimulusBounds.current) : null}
        {synapse === undefined ? null : number('weight', 'weight', stimulusBounds.weight)}
        {synapse === undefined ? null : number('every', 'every', stimulusBounds.every)}
        {hand.kind === 'current' || (synapse !== undefined && hand.every > 0)
          ? number('lasts', 'for', bounds.lasts)
          : null}
      </div>
      <p class="card-notes">
        {synapse === undefined
          ? 'Voltages of the last three places are drawn.'
          : `Conductance that decays within ${synapse.tau} ms, reversal ${quantityText(synapse.E, 'mV')}; every 0 ms is once.`}
      </p>
    </section>
  );
}

const nameOf = { current: 'current', excite: 'excitation', inhibit: 'inhibition' } as const;

function Stimuli({ room }: { room: Dendrites }) {
  const { stimuli = [] } = room.experiment.value;
  if (stimuli.length === 0) return null;
  return (
    <section class="card" aria-label="on the cell">
      <h2>On the cell</h2>
      <ul class="stimuli">
        {stimuli.map((s, k) => (
          <li key={k}>
            <span>
              {nameOf[s.kind]} {quantityText(s.amount, amountBounds(s.kind).unit)} at {s.at}, {times(s)}
            </span>
            <button
              type="button"
              class="shortcut"
              aria-label={`end the ${nameOf[s.kind]} at ${s.at}`}
              onClick={() => room.end(s)}
            >
              end
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="shortcut clear" onClick={() => room.clear()}>
        take all away and restart
      </button>
    </section>
  );
}

const times = ({ from, to, every, kind }: Stimulus): string =>
  kind !== 'current' && every === 0
    ? `at ${quantityText(from, 'ms')}`
    : `${numberText(from)} to ${quantityText(to, 'ms')}${every === 0 ? '' : `, every ${quantityText(every, 'ms')}`}`;

const titles: Readonly<Record<RegionName, string>> = {
  soma: 'Soma',
  axon: 'Axon',
  basal: 'Basal dendrites',
  apical: 'Apical dendrites',
  other: 'Sections of other types',
};
const kinds = [
  { name: 'active', title: 'Hodgkin–Huxley' },
  { name: 'passive', title: 'passive' },
] as const;

function Region({ region, room }: { region: RegionName; room: Dendrites }) {
  const membrane = room.experiment.value.membranes[region];
  const change = (to: (m: RegionMembrane) => RegionMembrane) => room.plan((latest) => withMembrane(latest, region, to));
  const names = densityNames.filter((name) => membrane.active || (name !== 'g_Na' && name !== 'g_K'));
  return (
    <section class="card" aria-label={titles[region]}>
      <h2>{titles[region]}</h2>
      <Choices
        name={`channels of ${titles[region]}`}
        options={kinds}
        chosen={membrane.active ? 'active' : 'passive'}
        onChoose={(kind) => change((m) => withChannels(m, kind === 'active'))}
      />
      <div class="densities">
        {names.map((name) => (
          <NumberField
            key={name}
            id={`${region}-${name}`}
            label={name}
            unit={unitText(densities[name].unit)}
            value={membrane[name]}
            range={densities[name].range}
            onEnter={(value) => change((m) => ({ ...m, [name]: value }))}
          />
        ))}
      </div>
    </section>
  );
}

function Cytoplasm({ room }: { room: Dendrites }) {
  return (
    <section class="card" aria-label="whole cell">
      <h2>Whole cell</h2>
      <div class="densities">
        <PlanNumber room={room} id="Ra" label="R_a" name="Ra" />
        <PlanNumber room={room} id="lambda" label="longest compartment" name="lambda" />
        <PlanNumber room={room} id="temperature" label="T" name="temperature" />
      </div>
      <p class="card-notes">
        The longest compartment is in length constants at 100 Hz. The rule is <Words text="centred" />, in steps of
        0.025 ms, single precision.
      </p>
    </section>
  );
}

function RunCard({ room }: { room: Dendrites }) {
  const { duration, pace, coldest, hottest } = room.experiment.value;
  const colour = (id: keyof Pick<CellExperiment, 'coldest' | 'hottest'>, label: string) => (
    <NumberField
      id={id}
      label={label}
      {...bounds.voltage}
      value={room.experiment.value[id]}
      onEnter={(value) => {
        checkColours({ coldest, hottest, [id]: value });
        room.change({ [id]: value });
      }}
    />
  );
  return (
    <section class="card" aria-label="run">
      <h2>Run</h2>
      <div class="densities">
        <NumberField
          id="duration"
          label="duration"
          {...bounds.duration}
          value={duration}
          onEnter={(value) => room.change({ duration: value })}
        />
        {colour('coldest', 'colours from')}
        {colour('hottest', 'to')}
      </div>
      <Menu
        id="pace"
        label="pace"
        value={pace}
        options={paces.map(({ name, title }) => ({ value: name, title }))}
        onChoose={(name) => room.change({ pace: name })}
      />
      <Outcome room={room} />
    </section>
  );
}

function Outcome({ room }: { room: Dendrites }) {
  const { voltages, spikes } = room.frame.value ?? {};
  const root = room.picture.value?.labels.indexOf(room.root) ?? -1;
  return (
    <p class="card-notes">
      {counted(spikes ?? 0, 'spike')} ({room.picture.value?.spikes ?? ''}), hash{' '}
      <span data-figure="hash">{room.hash.value ?? '–'}</span>, now{' '}
      <span data-figure="soma">{voltages === undefined || root < 0 ? '–' : `${fixed(voltages[root], 3)}\u2009mV`}</span>
    </p>
  );
}
