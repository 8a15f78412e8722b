/** Marks of points: told apart by shape as well as by hue. */
export const markers = ['circle', 'square', 'triangle', 'diamond'] as const;
export type Marker = (typeof markers)[number];

const shapes: Readonly<Record<Marker, string>> = {
  circle: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z',
  square: 'M-2.7-2.7h5.4v5.4h-5.4z',
  triangle: 'M0-3.6 3.3 2.6h-6.6z',
  diamond: 'M0-3.8 3.8 0 0 3.8-3.8 0z',
};

export function MarkerShape({ marker, x, y, colour }: { marker: Marker; x: number; y: number; colour: string }) {
  return <path d={shapes[marker]} transform={`translate(${x} ${y})`} style={{ fill: colour }} />;
}
