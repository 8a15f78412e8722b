/** Parameters of a preset: each change makes its cell anew. */
import { useSignal } from '@preact/signals';
import { ParameterRow } from '../../controls/parameter-row.tsx';
import { readParameter } from '../../entries.ts';
import type { Dendrites } from './dendrites.ts';
import { presetOf } from './experiment.ts';

export function PresetCard({ room }: { room: Dendrites }) {
  const dragged = useSignal<Readonly<Record<string, number>>>({});
  const { preset: values = {} } = room.experiment.value;
  const plan = (change: Readonly<Record<string, number>>) => {
    dragged.value = {};
    room.plan(({ preset }) => ({ preset: { ...preset, ...change } }));
  };
  return (
    <section class="card" aria-label="parameters of the preset">
      <h2>Parameters</h2>
      {presetOf(room.experiment.value)!.parameters.map((p) => (
        <ParameterRow
          key={p.name}
          // Hands need their own cell, so that all of them make it anew.
          parameter={{ ...p, acts: 'rebuild' }}
          value={dragged.value[p.name] ?? values[p.name] ?? p.value}
          read={(text) => readParameter(p, text)}
          onChange={(value, dragging) => {
            if (dragging) dragged.value = { ...dragged.peek(), [p.name]: value };
            else plan({ [p.name]: value });
          }}
          onSettle={() => {
            if (Object.keys(dragged.peek()).length > 0) plan(dragged.peek());
          }}
        />
      ))}
    </section>
  );
}
