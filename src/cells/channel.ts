/** Voltage-gated channels as data, and how one becomes equations. */
import type { ParameterValue } from '../equations/model.ts';
import type { Convention, Fragment, MembranePart } from './fragment.ts';

/**
 * A Hodgkin–Huxley-type channel: I = g·Π gate^power·(E − V), inward positive.
 *
 * Expressions are texts in the syntax of `equations/` over `u` = (V − V_sh)/mV and the channel's own parameters, as pure numbers: rates
 * in 1/ms, time constants in ms. A gate has either alpha and beta, or inf and tau.
 */
export interface ChannelKind {
  /** Name of the factory: 'Na_TM1991'. */
  readonly name: string;
  readonly title: string;
  /** 'Na', 'K', 'Ca', 'H', 'leak': default label of its parameters. */
  readonly ion: string;
  /** The paper, with the place of the equations. */
  readonly source: string;
  readonly gates: readonly Gate[];
  /** Default maximal conductance, as a density. */
  readonly g: string;
  /** Default reversal potential. */
  readonly E: string;
  /** Default voltage shift, which `u` subtracts. */
  readonly V_sh?: string;
  /** Temperature factor φ of all its gates: q10^((T − reference)/10 K), temperatures in °C. */
  readonly temperature?: { readonly q10: number; readonly reference: number; readonly default: number };
  /** Further parameters by name with their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What to know before using it. */
  readonly notes?: string;
}

export type Gate = {
  readonly name: string;
  readonly power: number;
} & (
  | { readonly alpha: string; readonly beta: string }
  | { readonly inf: string; readonly tau: string }
  /** A gate that follows its steady state at once. */
  | { readonly inf: string }
);

export interface ChannelOptions {
  /** Maximal conductance, total (`'20 uS'`) or per area (`'100 mS/cm^2'`), as the compartment's capacitance is. */
  readonly g?: string;
  /** Reversal potential. */
  readonly E?: string;
  /** A voltage, or the name of a parameter of the compartment that several channels share (so do then their exponentials). */
  readonly V_sh?: string;
  /** Temperature, for example '36 degC'; only for channels that have a temperature factor. */
  readonly T?: string;
  /** Ends the names of its parameters (g_<label>, E_<label>) and of gates whose names are taken. Default: the ion. */
  readonly label?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface Channel extends MembranePart {
  readonly kind: ChannelKind;
}

/** A function that puts this channel into a compartment. */
export function channel(kind: ChannelKind): ((options?: ChannelOptions) => Channel) & { readonly kind: ChannelKind } {
  const make = (options: ChannelOptions = {}): Channel => {
    const label = options.label ?? kind.ion;
    return { kind, label, fragment: (convention, taken) => fragmentOf(kind, options, label, convention, taken) };
  };
  return Object.assign(make, { kind });
}

function fragmentOf(
  kind: ChannelKind,
  options: ChannelOptions,
  label: string,
  convention: Convention,
  taken: ReadonlySet<string>,
): Fragment & { states: string[] } {
  const parameters: Record<string, ParameterValue> = {
    [`g_${label}`]: options.g ?? kind.g,
    [`E_${label}`]: options.E ?? kind.E,
  };
  // Names inside the channel's expressions and what they are called in the compartment.
  const names = new Map<string, string>([['u', `u_${label}`]]);
  const lines: string[] = [];
  if (kind.gates.length > 0) {
    if (kind.V_sh === undefined) lines.push(`u_${label} = V/mV : 1`);
    else {
      const shift = options.V_sh ?? kind.V_sh;
      const shared = /^[A-Za-z_]\w*$/.test(shift);
      if (!shared) parameters[`V_sh_${label}`] = shift;
      lines.push(`u_${label} = (V - ${shared ? shift : `V_sh_${label}`})/mV : 1`);
    }
  }
  for (const [name, value] of Object.entries({ ...kind.parameters, ...options.parameters })) {
    names.set(name, `${name}_${label}`);
    parameters[`${name}_${label}`] = value;
  }
  let phi = '';
  if (kind.temperature) {
    const { q10, reference, default: celsius } = kind.temperature;
    parameters[`T_${label}`] = options.T ?? `${celsius} degC`;
    lines.push(`phi_${label} = ${q10}**((T_${label}/kelvin - ${reference + 273.15})/10) : 1`);
    phi = `phi_${label}*`;
  }
  const states: string[] = [];
  const factors: string[] = [];
  const rename = (text: string): string => text.replace(/[A-Za-z_][A-Za-z_0-9]*/g, (word) => names.get(word) ?? word);
  for (const gate of kind.gates) {
    const x = taken.has(gate.name) || states.includes(gate.name) ? `${gate.name}_${label}` : gate.name;
    factors.push(gate.power === 1 ? x : `${x}**${gate.power}`);
    if ('alpha' in gate) {
      lines.push(
        `alpha_${x} = ${phi}(${rename(gate.alpha)})/ms : 1/ms`,
        `beta_${x} = ${phi}(${rename(gate.beta)})/ms : 1/ms`,
      );
      lines.push(`d${x}/dt = alpha_${x}*(1 - ${x}) - beta_${x}*${x} : 1`);
    } else if ('tau' in gate) {
      lines.push(
        `${x}_inf = ${rename(gate.inf)} : 1`,
        `tau_${x} = (${rename(gate.tau)})*ms${phi ? `/phi_${label}` : ''} : ms`,
      );
      lines.push(`d${x}/dt = (${x}_inf - ${x})/tau_${x} : 1`);
    } else {
      lines.push(`${x} = ${rename(gate.inf)} : 1`);
      continue;
    }
    states.push(x);
  }
  const product = [`g_${label}`, ...factors].join('*');
  lines.push(`I_${label} = ${product}*(E_${label} - V) : ${convention.current}`);
  return { equations: lines.join('\n'), parameters, currents: [`I_${label}`], states };
}
