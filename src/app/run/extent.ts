/** Of which part of the run a view is. */
export const extents = [
  { name: 'all', title: 'whole run' },
  { name: 'seen', title: 'time seen above' },
] as const;

export type Extent = (typeof extents)[number]['name'];
