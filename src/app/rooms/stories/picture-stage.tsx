/** The pictures of an experiment. */

import type { StoryText } from '../../../studies/measure.ts';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import type { ReaderAnswer } from './reader.ts';
import type { StoryWords } from './words.ts';
import type { Picture, PictureLine } from './worker/stories-tasks.ts';

interface PictureStageProps {
  readonly found: ReaderAnswer | undefined;
  readonly text: StoryText;
  readonly words: StoryWords;
  readonly caption: string;
}

export function PictureStage({ found, text, words, caption }: PictureStageProps) {
  if (found === undefined || 'problem' in found) {
    return (
      <div class="stage-wait" role="status">
        {found === undefined ? words.waiting : `${words.failed} ${found.problem}`}
      </div>
    );
  }
  const { pictures } = found.outcome;
  const first = pictures[0];
  return (
    <div class="pictures">
      {first === undefined ? null : <Legend curves={curvesOf(first, text)} name={caption} />}
      {pictures.map((picture) => (
        <div class="picture" key={`${picture.x.title} ${picture.x.low}`}>
          <Chart name={caption} x={picture.x} y={picture.y} curves={curvesOf(picture, text)} />
        </div>
      ))}
    </div>
  );
}

const hues = ['var(--hue-4)', 'var(--hue-1)', 'var(--hue-2)', 'var(--hue-3)'];
const marks = ['square', 'circle', 'triangle', 'diamond'] as const;

function curvesOf(picture: Picture, text: StoryText): Curve[] {
  return picture.lines.map((line) => curveOf(line, text));
}

function curveOf(line: PictureLine, text: StoryText): Curve {
  const { x, y, hue, dash, points, ground } = line;
  return {
    key: line.name,
    name: text.lines[line.name] ?? line.name,
    colour: ground ? 'var(--line)' : hues[hue]!,
    x,
    y,
    ...(ground ? { width: 5 } : {}),
    ...(dash === undefined ? {} : { dash }),
    ...(points ? { pointsOnly: true, marker: marks[hue]! } : {}),
  };
}
