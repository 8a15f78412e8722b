/** Viridis (van der Walt & Smith 2015): rises evenly in lightness, the same to eyes of every kind and in print without colour. */
const stops = [
  '440154',
  '482475',
  '414487',
  '355f8d',
  '2a788e',
  '21918c',
  '22a884',
  '44bf70',
  '7ad151',
  'bddf26',
  'fde725',
];

const channels = stops.map((s) => [0, 2, 4].map((k) => Number.parseInt(s.slice(k, k + 2), 16)));

/** Colour at a share of the scale, 0…1. */
export function viridis(share: number): string {
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(at));
  const rgb = [0, 1, 2].map((k) =>
    Math.round(channels[low]![k]! + (at - low) * (channels[low + 1]![k]! - channels[low]![k]!)),
  );
  return `rgb(${rgb.join(' ')})`;
}

/** Black or white, whichever reads on the colour. */
export const inkOn = (share: number): string => (share > 0.52 ? '#000000' : '#ffffff');
