/** The cells that come with the page; the text of each is loaded when it is chosen. */

interface BundledCell {
  /** In links. */
  readonly name: string;
  readonly title: string;
  /** Where it is from. */
  readonly source: string;
  /** The text of its SWC file. */
  readonly load: () => Promise<string>;
}

export const cells: readonly BundledCell[] = [
  {
    name: 'pyramidal',
    title: 'Pyramidal cell of layer 4, mouse',
    source:
      'Reconstruction 325404214 (Rorb) of the Allen Cell Types Database, as it comes with SONATA’s 300 cells, copyright 2017 Allen Institute, BSD licence.',
    load: async () => (await import('./pyramidal.swc?raw')).default,
  },
  {
    name: 'branched',
    title: 'Branched cell, drawn by hand',
    source: 'Drawn by hand: 33 samples, of which the documentation shows that NEURON reads them alike.',
    load: async () => (await import('../../../../presets/dendrites/branched-swc.ts')).branchedSwc,
  },
  {
    name: 'ball-and-stick',
    title: 'Ball and stick',
    source: 'A soma and one unbranched dendrite, for which cable theory has closed forms (Rall 1969).',
    load: async () => (await import('./ball-and-stick.swc?raw')).default,
  },
];
