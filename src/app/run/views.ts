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

/** What the view of synapses shows of them. */
export const synapseKinds = [
  { name: 'in', title: 'in-degree' },
  { name: 'out', title: 'out-degree' },
  { name: 'weights', title: 'weights' },
  { name: 'learned', title: 'weights over time' },
  { name: 'delays', title: 'delays' },
  { name: 'cell', title: 'of one cell' },
] as const;

export type SynapseKind = (typeof synapseKinds)[number]['name'];
