/** Pictures of the site: lines over axes, and matrices of dots, as SVG that follows light and dark. */

const WIDTH = 640;
const HEIGHT = 260;
const BOX = { left: 64, right: 16, top: 12, bottom: 40 };
const HUES = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

export const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** 1, 2 or 5 × 10ⁿ, the least that is at least `value`. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const ratio = value / power;
  return power * (ratio > 5 + 1e-9 ? 10 : ratio > 2 + 1e-9 ? 5 : ratio > 1 + 1e-9 ? 2 : 1);
}

function ticks(low, high, logarithmic) {
  if (logarithmic) {
    const [from, to] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
    const every = Math.max(1, Math.ceil((to - from) / 6));
    const out = [];
    for (let k = from; k <= to; k += every) out.push({ at: k, text: `10${superscript(k)}` });
    return out;
  }
  const step = roundUp((high - low) / 6);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    out.push({ at: k * step, text: (k * step).toFixed(decimals).replace('-', '−') });
  return out;
}

const superscript = (n) => String(n).replace(/./g, (c) => ({ '-': '⁻' })[c] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]);

/** Axes with their labels, and places of values on them. */
function frame({ x, y, xs, ys, logX = false, logY = false }) {
  const place = (low, high, from, to) => (v) => from + ((v - low) / (high - low)) * (to - from);
  const toX = place(xs[0], xs[1], BOX.left, WIDTH - BOX.right);
  const toY = place(ys[0], ys[1], HEIGHT - BOX.bottom, BOX.top);
  const parts = [`<path class="axis" d="M${BOX.left} ${BOX.top}V${HEIGHT - BOX.bottom}H${WIDTH - BOX.right}"/>`];
  for (const { at, text } of ticks(...xs, logX))
    parts.push(`<text x="${toX(at).toFixed(1)}" y="${HEIGHT - BOX.bottom + 16}" text-anchor="middle">${text}</text>`);
  for (const { at, text } of ticks(...ys, logY))
    parts.push(`<text x="${BOX.left - 6}" y="${(toY(at) + 4).toFixed(1)}" text-anchor="end">${text}</text>`);
  const middle = (BOX.left + WIDTH - BOX.right) / 2;
  parts.push(`<text x="${middle}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(x)}</text>`);
  parts.push(
    `<text transform="translate(13 ${(HEIGHT - BOX.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y)}</text>`,
  );
  return { toX, toY, axes: parts.join('') };
}

const svg = (label, content) =>
  `<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(label)}">${content}</svg>`;

/**
 * `lines`: { name, xs, ys, dash }; values that are no numbers leave gaps. `x`, `y`: titles of the axes. `logX`, `logY`: powers of ten.
 * @param {{ label: string, x: string, y: string, lines: { name: string, xs: ArrayLike<number>, ys: ArrayLike<number>, dash?: boolean }[],
 * logX?: boolean, logY?: boolean, low?: number }} picture
 */
export function linePlot({ label, x, y, lines, logX = false, logY = false, low, high }) {
  const on = (log, v) => (log ? Math.log10(v) : v);
  const points = lines.map(({ xs, ys }) => Array.from(xs, (value, k) => [on(logX, value), on(logY, ys[k])]));
  const finite = points.flat().filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  if (finite.length === 0) throw new Error(`The plot '${label}' has no point.`);
  const range = (axis, least, most) => {
    let [a, b] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const point of finite) {
      a = Math.min(a, point[axis]);
      b = Math.max(b, point[axis]);
    }
    if (axis === 1) {
      const room = b > a ? 0.05 * (b - a) : Math.max(1e-3, Math.abs(a) * 0.1);
      return [least ?? a - room, most ?? b + room];
    }
    return b > a ? [a, b] : [a - 1, b + 1];
  };
  const { toX, toY, axes } = frame({ x, y, xs: range(0), ys: range(1, low, high), logX, logY });
  const paths = points.map((line, k) => {
    let d = '';
    let pen = false;
    for (const [a, b] of line) {
      if (!Number.isFinite(a) || !Number.isFinite(b)) pen = false;
      else {
        d += `${pen ? 'L' : 'M'}${toX(a).toFixed(1)} ${toY(b).toFixed(1)}`;
        pen = true;
      }
    }
    return `<path class="line" stroke="${HUES[k % HUES.length]}"${lines[k].dash ? ' stroke-dasharray="5 4"' : ''} d="${d}"/>`;
  });
  const legend =
    lines.length < 2
      ? ''
      : lines
          .map(
            ({ name }, k) =>
              `<text x="${WIDTH - BOX.right}" y="${BOX.top + 12 + 15 * k}" text-anchor="end" style="fill:${HUES[k % HUES.length]}">${escaped(name)}</text>`,
          )
          .join('');
  return svg(label, axes + paths.join('') + legend);
}

/** Dots at pairs of whole numbers: spikes over time and cell, connections over source and target. */
export function dotPlot({ label, x, y, dots, xs, ys, size = 2, colour = () => 0 }) {
  const { toX, toY, axes } = frame({ x, y, xs, ys });
  const marks = dots.map(
    ([a, b]) =>
      `<rect x="${(toX(a) - size / 2).toFixed(1)}" y="${(toY(b) - size / 2).toFixed(1)}" width="${size}" height="${size}" fill="${HUES[colour(b)]}"/>`,
  );
  return svg(label, axes + marks.join(''));
}
