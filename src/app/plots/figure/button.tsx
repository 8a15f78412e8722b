/** The small button at the corner of a plot that saves it as a figure. What it opens is loaded when it is pressed. */
import { useSignal } from '@preact/signals';
import type { ChartPicture } from '../../../export/figure/document.ts';
import { useLanguage } from '../../language.ts';
import './button.css';

interface FigureButtonProps {
  /** What the file is named by. */
  readonly label: string;
  /** The plot as it is when the button is pressed. */
  readonly figure: () => ChartPicture;
}

/** The plot beneath has gestures of its own. */
const keep = (event: Event) => event.stopPropagation();

export function FigureButton({ label, figure }: FigureButtonProps) {
  const problem = useSignal('');
  const chinese = useLanguage() === 'zh';
  const name = chinese ? '保存图片' : 'save figure';
  const open = (event: Event) => {
    keep(event);
    const button = event.currentTarget as HTMLElement;
    import('./menu.tsx').then(
      ({ offer }) => offer(figure(), button, chinese),
      () => {
        problem.value = ' could not be loaded; reload the page';
      },
    );
  };
  return (
    <button
      type="button"
      class="bare figure-button"
      aria-label={`${name}: ${label}`}
      aria-haspopup="dialog"
      title={`${name}${problem.value}`}
      onPointerDown={keep}
      onDblClick={keep}
      onClick={open}
    >
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M1 1h1.500v12.500H15V15H1zM7.500 1H9v5.800l2.300-2.200 1.100 1.100-4.150 4L4.100 5.700l1.100-1.100 2.300 2.200zM4 11.200h8.500v1.300H4z" />
      </svg>
    </button>
  );
}
