/** Names of the views of the lower part of the stage. */
export const views = [
  { name: 'time', title: 'Over time' },
  { name: 'map', title: 'Cell map' },
  { name: 'isi', title: 'Intervals' },
  { name: 'rate', title: 'Rates' },
  { name: 'cv', title: 'CV' },
  { name: 'correlation', title: 'Correlation' },
  { name: 'spectrum', title: 'Spectrum' },
  { name: 'phase', title: 'Phase plane' },
  { name: 'synapses', title: 'Synapses' },
] as const;

export type ViewName = (typeof views)[number]['name'];
