/** A chart as a figure: the same parts in another box, with numbers on both axes. */
import type { ChartPicture } from '../../../export/figure/document.ts';
import { PlotWords } from '../../symbols/words.tsx';
import { areaOf } from './area.ts';
import { Axes } from './axes.tsx';
import type { ChartContent, Curve } from './curve.ts';
import { SampleMarks } from './legend.tsx';
import { drawnCurves, frameOf, Marks, Notes } from './marks.tsx';
import { linePath } from './path.ts';

/** `x` and `y` with the ends that are seen. */
export function chartFigure({
  name,
  label = name,
  x,
  y,
  curves,
  keys = curves,
  notes = [],
}: ChartContent): ChartPicture {
  return {
    name,
    label,
    keys: keys
      .filter((curve) => !curve.quiet && curve.name !== '')
      .map((curve) => ({
        name: curve.name,
        sample: <SampleMarks curve={curve} />,
        words: <PlotWords text={curve.name} />,
      })),
    draw(size) {
      const placed = { area: areaOf(size, true, false), x, y };
      // Figures that stand in one document share their identities: a path of this name has this size.
      const clip = `plot-${Math.round(placed.area.width)}-${Math.round(placed.area.height)}`;
      const drawn = drawnCurves(curves, frameOf(placed), (curve, frame) => linePath(curve.x, curve.y, frame));
      return (
        <>
          <Axes {...placed} labelled time={false} />
          <Marks area={placed.area} drawn={drawn} clip={clip} />
          <Notes {...placed} notes={notes} />
        </>
      );
    },
  };
}

/** Whether anything is drawn of it. */
export function hasPoint({ x, y }: Curve): boolean {
  for (let i = 0; i < x.length; i++) if (Number.isFinite(y[i])) return true;
  return false;
}
