/** Channels of the library painted beside those of the regions, and the pool of calcium that some of them need. */
import { channelKinds, UserError, usesCalcium } from '../../../index.ts';
import { kindNamed, type Layer, layerOf, mostLayers } from '../../../studies/measure.ts';
import { ChannelSelect } from '../../controls/channel-select.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { Words } from '../../symbols/words.tsx';
import type { Dendrites } from './dendrites.ts';
import { longestText } from './experiment.ts';
import { PlanNumber } from './plan-number.tsx';

export function Layers({ room }: { room: Dendrites }) {
  const { layers: painted } = room.experiment.value;
  const refused = room.refusedLayers.value;
  const layers = refused?.layers ?? painted;
  const plan = (next: readonly Layer[]) => room.plan(() => ({ layers: next }));
  const hasCalcium = layers.some(({ channel }) => {
    const kind = kindNamed(channel);
    return kind !== undefined && (kind.ion === 'Ca' || usesCalcium(kind));
  });
  return (
    <section class="card" aria-label="channels painted on top">
      <h2>Channels on top</h2>
      {layers.map((layer, k) => (
        <LayerFields
          key={k}
          layer={layer}
          number={k + 1}
          problem={refused?.by.layer === k ? refused.by.refused : undefined}
          onChange={(next) => plan(layers.map((l, i) => (i === k ? { ...l, ...next } : l)))}
          onRemove={() => plan(layers.filter((_, i) => i !== k))}
        />
      ))}
      {layers.length < mostLayers ? (
        <ChannelSelect
          name="paint another channel"
          kinds={channelKinds}
          none="Paint a channel …"
          value=""
          onChange={(name) => {
            const kind = kindNamed(name);
            if (kind !== undefined) plan([...layers, layerOf(kind)]);
          }}
        />
      ) : null}
      {hasCalcium ? (
        <div class="densities">
          <PlanNumber room={room} id="pool-depth" label="depth of calcium" name="poolDepth" />
          <PlanNumber room={room} id="pool-tau" label="its removal" name="poolTau" />
        </div>
      ) : null}
      <p class="card-notes">
        Each adds to what the cell has there; of one channel painted twice the later layer stays.
        {hasCalcium ? ' Where calcium flows or is read there is a pool of it, from which its reversal follows.' : ''}
      </p>
    </section>
  );
}

interface LayerProps {
  readonly layer: Layer;
  /** From 1. */
  readonly number: number;
  readonly problem: string | undefined;
  readonly onChange: (next: Partial<Layer>) => void;
  readonly onRemove: () => void;
}

function LayerFields({ layer, number, problem, onChange, onRemove }: LayerProps) {
  const kind = kindNamed(layer.channel);
  if (kind === undefined) return null;
  const id = `layer-${number}`;
  const strength = kind.permeation === undefined ? 'g' : 'P';
  return (
    <fieldset
      class="paint-layer"
      aria-label={`layer ${number}: ${kind.name}`}
      aria-describedby={problem && `${id}-refused`}
    >
      <div class="paint-head">
        <span title={`${kind.title}; ${kind.source}`}>{kind.name}</span>
        <button type="button" class="shortcut" aria-label={`remove ${kind.name}, layer ${number}`} onClick={onRemove}>
          remove
        </button>
      </div>
      <LayerField id={`${id}-on`} label="on" shown={layer.on} onEnter={(on) => onChange({ on })} />
      <LayerField
        id={`${id}-density`}
        label={strength}
        shown={layer.density}
        onEnter={(density) => onChange({ density })}
      />
      {kind.permeation === undefined ? (
        <LayerField
          id={`${id}-E`}
          label="E"
          shown={layer.E ?? (kind.ion === 'Ca' ? 'of the pool' : kind.E)}
          onEnter={(E) => onChange({ E: E.trim() === '' ? undefined : E.trim() })}
        />
      ) : null}
      {problem === undefined ? null : (
        <pre class="problem paint-problem" id={`${id}-refused`} role="alert">
          {problem}
        </pre>
      )}
    </fieldset>
  );
}

interface LayerFieldProps {
  readonly id: string;
  readonly label: string;
  readonly shown: string;
  readonly onEnter: (text: string) => void;
}

const LayerField = ({ id, label, shown, onEnter }: LayerFieldProps) => (
  <span class="paint-field">
    <label for={id}>
      <Words text={label} title />
    </label>
    <TextField
      id={id}
      name={label}
      shown={shown}
      numeric={false}
      onEnter={(text) => {
        if (text.length > longestText)
          throw new UserError(`This has ${text.length} characters; at most ${longestText} are taken.`);
        onEnter(text);
      }}
    />
  </span>
);
