/** Words that raster and rate plots write or speak; units and symbols are the same in every language. */
import type { Language } from '../language.ts';

export interface PlotWords {
  /** Title of the axis of cells, and the word before a cell's number. */
  readonly cell: string;
  readonly spike: string;
  /** Title of the axis of rates. */
  readonly rate: string;
  readonly rasterKind: string;
  readonly raster: string;
  readonly rates: string;
}

export const plotWords: Readonly<Record<Language, PlotWords>> = {
  en: {
    cell: 'cell',
    spike: 'spike',
    rate: 'rate (Hz)',
    rasterKind: 'raster plot',
    raster: 'Raster: spikes of every cell over time. Arrows pan, plus and minus zoom, Home resets.',
    rates: 'Population rates over time, in hertz',
  },
  zh: {
    cell: '神经元',
    spike: '脉冲',
    rate: '发放率 (Hz)',
    rasterKind: '栅格图',
    raster: '栅格图：每个神经元的脉冲随时间的分布。方向键平移，加减键缩放，Home 键看全貌。',
    rates: '各群体的发放率随时间的变化，单位 Hz',
  },
};
