/** The one menu that all plots' figure buttons open: which size, which format. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { messageOf } from '../../../errors.ts';
import { printColours } from '../../../export/figure/colours.ts';
import { type ChartPicture, figureDocument } from '../../../export/figure/document.ts';
import { type FigureSizeName, figureSizes } from '../../../export/figure/sizes.ts';
import { svgToPng } from '../../../index.ts';
import { download } from '../../download.ts';
import './menu.css';

/** Kept while the page is open: a paper's figures have one size. */
const size = signal<FigureSizeName>('column');
const problem = signal('');

let holder: HTMLElement | undefined;

/** Opens the menu beside the button. */
export function offer(figure: ChartPicture, button: HTMLElement, chinese: boolean): void {
  holder ??= made();
  problem.value = '';
  holder.ariaLabel = chinese ? '保存图片' : 'save figure';
  render(<Menu figure={figure} chinese={chinese} onDone={() => holder?.hidePopover()} />, holder);
  if (!holder.matches(':popover-open')) holder.showPopover();
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = holder;
  const clear = document.documentElement.clientWidth - width - 8;
  const below = at.bottom + 4;
  holder.style.left = `${Math.max(8, Math.min(clear, at.right - width))}px`;
  holder.style.top = `${below + height > innerHeight ? Math.max(8, at.top - 4 - height) : below}px`;
  holder.querySelector<HTMLElement>('input:checked')?.focus();
}

function made(): HTMLElement {
  const element = document.createElement('div');
  element.className = 'figure-menu';
  element.popover = 'auto';
  element.setAttribute('role', 'dialog');
  return document.body.appendChild(element);
}

const formats = ['SVG', 'PNG'] as const;

interface MenuProps {
  readonly figure: ChartPicture;
  readonly chinese: boolean;
  readonly onDone: () => void;
}

function Menu({ figure, chinese, onDone }: MenuProps) {
  const save = async (format: (typeof formats)[number]) => {
    problem.value = '';
    try {
      const { svg, width, height } = figureDocument(
        figure,
        figureSizes[size.value],
        printColours(document.styleSheets),
      );
      const stem = fileStem(figure.label);
      if (format === 'SVG') download(svg, 'image/svg+xml', `${stem}.svg`);
      else download(await svgToPng(svg, width, height), 'image/png', `${stem}.png`);
      onDone();
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
  };
  return (
    <>
      <fieldset>
        <legend>{chinese ? '保存图片' : 'save figure'}</legend>
        {Object.entries(figureSizes).map(([key, { title, chinese: words }]) => (
          <label key={key}>
            <input
              type="radio"
              name="figure-size"
              value={key}
              checked={size.value === key}
              onChange={() => (size.value = key as FigureSizeName)}
            />
            {chinese ? words : title}
          </label>
        ))}
      </fieldset>
      <div class="figure-formats">
        {formats.map((format) => (
          <button key={format} type="button" class="button small" onClick={() => void save(format)}>
            {format}
          </button>
        ))}
      </div>
      <p class="problem" role="status">
        {problem.value}
      </p>
    </>
  );
}

/** 'firing rate against current' → 'firing-rate-against-current'. */
const fileStem = (label: string): string =>
  label
    .slice(0, 80)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'figure';
