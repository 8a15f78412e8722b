/** Shapes of cells: read from files or by hand, cut into compartments, and the language of their regions and places. */
export { cable, type MorphologyOptions, morphology } from './morphology.ts';
export type { CableSection, Point, Section, Shape } from './shape.ts';
