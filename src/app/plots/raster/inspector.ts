/**
 * The raster at rest, drawn by regl-scatterplot over the same window and axes, in its own frame (see `inspector/frame.ts`). Loaded
 * when the pointer first comes near a run that stands still; without WebGL, for more spikes than it draws at ease, or while cells are
 * chosen, the painted raster stays.
 */
import type { FrameAnswer, FrameRequest } from '../../inspector/messages.ts';
import type { Area } from '../gestures.ts';
import { groupColour, palette } from '../palette.ts';
import type { Rows } from '../rows.ts';
import type { RunView } from '../run-view.ts';
import type { Span } from '../time-view.ts';
import { tickRoom } from './raster-painter.ts';
import { density, fullAt } from './shade.ts';

/** Every draw sends all points again; a software renderer takes about 1.5 ms per thousand. */
const most = 200_000;

export class Inspector {
  readonly #holder: HTMLElement;
  readonly #session: RunView;
  readonly #area: () => Area;
  #frame: HTMLIFrameElement | undefined;
  #state: 'asleep' | 'loading' | 'ready' | 'absent' = 'asleep';
  /** What the points in the frame were made from. */
  #loaded = '';
  #request = 0;

  constructor(holder: HTMLElement, session: RunView, area: () => Area) {
    this.#holder = holder;
    this.#session = session;
    this.#area = area;
  }

  /** The pointer is near. */
  wake(): void {
    const phase = this.#session.phase.peek();
    if (this.#state !== 'asleep' || (phase !== 'paused' && phase !== 'finished')) return;
    this.#state = 'loading';
    const frame = document.createElement('iframe');
    frame.className = 'inspector';
    frame.src = './inspector.html';
    frame.title = 'The raster at rest';
    frame.tabIndex = -1;
    frame.setAttribute('aria-hidden', 'true');
    frame.style.visibility = 'hidden';
    addEventListener('message', this.#hear);
    // Above the painted dots, below what points at them.
    this.#holder.querySelector('canvas')!.after(frame);
    this.#frame = frame;
  }

  readonly #hear = ({ data, source, origin }: MessageEvent<FrameAnswer>): void => {
    if (origin !== location.origin || source !== this.#frame?.contentWindow) return;
    if (data.kind === 'absent') {
      this.#state = 'absent';
      this.#hide();
    } else if (data.kind === 'ready') {
      this.#state = 'ready';
      this.follow();
    } else if (data.request === this.#request && this.#frame) {
      this.#frame.style.visibility = 'visible';
      this.#frame.dataset['drawn'] = String(data.request);
    }
  };

  /** Depends on all that the picture shows; run it in an effect. */
  follow(): void {
    const { view, phase, record, chosen } = this.#session;
    const resting = phase.value !== 'running' && phase.value !== 'opening';
    void record.value?.version.value;
    const span = view.span.value;
    const cells = view.cells.value;
    const colours = palette.value;
    const none = chosen.value.length === 0;
    if (this.#state !== 'ready' || !this.#frame) return;
    const spikes = record.value?.spikes;
    const area = this.#area();
    // Ticks and shades are the painter's.
    const crowded = area.height / (cells.to - cells.from) <= tickRoom;
    const shaded = record.value !== undefined && fullAt(density(record.value, span, cells, area)) > 1;
    const shown =
      resting && none && crowded && !shaded && spikes !== undefined && spikes.count > 0 && spikes.count <= most;
    if (!shown) {
      this.#hide();
      return;
    }
    this.#send(JSON.stringify([spikes.count, record.value?.steps, colours]), span, cells);
  }

  dispose(): void {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
    this.#frame = undefined;
    this.#state = 'absent';
  }

  #hide(): void {
    this.#request++;
    if (this.#frame) this.#frame.style.visibility = 'hidden';
  }

  /** Sends the points if they are new, and the camera. */
  #send(key: string, span: Span, cells: Rows): void {
    const frame = this.#frame!;
    const record = this.#session.record.peek()!;
    const { left, top, width, height } = this.#area();
    Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    const total = Math.max(record.steps * record.dt, record.dt);
    const high = this.#session.view.cellCount.peek();
    const colours = palette.peek();
    const sized = `${key} ${width}×${height}`;
    const perStep = (width / (span.to - span.from)) * record.dt;
    const perCell = height / (cells.to - cells.from);
    const request: FrameRequest = {
      request: ++this.#request,
      width,
      height,
      ground: colours.ground,
      colours: [...record.groups.map((g) => groupColour(g, colours)), colours.other],
      ...(sized === this.#loaded ? {} : { points: this.#points(total, high) }),
      pointSize: Math.max(1.3, Math.min(5, perStep, perCell)),
      camera: camera(span, cells, total, high, width / height),
    };
    this.#loaded = sized;
    const { points } = request;
    const moved = points ? [points.x.buffer, points.y.buffer, points.group.buffer] : [];
    frame.contentWindow?.postMessage(request, location.origin, moved);
  }

  #points(total: number, high: number): NonNullable<FrameRequest['points']> {
    const record = this.#session.record.peek()!;
    const { steps, cells } = record.spikes.spikes();
    const x = new Float32Array(steps.length);
    const y = new Float32Array(steps.length);
    const group = new Float32Array(steps.length);
    for (let k = 0; k < steps.length; k++) {
      x[k] = (2 * steps[k]! * record.dt) / total - 1;
      y[k] = (2 * (cells[k]! + 0.5)) / high - 1;
      group[k] = record.table[cells[k]!]!;
    }
    return { x, y, group };
  }
}

/** The matrix that maps the window of data in [−1, 1]² onto the canvas. */
function camera(span: Span, cells: Rows, total: number, high: number, aspect: number): number[] {
  const sx = total / (span.to - span.from);
  const sy = high / (cells.to - cells.from);
  const tx = (total - 2 * span.from) / (span.to - span.from) - 1;
  const ty = (high - 2 * cells.from) / (cells.to - cells.from) - 1;
  const up = cells.down === true ? -1 : 1;
  return [sx, 0, 0, 0, 0, up * sy, 0, 0, 0, 0, 1, 0, tx * aspect, up * ty, 0, 1];
}
