/**
 * The raster at rest, drawn by regl-scatterplot in its own frame. regl compiles its drawing commands at run time, which the page's
 * content-security policy forbids; this frame's policy allows it, and the frame has nothing but dots to lose: it reads typed arrays and
 * numbers from the page and answers 'drawn'.
 */
import createScatterplot from 'regl-scatterplot';
import type { FrameRequest } from './messages.ts';

const canvas = document.querySelector('canvas')!;
let plot: ReturnType<typeof createScatterplot> | undefined;

addEventListener('message', async ({ data, origin, source }: MessageEvent<FrameRequest>) => {
  if (origin !== location.origin || source !== parent) return;
  const { width, height, ground, colours, points, pointSize, camera } = data;
  try {
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    plot ??= createScatterplot({
      canvas,
      width,
      height,
      // The page's gestures move the one time axis; the camera only follows.
      cameraIsFixed: true,
      pointScaleMode: 'constant',
      lassoInitiator: false,
    });
    if (points) {
      plot.set({
        width,
        height,
        aspectRatio: width / height,
        backgroundColor: ground,
        pointColor: [...colours],
        colorBy: 'category',
        opacity: 1,
      });
      await plot.draw({ x: points.x, y: points.y, z: points.group }, { zDataType: 'categorical' });
    }
    plot.set({ pointSize });
    await plot.view([...camera], { preventEvent: true });
    parent.postMessage({ kind: 'drawn', request: data.request }, location.origin);
  } catch {
    parent.postMessage({ kind: 'absent' }, location.origin);
  }
});
parent.postMessage({ kind: 'ready' }, location.origin);
