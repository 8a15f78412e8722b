/** Defines `<galvani-run>` and `<galvani-slider>`: `<script type="module" src="galvani-run.js"></script>` is all that a page needs. */
import { GalvaniRun } from './run.ts';
import { GalvaniSlider } from './slider.tsx';

export type { ParameterSettings } from './settings.ts';
export { GalvaniRun, GalvaniSlider };

declare global {
  interface HTMLElementTagNameMap {
    'galvani-run': GalvaniRun;
    'galvani-slider': GalvaniSlider;
  }
}

// A page may load the module twice, from two places.
if (customElements.get('galvani-run') === undefined) {
  customElements.define('galvani-run', GalvaniRun);
  customElements.define('galvani-slider', GalvaniSlider);
}
