/** Sizes of figures on paper and on a screen. */
export interface FigureSize {
  readonly title: string;
  readonly chinese: string;
  /** mm */
  readonly width: number;
  /** Height of the plot under its legend, mm. */
  readonly plot: number;
  /** Size of the type, points. */
  readonly type: number;
}

/** One column of most journals, two of them, and a slide of 10 inches, whose type reads from the last row. */
export const figureSizes = {
  column: { title: 'column, 85 mm', chinese: '单栏，85 mm', width: 85, plot: 55, type: 7 },
  full: { title: 'full width, 174 mm', chinese: '双栏，174 mm', width: 174, plot: 75, type: 7 },
  slide: { title: 'slide, large type', chinese: '幻灯片，大字', width: 254, plot: 125, type: 18 },
} as const satisfies Readonly<Record<string, FigureSize>>;

export type FigureSizeName = keyof typeof figureSizes;
