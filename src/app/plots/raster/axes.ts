/** The raster's axes: time below, cells at the left, a thin line between groups. */
import type { Group } from '../../../index.ts';
import { tickLabel, tickStep, ticks } from '../../../numbers/ticks.ts';
import { groupColour, type Palette } from '../palette.ts';
import { type Rows, rowAt, spreadOut } from '../rows.ts';
import { gutter, timeLabel } from '../time-axis.ts';
import type { Span } from '../time-view.ts';

export const axisFont = '11px "Galvani Text", system-ui, sans-serif';

export interface AxesPicture {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly span: Span;
  readonly cells: Rows;
  /** Whether names of the groups stand at the axis, in place of the cells' numbers. */
  readonly named: boolean;
  readonly groups: readonly Group[];
  /** Cells marked beside the axis, in ascending order. */
  readonly chosen: readonly number[];
  /** Cells whose voltage is traced: an arrow head at the right of each row. */
  readonly traced: readonly number[];
  readonly palette: Palette;
  /** Of the axis of cells. */
  readonly title: string;
}

/** Draws on a context scaled to CSS pixels. */
export function drawAxes(context: CanvasRenderingContext2D, picture: AxesPicture): void {
  const { width, height, span, cells, palette } = picture;
  const right = width - gutter.right;
  const bottom = height - gutter.bottom;
  context.font = axisFont;
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  context.fillStyle = palette.faint;

  const inner = right - gutter.left;
  const step = tickStep(span.from, span.to, inner / 90);
  context.beginPath();
  context.moveTo(gutter.left - 0.5, gutter.top);
  context.lineTo(gutter.left - 0.5, bottom + 0.5);
  context.lineTo(right, bottom + 0.5);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const times = ticks(span.from, span.to, inner / 90);
  times.forEach((t, k) => {
    const x = Math.round(gutter.left + ((t - span.from) / (span.to - span.from)) * inner) - 0.5;
    context.moveTo(x, bottom);
    context.lineTo(x, bottom + 4);
    const label = timeLabel(t, step, k === times.length - 1);
    // The unit hangs out to the left, so that it stays on the canvas.
    const room = right + gutter.right - 2 - x;
    const half = context.measureText(label).width / 2;
    context.fillText(label, half > room ? right + gutter.right - 2 - half : x, bottom + 6);
  });

  const y = (cell: number) => gutter.top + rowAt(cell, cells, bottom - gutter.top);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  if (!picture.named) drawNumbers(context, picture, y, bottom);
  context.stroke();
  if (picture.named) drawNames(context, picture, y, bottom);
  else axisTitle(context, picture.title, gutter.top, bottom);
  drawGroups(context, picture, y);
  drawChosen(context, picture, y);
  drawTraced(context, picture, y);
}

type Height = (cell: number) => number;

/** Numbers of cells, on the path that is being drawn. */
function drawNumbers(context: CanvasRenderingContext2D, { cells }: AxesPicture, y: Height, bottom: number): void {
  // A low raster still says how many cells it has.
  const cellStep = Math.max(1, tickStep(cells.from, cells.to, Math.max(2, (bottom - gutter.top) / 60)));
  for (let k = Math.ceil(cells.from / cellStep); k * cellStep <= cells.to; k++) {
    const at = Math.round(y(k * cellStep)) + 0.5;
    context.moveTo(gutter.left - 4, at);
    context.lineTo(gutter.left, at);
    context.fillText(
      tickLabel(k * cellStep, cellStep),
      gutter.left - 7,
      Math.min(bottom - 4, Math.max(gutter.top + 6, at)),
    );
  }
}

/** Room of a name, CSS pixels. */
const nameRoom = 12;

/**
 * The name of each group that is seen beside its middle, moved where groups are thinner than names; of the larger ones where not all fit.
 */
function drawNames(context: CanvasRenderingContext2D, picture: AxesPicture, y: Height, bottom: number): void {
  const { groups, cells, palette } = picture;
  const seen = groups
    .map((group) => ({
      group,
      low: Math.max(group.first, cells.from),
      high: Math.min(group.first + group.count, cells.to),
    }))
    .filter(({ low, high }) => high > low)
    .map(({ group, low, high }) => ({ group, size: high - low, at: (y(low) + y(high)) / 2 }))
    .sort((a, b) => b.size - a.size)
    .slice(0, Math.max(1, Math.floor((bottom - gutter.top) / nameRoom)))
    .sort((a, b) => a.at - b.at);
  const places = spreadOut(
    seen.map(({ at }) => at),
    nameRoom,
    gutter.top + nameRoom / 2,
    bottom - nameRoom / 2,
  );
  seen.forEach(({ group }, k) => {
    context.fillStyle = groupColour(group, palette);
    context.fillText(group.name, gutter.left - 7, places[k]!);
  });
  context.fillStyle = palette.faint;
}

function drawTraced(context: CanvasRenderingContext2D, picture: AxesPicture, y: Height): void {
  const { traced, cells, palette, width } = picture;
  const left = width - gutter.right + 11;
  context.fillStyle = palette.faint;
  for (const cell of traced) {
    if (cell < cells.from || cell >= cells.to) continue;
    const at = y(cell + 0.5);
    context.beginPath();
    context.moveTo(left, at);
    context.lineTo(left + 6, at - 3.5);
    context.lineTo(left + 6, at + 3.5);
    context.fill();
  }
}

/** A notch at the right of every chosen row; neighbours run together. */
function drawChosen(context: CanvasRenderingContext2D, picture: AxesPicture, y: Height): void {
  const { chosen, cells, palette, width } = picture;
  if (chosen.length === 0) return;
  context.fillStyle = palette.text;
  const left = width - gutter.right + 3;
  let last = Number.NaN;
  for (const cell of chosen) {
    if (cell < cells.from || cell >= cells.to) continue;
    const [top, end] = [y(cell), y(cell + 1)].map(Math.floor).sort((a, b) => a - b) as [number, number];
    // Rows thinner than a pixel share one.
    if (top === last) continue;
    last = top;
    context.fillRect(left, top, 6, Math.max(1, end - top));
  }
}

/** A bar in each group's hue beside the axis, and a line where one group ends and the next begins. */
function drawGroups(context: CanvasRenderingContext2D, picture: AxesPicture, y: Height): void {
  const { groups, cells, palette, width } = picture;
  for (const group of groups) {
    const low = Math.max(group.first, cells.from);
    const high = Math.min(group.first + group.count, cells.to);
    if (high <= low) continue;
    context.fillStyle = groupColour(group, palette);
    context.fillRect(gutter.left - 3, y(high), 2, y(low) - y(high));
    if (group.first > cells.from) {
      const at = Math.round(y(group.first)) + 0.5;
      context.strokeStyle = palette.line;
      context.beginPath();
      context.moveTo(gutter.left, at);
      context.lineTo(width - gutter.right, at);
      context.stroke();
    }
  }
}

/** Upright text along the axis. */
function axisTitle(context: CanvasRenderingContext2D, text: string, top: number, bottom: number): void {
  context.save();
  // Labels of six digits begin at 14 pixels.
  context.translate(7, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, 0, 0);
  context.restore();
}
