/** Voltages of the soma and of the chosen places over time. */

import { extent, roundEnds } from '../../../numbers/axis.ts';
import type { Curve } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import type { Dendrites } from './dendrites.ts';
import { probeHues } from './tree/tree.tsx';

export function Voltages({ room }: { room: Dendrites }) {
  // What the log holds is not a signal; a picture tells when to look.
  void room.frame.value;
  const { probes } = room.experiment.value;
  const x = room.log.times;
  const curves: Curve[] = [
    { key: 'root', name: room.root, colour: 'var(--hue-4)', x, y: room.log.at(room.root) },
    ...probes.map((at, k): Curve => ({ key: at, name: at, colour: `var(${probeHues[k]})`, x, y: room.log.at(at) })),
  ];
  const [low, high] = extent(curves.map((c) => c.y)) ?? [-70, -60];
  // At rest a trembling of microvolts is not blown up.
  const ends = roundEnds(Math.min(low, high - 5), Math.max(high, low + 5));
  return (
    <ChartPanel
      label="voltages"
      class="cell-voltages"
      legend="places"
      name={`voltage over time at ${curves.map((c) => c.name).join(', ')}`}
      x={{ title: 't (ms)', low: 0, high: 1 }}
      y={{ title: 'V (mV)', low: ends[0], high: ends[1] }}
      curves={curves}
      time={room.view}
      readout={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: 'mV', digits: 2 }}
    />
  );
}
