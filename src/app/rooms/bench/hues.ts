/** The colour of each backend, in the chart and in the bars. */
import { type BackendName, backendNames } from '../../../index.ts';

const hues = ['var(--hue-1)', 'var(--hue-2)', 'var(--hue-3)'];

export const hueOf = (backend: BackendName): string => hues[backendNames.indexOf(backend)]!;
