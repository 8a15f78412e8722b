/** The scale of colours: which voltage has which. */

import { tickLabel, tickStep, ticks } from '../../../numbers/ticks.ts';
import { usePalette } from '../../plots/palette.ts';
import type { Dendrites } from './dendrites.ts';
import { shade } from './tree/shades.ts';

const [width, height, pieces] = [150, 9, 50];

export function ColourScale({ room }: { room: Dendrites }) {
  const { coldest, hottest } = room.experiment.value;
  // Drawn anew when the scheme changes.
  void usePalette().value;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const step = tickStep(coldest, hottest, 4);
  const x = (voltage: number): number => ((voltage - coldest) / (hottest - coldest)) * width;
  return (
    <svg
      class="colour-scale"
      width={width + 56}
      height={height + 18}
      role="img"
      aria-label={`colours from ${coldest} to ${hottest} mV`}
    >
      <g transform="translate(16 0)">
        {Array.from({ length: pieces }, (_, k) => (
          <rect
            key={k}
            x={(k * width) / pieces}
            y={0}
            width={width / pieces + 0.5}
            height={height}
            style={{ fill: shade((k + 0.5) / pieces, dark) }}
          />
        ))}
        {ticks(coldest, hottest, 4).map((voltage) => (
          <text key={voltage} x={x(voltage)} y={height + 14} text-anchor="middle">
            {tickLabel(voltage, step)}
          </text>
        ))}
        <text x={width + 12} y={height} text-anchor="start">
          mV
        </text>
      </g>
    </svg>
  );
}
