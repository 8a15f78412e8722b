/** The top line: the room, the cell on the bench, and what is done with it. */
import type { Signal } from '@preact/signals';
import { RoomHeader } from '../../controls/room-header.tsx';
import { type TabOption, Tabs } from '../../controls/tabs.tsx';
import { cellNamed, firstCells, presetNamed } from './cell.ts';
import { type LaboratoryView, views } from './experiment.ts';
import type { Laboratory } from './laboratory.ts';

export function LaboratoryHeader({ laboratory, drawer }: { laboratory: Laboratory; drawer: Signal<boolean> }) {
  const e = laboratory.experiment.value;
  const { preset, view } = e;
  const known = laboratory.cells.value;
  const cells = [...firstCells.map((name) => presetNamed(name)), ...known.filter((c) => !firstCells.includes(c.name))];
  const present = cells.some((c) => c.name === preset) ? cells : [...cells, cellNamed(e)];
  return (
    <RoomHeader
      room="laboratory"
      drawer={drawer}
      subject={
        <select
          class="preset"
          aria-label="cell"
          value={preset}
          onChange={(event) => laboratory.choose({ preset: event.currentTarget.value })}
        >
          {present.map((c) => (
            <option key={c.name} value={c.name}>
              {c.title}
            </option>
          ))}
        </select>
      }
    >
      <Tabs
        name="experiments"
        prefix="view"
        panel="stage"
        options={views as readonly TabOption<LaboratoryView>[]}
        chosen={view}
        onChoose={(name) => laboratory.change({ view: name })}
      />
    </RoomHeader>
  );
}
