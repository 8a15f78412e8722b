/** The cell in the page: drawn, turned, come closer to, and touched with pointer and keys. */

import { effect, type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fixed } from '../../../../numbers/grouped.ts';
import { inward, outward, sideways } from '../../../../studies/measure.ts';
import { usePalette } from '../../../plots/palette.ts';
import { numberText } from '../../../quantity-text.ts';
import type { Dendrites } from '../dendrites.ts';
import { barOf, type Camera, straight, zoomed } from './camera.ts';
import { TreePainter } from './painter.ts';

/** Pixels a press may wander and still be a click; degrees that a pixel turns. */
const clickReach = 4;
const perPixel = 0.5;
/** Longest bar, CSS pixels. */
const longestBar = 120;

/** Colours of the places whose voltages are drawn, as the curves have them. */
export const probeHues = ['--hue-2', '--hue-1', '--hue-3'] as const;

export function TreeView({ room }: { room: Dendrites }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const camera = useSignal<Camera>(straight);
  const size = useSignal({ scale: 1, width: 400 });
  const palette = usePalette();
  useEffect(() => {
    const element = holder.current!;
    const painter = new TreePainter(canvas.current!);
    const measure = () => {
      const { scale, width } = size.peek();
      const now = { scale: painter.scale, width: painter.area().width };
      if (now.scale !== scale || now.width !== width) size.value = now;
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const stop = effect(() => {
      const picture = room.picture.value;
      const { coldest, hottest, probes, stimuli = [] } = room.experiment.value;
      if (picture === undefined) return;
      const nodeOf = (at: string) => picture.labels.indexOf(at);
      const style = getComputedStyle(element);
      painter.show({
        picture,
        voltages: room.frame.value?.voltages,
        coldest,
        hottest,
        camera: camera.value,
        site: room.site.value,
        probes: probes.map((at, k) => ({ node: nodeOf(at), colour: style.getPropertyValue(probeHues[k]!).trim() })),
        stimuli: stimuli.map(({ kind, at }) => ({ kind, node: nodeOf(at) })),
        palette: palette.value,
        dark: dark.matches,
      });
      measure();
    });
    const resize = new ResizeObserver(() => {
      painter.resize();
      measure();
    });
    resize.observe(element);
    const detach = attachPointer(element, painter, room, camera);
    const onKey = (event: KeyboardEvent) => {
      const act = keyAction(event, painter, room, camera);
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('keydown', onKey);
      detach();
      stop();
      resize.disconnect();
      painter.dispose();
    };
  }, [room, camera, size, palette]);
  const { scale, width } = size.value;
  const bar = barOf(scale, Math.min(longestBar, width / 4));
  return (
    <section class="tree" aria-label="cell">
      <div
        ref={holder}
        class="tree-place"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move along the branches
        tabIndex={0}
        role="application"
        aria-roledescription="drawing of a cell"
        aria-label="The cell. Arrows move along its branches, Enter does there what a click does, plus comes closer, Home shows the whole cell."
        aria-describedby="tree-site"
      >
        <canvas ref={canvas} class="tree-canvas" />
      </div>
      <p class="scale-bar" data-figure="scale">
        <span class="scale-line" style={{ width: `${bar * scale}px` }} />
        {numberText(bar)} µm
      </p>
      <label class="turn">
        <span>turn</span>
        <input
          type="range"
          aria-label="turn about the upright axis"
          min={-180}
          max={180}
          step={1}
          value={camera.value.turn}
          aria-valuetext={`${Math.round(camera.value.turn)} degrees`}
          onInput={(event) => (camera.value = { ...camera.peek(), turn: event.currentTarget.valueAsNumber })}
        />
      </label>
      <Site room={room} />
    </section>
  );
}

/** What stands at the chosen place. */
function Site({ room }: { room: Dendrites }) {
  const picture = room.picture.value;
  const node = room.site.value;
  if (picture === undefined) return <p class="site" id="tree-site" />;
  const voltage = room.frame.value?.voltages[node];
  return (
    <p class="site" id="tree-site">
      <strong>{picture.labels[node]}</strong> {numberText(Math.round(picture.distances[node]!))} µm from the{' '}
      {picture.regions.includes('soma') ? 'soma' : 'root'},{' '}
      {numberText(Number(picture.diameters[node]!.toPrecision(2)))} µm wide
      <span class="site-voltage" data-figure="site">
        {voltage === undefined ? '' : `${fixed(voltage, 1)}\u2009mV`}
      </span>
    </p>
  );
}

function attachPointer(
  element: HTMLElement,
  painter: TreePainter,
  room: Dendrites,
  camera: Signal<Camera>,
): () => void {
  let [moved, at] = [0, undefined as { x: number; y: number } | undefined];
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      [moved, at] = [0, { x: event.clientX, y: event.clientY }];
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (at === undefined) return;
      const [dx, dy] = [event.clientX - at.x, event.clientY - at.y];
      moved += Math.hypot(dx, dy);
      at = { x: event.clientX, y: event.clientY };
      if (moved <= clickReach) return;
      const { turn, along, ...rest } = camera.peek();
      camera.value = {
        ...rest,
        turn: ((((turn + perPixel * dx + 180) % 360) + 360) % 360) - 180,
        along: rest.zoom > 1 ? along + dy / painter.scale : 0,
      };
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (at === undefined) return;
      at = undefined;
      if (moved > clickReach) return;
      const box = element.getBoundingClientRect();
      const node = painter.nodeAt(event.clientX - box.left, event.clientY - box.top);
      if (node !== undefined) room.touch(node);
    },
    { signal },
  );
  const drop = () => {
    at = undefined;
  };
  element.addEventListener('pointercancel', drop, { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const { left, top, width, height } = painter.area();
      const from = {
        x: event.clientX - box.left - left - width / 2,
        y: event.clientY - box.top - top - height / 2,
      };
      const amount = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      const factor = Math.exp(-Math.max(-300, Math.min(300, amount)) * 0.002);
      camera.value = zoomed(camera.peek(), factor, painter.scale, from);
    },
    { passive: false, signal },
  );
  return () => stop.abort();
}

function keyAction(
  { key }: KeyboardEvent,
  painter: TreePainter,
  room: Dendrites,
  camera: Signal<Camera>,
): (() => void) | undefined {
  const picture = room.picture.peek();
  if (picture === undefined) return undefined;
  const node = room.site.peek();
  const move = (to: number) => () => {
    room.site.value = to;
  };
  const whole = () => {
    camera.value = straight;
  };
  const closer = (factor: number) => () => {
    const { left, top, width, height } = painter.area();
    const place = painter.placeOf(node) ?? { x: left + width / 2, y: top + height / 2 };
    const from = { x: place.x - left - width / 2, y: place.y - top - height / 2 };
    camera.value = zoomed(camera.peek(), factor, painter.scale, from);
  };
  const actions: Readonly<Record<string, () => void>> = {
    ArrowUp: move(outward(picture, node)),
    ArrowDown: move(inward(picture, node)),
    ArrowRight: move(sideways(picture, node, 1)),
    ArrowLeft: move(sideways(picture, node, -1)),
    Enter: () => room.touch(node),
    '+': closer(1.5),
    '=': closer(1.5),
    '-': closer(1 / 1.5),
    '\u2212': closer(1 / 1.5),
    Home: whole,
  };
  return actions[key];
}
