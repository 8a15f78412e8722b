/** Elements of a plot as the text of an SVG document that needs no style sheet. */
import { escapeXml } from '../../numbers/xml.ts';

const INK = '#000000';

/** What JSX gives: text, numbers, elements, lists of these; anything else is nothing. */
export type Markup = unknown;

type Attributes = Readonly<Record<string, unknown>>;

/** A tag with its attributes, or a component, which gives a tree for its properties. */
interface Element {
  readonly type: string | ((properties: Attributes) => Markup);
  readonly props: Attributes;
}

/** Parts whose children look otherwise than elsewhere, by their class. */
const parts = ['axes', 'notes'] as const;

/** What the style sheet says of an element, for print: black where the page has greys. */
function look(tag: string, classes: readonly string[], part: string): Attributes {
  if (classes.includes('curve')) return { fill: 'none', 'stroke-linejoin': 'round' };
  if (classes.includes('symbol'))
    return { 'font-family': 'Times New Roman, Times, serif', 'font-style': 'italic', 'font-size': 12.5 };
  if (classes.includes('symbol-below')) return { ...look('tspan', ['symbol'], part), 'font-size': 9 };
  if (part === 'axes' && tag === 'path')
    return { fill: 'none', stroke: classes.includes('zero') ? '#bbbbbb' : INK, 'stroke-width': 0.8 };
  if (part === 'notes' && (tag === 'path' || tag === 'circle')) return { fill: 'none', 'stroke-width': 1.5 };
  // A halo in the colour of the ground.
  if (part === 'notes' && tag === 'text')
    return { stroke: '#ffffff', 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
  // Fields of a map: not run yet, without a value, failed.
  if (classes.includes('waiting')) return { fill: 'var(--hair)' };
  if (classes.includes('blank')) return { fill: 'var(--ground-2)' };
  if (classes.includes('failed')) return { fill: 'none', stroke: 'var(--wrong)', 'stroke-width': 1.5 };
  return {};
}

/** Attributes that mean something on the page alone. */
const ofThePage = /^(children|class|style|href|tabindex|on[A-Z].*|aria-.*)$/;

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A hundredth of a pixel is finer than any printer. */
const short = (text: string): string =>
  text.replace(/\d+\.\d{3,}/g, (digits) => `${Number(Number(digits).toFixed(2))}`);

/** `colour` turns colours of style sheets into those of print. Components must be without hooks. */
export function markup(node: Markup, colour: (css: string) => string, part = ''): string {
  if (Array.isArray(node)) return node.map((child) => markup(child, colour, part)).join('');
  if (typeof node === 'string' || typeof node === 'number') return escapeXml(`${node}`);
  if (typeof node !== 'object' || node === null) return '';
  const { type, props } = node as Element;
  if (typeof type === 'function') return markup(type(props), colour, part);
  // A link is of no use on paper.
  const tag = type === 'a' ? 'g' : type;
  const classes = `${props['class'] ?? ''}`.split(' ');
  const here = parts.find((name) => classes.includes(name)) ?? part;
  const own = Object.entries(props).filter(([name]) => !ofThePage.test(name));
  const styled = Object.entries((props['style'] ?? {}) as Attributes).map(([name, value]) => [dashed(name), value]);
  const attributes = Object.entries({
    ...look(tag, classes, here),
    ...Object.fromEntries(own),
    ...Object.fromEntries(styled),
  }).flatMap(([name, value]) => {
    if (value === undefined || (name === 'stroke-dasharray' && value === 'none')) return [];
    const paint = (name === 'stroke' || name === 'fill') && value !== 'none';
    const text = paint ? colour(`${value}`) : name.startsWith('data-') ? `${value}` : short(`${value}`);
    return [` ${name}="${escapeXml(text)}"`];
  });
  const inside = markup(props['children'], colour, here);
  return inside === '' ? `<${tag}${attributes.join('')}/>` : `<${tag}${attributes.join('')}>${inside}</${tag}>`;
}
