/** Voltage-gated channels as data, and how one becomes equations. */

import type { ParameterValue } from '../equations/model.ts';
import { nameProblem } from '../equations/names.ts';
import { shown, UserError } from '../errors.ts';
import { noMore } from '../no-more.ts';
import { decimal } from '../numbers/decimal.ts';
import { number, optional, optionsOf, quantity, recordOf, text } from '../options.ts';
import { nearest } from '../suggest.ts';
import { FARADAY, GAS_OVER_FARADAY } from './constants.ts';
import type { Convention, Fragment, MembranePart, Pools } from './fragment.ts';

/**
 * A Hodgkin–Huxley-type channel: I = g·Π gate^power·(E − V), inward positive; or one with a Markov scheme in place of gates, or with the
 * current of Goldman, Hodgkin and Katz in place of Ohm's.
 *
 * Expressions are texts in the syntax of `equations/` over `u` = (V − V_sh)/mV, `Ca` (intracellular calcium in mM), `T` (temperature in K)
 * and the channel's own parameters, as pure numbers: rates in 1/ms, time constants in ms. A gate has either alpha and beta, or inf and tau.
 */
export type ChannelKind = Gating & (OhmicDrive | GhkDrive);

/** I = g·open·(E − V). */
interface OhmicDrive {
  /** Default maximal conductance, as a density. */
  readonly g: string;
  /** Default reversal potential. */
  readonly E: string;
  readonly permeation?: undefined;
}

/**
 * The current of Goldman, Hodgkin and Katz for an ion that diffuses through: with ζ = zFV/(RT),
 * I = P·open·z·F·([outside]/exprel(ζ) − [inside]/exprel(−ζ)), which has no singular point (Goldman 1943, J. Gen. Physiol. 27:37;
 * Hodgkin & Katz 1949, J. Physiol. 108:37). The temperature is the channel's own.
 */
interface GhkDrive {
  readonly permeation: {
    /** Default permeability, '2.5e-4 cm/s'. */
    readonly P: string;
    readonly valence: number;
    /** Default concentration outside. */
    readonly outside: string;
  };
  readonly g?: undefined;
  readonly E?: undefined;
}

/**
 * States between which channels go back and forth, in place of gates. They are faster than any step: rules that take each variable alone
 * blow up, 'exp_euler' does not (in single precision with steps of 0.025 ms or less).
 */
interface Scheme {
  /** The first one is 1 − all others, and so holds all channels where nothing is given at time 0. */
  readonly states: readonly [rest: string, ...others: string[]];
  /** From, to, and the two rates (1/ms) forth and back, in the same words as the rates of gates. */
  readonly transitions: readonly (readonly [from: string, to: string, forth: string, back: string])[];
  /** Open fraction over the states. */
  readonly open: string;
}

interface Gating {
  /** Name of the factory: 'Na_TM1991'. */
  readonly name: string;
  readonly title: string;
  /** What it carries: 'Na', 'K', 'Ca', 'H', 'L'. A pool collects the channels of its ion. */
  readonly ion: string;
  /** Default ending of its parameters' names; the ion where it is left out. */
  readonly label?: string;
  /** The paper, with the place of the equations. */
  readonly source: string;
  readonly gates: readonly Gate[];
  /** A Markov scheme; such a channel has no gates. */
  readonly scheme?: Scheme;
  /** Default voltage shift, which `u` subtracts. */
  readonly V_sh?: string;
  /**
   * Temperature factor φ of its gates: q10^((T − reference)/10 K), temperatures in °C. `conductance` is the q10 of g, where it has one.
   */
  readonly temperature?: {
    readonly q10: number;
    readonly reference: number;
    readonly default: number;
    readonly conductance?: number;
    /** Whether the factor is written only where a temperature or a q10 is given: channels that are mostly used at `reference`. */
    readonly onDemand?: boolean;
  };
  /** Open fraction over the gates, where it is not the product of their powers. */
  readonly open?: string;
  /** Further parameters by name with their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What to know before using it. */
  readonly notes?: string;
}

