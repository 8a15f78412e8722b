/** Integrators by name, as an option. */
import { integratorNames } from '../../index.ts';
import { type WordOption, word } from '../options.ts';

export const integratorOption = (value: string): WordOption =>
  word('integrator', integratorNames as readonly string[], value);
