/**
 * The raster at rest, drawn by regl-scatterplot over the same window and axes: lasso (Shift + drag) picks cells. Loaded when the pointer
 * first comes near a run that stands still; without WebGL, or for more spikes than it draws at ease, the painted raster stays.
 */
import { type Session, traceLimit } from '../../rooms/network/session.ts';
import type { Area } from '../gestures.ts';
import { groupColour, palette } from '../palette.ts';
import type { Span } from '../time-view.ts';
import { tickRoom } from './raster-painter.ts';

/** Every draw sends all points again; a software renderer takes about 1.5 ms per thousand. */
const most = 200_000;

type Scatterplot = ReturnType<typeof import('regl-scatterplot')['default']>;

export class Inspector {
  readonly #canvas: HTMLCanvasElement;
  readonly #session: Session;
  readonly #area: () => Area;
  #plot: Scatterplot | undefined;
  #state: 'asleep' | 'loading' | 'ready' | 'absent' = 'asleep';
  /** What the points on the GPU were made from. */
  #loaded = '';
  /** Cell of each point. */
  #cells: Uint32Array = new Uint32Array(0);

  constructor(canvas: HTMLCanvasElement, session: Session, area: () => Area) {
    this.#canvas = canvas;
    this.#session = session;
    this.#area = area;
  }

  /** The pointer is near. */
  wake(): void {
    if (this.#state !== 'asleep' || !this.#resting()) return;
    this.#state = 'loading';
    this.#load()
      .then(() => this.follow())
      .catch(() => {
        this.#state = 'absent';
        this.#canvas.hidden = true;
      });
  }

  /** Depends on all that the picture shows; run it in an effect. */
  follow(): void {
    const { view, phase, record } = this.#session;
    const resting = phase.value !== 'running' && phase.value !== 'opening';
    void record.value?.version.value;
    const span = view.span.value;
    const cells = view.cells.value;
    const colours = palette.value;
    if (this.#state !== 'ready' || this.#plot === undefined) return;
    const spikes = record.value?.spikes;
    // Ticks are the painter's.
    const crowded = this.#area().height / (cells.to - cells.from) <= tickRoom;
    const shown = resting && crowded && spikes !== undefined && spikes.count > 0 && spikes.count <= most;
    this.#canvas.hidden = !shown;
    if (!shown) return;
    void this.#show(JSON.stringify([spikes.count, record.value?.steps, colours]), span, cells);
  }

  dispose(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#state = 'absent';
  }

  #resting(): boolean {
    const phase = this.#session.phase.peek();
    return phase === 'paused' || phase === 'finished';
  }

  async #load(): Promise<void> {
    const { default: createScatterplot } = await import('regl-scatterplot');
    const area = this.#area();
    this.#canvas.style.width = `${area.width}px`;
    this.#canvas.style.height = `${area.height}px`;
    const plot = createScatterplot({
      canvas: this.#canvas,
      width: area.width,
      height: area.height,
      aspectRatio: area.width / area.height,
      // The page's own gestures move the one time axis; the camera only follows.
      cameraIsFixed: true,
      pointScaleMode: 'constant',
      lassoMinDelay: 10,
      lassoInitiator: false,
      deselectOnDblClick: false,
      backgroundColor: palette.peek().ground,
    });
    plot.subscribe('select', ({ points }) => {
      const cells = [...new Set(points.map((p) => this.#cells[p]!))].sort((a, b) => a - b);
      plot.deselect({ preventEvent: true });
      this.#session.pick(spread(cells, traceLimit));
    });
    this.#plot = plot;
    this.#state = 'ready';
  }

  /** Sends the points if they are new, then places the camera. */
  async #show(key: string, span: Span, cells: Span): Promise<void> {
    const plot = this.#plot!;
    const record = this.#session.record.peek()!;
    const area = this.#area();
    const total = Math.max(record.steps * record.dt, record.dt);
    const high = this.#session.view.cellCount.peek();
    const sized = `${key} ${area.width}×${area.height}`;
    if (sized !== this.#loaded) {
      this.#loaded = sized;
      const colours = palette.peek();
      const { steps, cells: who } = record.spikes.spikes();
      this.#cells = who.slice();
      const x = new Float32Array(steps.length);
      const y = new Float32Array(steps.length);
      const z = new Float32Array(steps.length);
      for (let k = 0; k < steps.length; k++) {
        x[k] = (2 * steps[k]! * record.dt) / total - 1;
        y[k] = (2 * (who[k]! + 0.5)) / high - 1;
        z[k] = record.table[who[k]!]!;
      }
      const hues = [...record.groups.map((g) => groupColour(g, colours)), colours.other];
      plot.set({
        width: area.width,
        height: area.height,
        aspectRatio: area.width / area.height,
        backgroundColor: colours.ground,
        lassoColor: colours.text,
        pointColor: hues,
        pointColorActive: colours.text,
        pointColorHover: colours.text,
        colorBy: 'category',
        opacity: 1,
      });
      await plot.draw({ x, y, z }, { zDataType: 'categorical' });
    }
    const perStep = (area.width / (span.to - span.from)) * record.dt;
    const perCell = area.height / (cells.to - cells.from);
    plot.set({ pointSize: Math.max(1.3, Math.min(5, perStep, perCell)) });
    plot.view(camera(span, cells, total, high, area.width / area.height));
  }
}

/** The matrix that brings the window of data in [−1, 1]² onto the canvas. */
function camera(span: Span, cells: Span, total: number, high: number, aspect: number): number[] {
  const sx = total / (span.to - span.from);
  const sy = high / (cells.to - cells.from);
  const tx = (total - 2 * span.from) / (span.to - span.from) - 1;
  const ty = (high - 2 * cells.from) / (cells.to - cells.from) - 1;
  return [sx, 0, 0, 0, 0, sy, 0, 0, 0, 0, 1, 0, tx * aspect, ty, 0, 1];
}

/** At most `count` of the sorted list, evenly spaced. */
function spread(list: readonly number[], count: number): number[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, k) => list[Math.round((k * (list.length - 1)) / (count - 1))]!);
}