export type Gate = {
  readonly name: string;
  readonly power: number;
  /** Its own q10, where it differs from the channel's. */
  readonly q10?: number;
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
  /**
   * Permeability, for channels that follow Goldman, Hodgkin and Katz: '2.5e-4 cm/s', or times the area of a whole cell ('5e-8 cm^3/s').
   */
  readonly P?: string;
  /** Concentration outside, for the same channels where no pool gives it. */
  readonly outside?: string;
  /** A voltage, or the name of a parameter of the compartment that several channels share (so do then their exponentials). */
  readonly V_sh?: string;
  /** Temperature, for example '36 degC'; only for channels that have a temperature factor. */
  readonly T?: string;
  /** Temperature coefficient of all its gates, in place of the library's. */
  readonly q10?: number;
  /** Intracellular calcium where no pool gives it, for example '50 nM'; only for channels that depend on it. */
  readonly Ca?: string;
  /** Ends the names of its parameters (g_<label>, E_<label>) and of gates whose names are taken. Default: the ion. */
  readonly label?: string;
  /** Values of its own parameters, or names of parameters of the compartment that several channels share. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface Channel extends MembranePart {
  readonly kind: ChannelKind;
}

/** A function that puts this channel into a compartment. */
export function channel(
  kind: ChannelKind,
  ...more: undefined[]
): ((options?: ChannelOptions) => Channel) & { readonly kind: ChannelKind } {
  noMore('channel', 'a kind', more);
  const read = optionsOf<ChannelOptions>(kind.name, channelFields);
  const make = (options: ChannelOptions = {}, ...besides: undefined[]): Channel => {
    noMore(kind.name, 'options', besides);
    checkMeaning(kind, read(options));
    const label = options.label ?? kind.label ?? kind.ion;
    return {
      kind,
      label,
      stiff: kind.scheme !== undefined,
      written: { name: kind.name, options: { ...options } },
      fragment: (convention, taken, pools) => fragmentOf(kind, options, label, convention, taken, pools ?? new Map()),
    };
  };
  return Object.assign(make, { kind });
}

const channelFields: Parameters<typeof optionsOf<ChannelOptions>>[1] = {
  g: optional(quantity),
  E: optional(quantity),
  P: optional(quantity),
  outside: optional(quantity),
  V_sh: optional(text),
  T: optional(text),
  q10: optional(number),
  Ca: optional(text),
  label: optional(text),
  parameters: optional(recordOf(text)),
};

/** Refuses options that this channel has no use for. */
function checkMeaning(kind: ChannelKind, options: ChannelOptions): void {
  const { name, temperature, V_sh, permeation, parameters = {} } = kind;
  if (options.label !== undefined && nameProblem(`g_${options.label}`) !== undefined)
    throw new UserError(
      `${name}: the label ends names such as g_Na, so it is letters, digits and _; it got ${shown(options.label)}.`,
    );
  const refuse = (option: string, why: string): UserError =>
    new UserError(`${name}: the option '${option}' has no effect: ${why}; leave it out.`);
  if (permeation !== undefined && (options.g !== undefined || options.E !== undefined))
    throw new UserError(
      `${name} has a permeability and neither g nor E: its current follows Goldman, Hodgkin and Katz. Give P, as '${permeation.P}'.`,
    );
  if (permeation === undefined && (options.P !== undefined || options.outside !== undefined))
    throw new UserError(`${name} has a conductance g and a reversal potential E; it takes neither P nor outside.`);
  if (temperature === undefined && (options.T !== undefined || options.q10 !== undefined))
    throw refuse(
      options.T === undefined ? 'q10' : 'T',
      kinetics(kind).length === 0
        ? 'it has no gates that warmth could speed up'
        : 'its source gives no temperature factor',
    );
  if (options.q10 !== undefined && !(options.q10 > 0))
    throw new UserError(`${name}: q10 is ${options.q10}; it must be above 0.`);
  if (options.V_sh !== undefined && V_sh === undefined) throw refuse('V_sh', 'its voltages are not shifted');
  if (options.Ca !== undefined && !usesCalcium(kind)) throw refuse('Ca', 'it does not depend on calcium');
  const known = Object.keys(parameters);
  for (const own of Object.keys(options.parameters ?? {}))
    if (!known.includes(own)) {
      const guess = nearest(own, known);
      throw new UserError(
        `${name} has no parameter of its own '${own}'${guess === undefined ? '' : `; did you mean '${guess}'?`} It has ${known.join(', ') || 'none'}.`,
      );
    }
}

/** Whether an option names a parameter instead of giving a value. */
const isName = (value: string): boolean => /^[A-Za-z_]\w*$/.test(value);

/** Resting calcium of a cell without a pool (Destexhe et al. 1994). */
const RESTING_CALCIUM = '2.4e-4 mM';

/** Every expression of a channel's kinetics. */
const kinetics = ({ gates, scheme }: ChannelKind): string[] => [
  ...gates.flatMap(({ name: _, ...texts }) => Object.values(texts).filter((text) => typeof text === 'string')),
  ...(scheme?.transitions ?? []).flatMap(([, , forth, back]) => [forth, back]),
];

/** Whether its gates or its current depend on intracellular calcium. */
export const usesCalcium = (kind: ChannelKind): boolean =>
  kind.permeation !== undefined || kinetics(kind).some((text) => /\bCa\b/.test(text));

function fragmentOf(
  kind: ChannelKind,
  options: ChannelOptions,
  label: string,
  convention: Convention,
  taken: ReadonlySet<string>,
  pools: Pools,
): Fragment & { states: string[] } {
  const pool = pools.get(kind.ion);
  const parameters: Record<string, ParameterValue> = {};
  if (kind.permeation === undefined) parameters[`g_${label}`] = options.g ?? kind.g;
  else parameters[`P_${label}`] = options.P ?? kind.permeation.P;
  // Names inside the channel's expressions and what they are called in the compartment.
  const names = new Map<string, string>([['u', `u_${label}`]]);
  const lines: string[] = [];
  if (kinetics(kind).some((text) => /\bu\b/.test(text))) {
    if (kind.V_sh === undefined) lines.push(`u_${label} = V/mV : 1`);
    else {
      const shift = options.V_sh ?? kind.V_sh;
      const shared = isName(shift);
      if (!shared) parameters[`V_sh_${label}`] = shift;
      lines.push(`u_${label} = (V - ${shared ? shift : `V_sh_${label}`})/mV : 1`);
    }
  }
  const inside = (options.Ca === undefined ? pools.get('Ca')?.concentration : undefined) ?? `Ca_${label}`;
  if (usesCalcium(kind)) {
    names.set('Ca', `cai_${label}`);
    if (inside === `Ca_${label}`) parameters[inside] = options.Ca ?? RESTING_CALCIUM;
    lines.push(`cai_${label} = ${inside}/mM : 1`);
  }
  for (const [name, value] of Object.entries({ ...kind.parameters, ...options.parameters })) {
    const shared = isName(value);
    names.set(name, shared ? value : `${name}_${label}`);
    if (!shared) parameters[`${name}_${label}`] = value;
  }
  const warmth = options.T ?? convention.temperature;
  const asked = warmth !== undefined || options.q10 !== undefined;
  const temperature = asked || kind.temperature?.onDemand !== true ? kind.temperature : undefined;
  if (temperature) {
    parameters[`T_${label}`] = warmth ?? `${temperature.default} degC`;
    names.set('T', `(T_${label}/kelvin)`);
  }
  /** Writes a temperature factor and answers its name. */
  const factor = (name: string, q10: number): string => {
    lines.push(`${name} = ${q10}**((T_${label}/kelvin - ${decimal(temperature!.reference + 273.15)})/10) : 1`);
    return name;
  };
  const common =
    temperature && (options.q10 !== undefined || kind.scheme || kind.gates.some((g) => g.q10 === undefined))
      ? factor(`phi_${label}`, options.q10 ?? temperature.q10)
      : '';
  const states: string[] = [];
  const factors: string[] = [];
  const rename = (text: string): string => text.replace(/[A-Za-z_][A-Za-z_0-9]*/g, (word) => names.get(word) ?? word);
  const free = (name: string): string => {
    const own = taken.has(name) || states.includes(name) ? `${name}_${label}` : name;
    names.set(name, own);
    states.push(own);
    return own;
  };
  for (const gate of kind.gates) {
    const x = free(gate.name);
    factors.push(gate.power === 1 ? x : `${x}**${gate.power}`);
    const phi =
      temperature && gate.q10 !== undefined && options.q10 === undefined ? factor(`phi_${x}`, gate.q10) : common;
    lines.push(...gateLines(gate, x, phi, rename));
  }
  if (kind.scheme) lines.push(...schemeLines(kind.scheme, kind.scheme.states.map(free), common, label, rename));
  const opening = kind.scheme?.open ?? kind.open;
  const open = opening === undefined ? factors.join('*') : `(${rename(opening)})`;
  const warmer = temperature?.conductance === undefined ? '' : factor(`phi_g_${label}`, temperature.conductance);
  const times = (...parts: string[]): string => parts.filter((text) => text !== '').join('*');
  if (kind.permeation) {
    const { valence, outside } = kind.permeation;
    const beyond = options.outside === undefined && pool ? pool.outside : `outside_${label}`;
    if (options.outside !== undefined || !pool) parameters[beyond] = options.outside ?? outside;
    lines.push(`zeta_${label} = ${valence}*V/(${GAS_OVER_FARADAY}*T_${label}) : 1`);
    const drive = `(${beyond}/exprel(zeta_${label}) - ${inside}/exprel(-zeta_${label}))`;
    lines.push(
      `I_${label} = ${times(warmer, `P_${label}`, open, `${valence}`, FARADAY, drive)} : ${convention.current}`,
    );
  } else {
    // A channel labelled as its ion would call its own potential what the pool's is called.
    const reversal = options.E === undefined && pool ? pool.reversal : `E_${label}`;
    if (options.E !== undefined || !pool) parameters[reversal] = options.E ?? kind.E;
    lines.push(`I_${label} = ${times(warmer, `g_${label}`, open)}*(${reversal} - V) : ${convention.current}`);
  }
  return { equations: lines.join('\n'), parameters, currents: [`I_${label}`], carries: kind.ion, states };
}

/** `names`: of the states, in their order. */
function schemeLines(
  { states, transitions }: Scheme,
  names: readonly string[],
  phi: string,
  label: string,
  rename: (text: string) => string,
): string[] {
  const called = new Map(states.map((state, k) => [state, names[k]!]));
  const times = phi ? `${phi}*` : '';
  const flows = new Map(names.map((name) => [name, [] as string[]]));
  const rates = transitions.flatMap(([from, to, forth, back]) => {
    const [a, b] = [called.get(from)!, called.get(to)!];
    const [ab, ba] = [`k_${from}_${to}_${label}`, `k_${to}_${from}_${label}`];
    flows.get(a)!.push(`- ${ab}*${a} + ${ba}*${b}`);
    flows.get(b)!.push(`+ ${ab}*${a} - ${ba}*${b}`);
    return [`${ab} = ${times}(${rename(forth)})/ms : 1/ms`, `${ba} = ${times}(${rename(back)})/ms : 1/ms`];
  });
  const [rest, ...others] = names as [string, ...string[]];
  return [
    ...rates,
    `${rest} = 1 - ${others.join(' - ')} : 1`,
    ...others.map((name) => `d${name}/dt = ${flows.get(name)!.join(' ').replace(/^\+ /, '')} : 1`),
  ];
}

function gateLines(gate: Gate, x: string, phi: string, rename: (text: string) => string): string[] {
  if ('alpha' in gate) {
    const times = phi ? `${phi}*` : '';
    return [
      `alpha_${x} = ${times}(${rename(gate.alpha)})/ms : 1/ms`,
      `beta_${x} = ${times}(${rename(gate.beta)})/ms : 1/ms`,
      `d${x}/dt = alpha_${x}*(1 - ${x}) - beta_${x}*${x} : 1`,
    ];
  }
  if (!('tau' in gate)) return [`${x} = ${rename(gate.inf)} : 1`];
  return [
    `${x}_inf = ${rename(gate.inf)} : 1`,
    `tau_${x} = (${rename(gate.tau)})*ms${phi ? `/${phi}` : ''} : ms`,
    `d${x}/dt = (${x}_inf - ${x})/tau_${x} : 1`,
  ];
}
