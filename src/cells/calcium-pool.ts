/** Calcium under the membrane: what channels let in, what pumps take out, and the Nernst potential that follows. */
import type { ParameterValue } from '../equations/model.ts';
import { UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { optional, optionsOf, quantity } from '../options.ts';
import { FARADAY, GAS_OVER_FARADAY } from './constants.ts';
import type { Convention, IonPool } from './fragment.ts';

interface PoolOptions {
  /** Concentration outside. */
  readonly outside?: string;
  /** Temperature of the Nernst potential. */
  readonly T?: string;
}

export interface CalciumPoolOptions extends PoolOptions {
  /** Depth of the shell under the membrane. */
  readonly depth?: string;
  /** Time constant of removal. */
  readonly tau?: string;
  readonly rest?: string;
  /** Area of the membrane; needed where the compartment is given as a whole cell. */
  readonly area?: string;
}

/**
 * dCa/dt = max(I_Ca/(2·F·depth), 0) + (rest − Ca)/tau, E_Ca = RT/(2F)·ln(outside/Ca).
 *
 * Destexhe, Babloyantz & Sejnowski 1993, Biophys. J. 65:1538 (influx into a shell); Bazhenov et al. 1998, J. Neurophysiol. 79:2730
 * (first-order removal). Defaults: depth 1 µm, tau 5 ms, rest 2.4e-4 mM, outside 2 mM, 36 °C. Start `Ca` at its rest.
 */
export function calciumPool(options: CalciumPoolOptions = {}, ...more: undefined[]): IonPool {
  noMore('calciumPool', 'options', more);
  readPool(options);
  return pool('calciumPool', options, (convention, inward) => {
    if (convention.current === 'pA' && options.area === undefined)
      throw new UserError(
        "The calcium pool of a whole cell needs the area of its membrane: calciumPool({ area: '20000 um^2' }).",
      );
    const influx = convention.current === 'pA' ? `${inward}/area_Ca` : inward;
    return {
      derivative: `max(${influx}/(2*${FARADAY}*depth_Ca), 0*mM/ms) + (rest_Ca - Ca)/tau_Ca`,
      parameters: {
        depth_Ca: options.depth ?? '1 um',
        tau_Ca: options.tau ?? '5 ms',
        rest_Ca: options.rest ?? '2.4e-4 mM',
        ...(options.area === undefined ? {} : { area_Ca: options.area }),
      },
    };
  });
}

const readPool = optionsOf<CalciumPoolOptions>('calciumPool', {
  outside: optional(quantity),
  T: optional(quantity),
  depth: optional(quantity),
  tau: optional(quantity),
  rest: optional(quantity),
  area: optional(quantity),
});

export interface FirstOrderCalciumOptions extends PoolOptions {
  /** Concentration gained per time and current: '1e-5 mM*cm^2/(ms*uA)' by area, '1e-6 mM/(ms*pA)' for a whole cell. */
  readonly alpha: string;
  /** Rate of removal, for example '0.075/ms'. */
  readonly beta: string;
}

/** dCa/dt = max(alpha·I_Ca, 0) − beta·Ca, E_Ca = RT/(2F)·ln(outside/Ca), as braincell's CalciumFirstOrder. Start `Ca` above 0. */
export function firstOrderCalcium(options: FirstOrderCalciumOptions, ...more: undefined[]): IonPool {
  noMore('firstOrderCalcium', 'options', more);
  readFirstOrder(options);
  return pool('firstOrderCalcium', options, (_, inward) => ({
    derivative: `max(alpha_Ca*${inward}, 0*mM/ms) - beta_Ca*Ca`,
    parameters: { alpha_Ca: options.alpha, beta_Ca: options.beta },
  }));
}

const readFirstOrder = optionsOf<FirstOrderCalciumOptions>('firstOrderCalcium', {
  alpha: quantity,
  beta: quantity,
  outside: optional(quantity),
  T: optional(quantity),
});

function pool(
  name: string,
  options: PoolOptions,
  dynamics: (
    convention: Convention,
    inward: string,
  ) => { readonly derivative: string; readonly parameters: Readonly<Record<string, ParameterValue>> },
): IonPool {
  return {
    ion: 'Ca',
    concentration: 'Ca',
    reversal: 'E_Ca',
    outside: 'outside_Ca',
    written: { name, options: { ...options } },
    fragment(convention, currents) {
      const inward = currents.length > 0 ? `(${currents.join(' + ')})` : `(0 ${convention.current})`;
      const { derivative, parameters } = dynamics(convention, inward);
      return {
        equations: [`dCa/dt = ${derivative} : mM`, `E_Ca = ${GAS_OVER_FARADAY}*T_Ca/2*log(outside_Ca/Ca) : mV`].join(
          '\n',
        ),
        parameters: {
          ...parameters,
          outside_Ca: options.outside ?? '2 mM',
          T_Ca: options.T ?? convention.temperature ?? '36 degC',
        },
      };
    },
  };
}
