/** Voltage-gated channels as data, and how one becomes equations. */
import type { ParameterValue } from '../equations/model.ts';
import type { Convention, Fragment, MembranePart, Pools } from './fragment.ts';

/**
 * A Hodgkin–Huxley-type channel: I = g·Π gate^power·(E − V), inward positive.
 *
 * Expressions are texts in the syntax of `equations/` over `u` = (V − V_sh)/mV, `Ca` (intracellular calcium in mM) and the channel's own
 * parameters, as pure numbers: rates in 1/ms, time constants in ms. A gate has either alpha and beta, or inf and tau.
 */
export interface ChannelKind {
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
  /** Default maximal conductance, as a density. */
  readonly g: string;
  /** Default reversal potential. */
  readonly E: string;
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
export function channel(kind: ChannelKind): ((options?: ChannelOptions) => Channel) & { readonly kind: ChannelKind } {
  const make = (options: ChannelOptions = {}): Channel => {
    const label = options.label ?? kind.label ?? kind.ion;
    return {
      kind,
      label,
      fragment: (convention, taken, pools) => fragmentOf(kind, options, label, convention, taken, pools ?? new Map()),
    };
  };
  return Object.assign(make, { kind });
}

/** Whether an option names a parameter instead of giving a value. */
const isName = (value: string): boolean => /^[A-Za-z_]\w*$/.test(value);

/** Resting calcium of a cell without a pool (Destexhe et al. 1994). */
const RESTING_CALCIUM = '2.4e-4 mM';

/** Whether any of its gates depends on intracellular calcium. */
export const usesCalcium = (kind: ChannelKind): boolean =>
  kind.gates.some((gate) => Object.values(gate).some((text) => typeof text === 'string' && /\bCa\b/.test(text)));

function fragmentOf(
  kind: ChannelKind,
  options: ChannelOptions,
  label: string,
  convention: Convention,
  taken: ReadonlySet<string>,
  pools: Pools,
): Fragment & { states: string[] } {
  const pool = options.E === undefined ? pools.get(kind.ion) : undefined;
  const reversal = pool ? pool.reversal : `E_${label}`;
  const parameters: Record<string, ParameterValue> = { [`g_${label}`]: options.g ?? kind.g };
  if (!pool) parameters[reversal] = options.E ?? kind.E;
  // Names inside the channel's expressions and what they are called in the compartment.
  const names = new Map<string, string>([['u', `u_${label}`]]);
  const lines: string[] = [];
  if (kind.gates.some((gate) => Object.values(gate).some((text) => typeof text === 'string' && /\bu\b/.test(text)))) {
    if (kind.V_sh === undefined) lines.push(`u_${label} = V/mV : 1`);
    else {
      const shift = options.V_sh ?? kind.V_sh;
      const shared = isName(shift);
      if (!shared) parameters[`V_sh_${label}`] = shift;
      lines.push(`u_${label} = (V - ${shared ? shift : `V_sh_${label}`})/mV : 1`);
    }
  }
  if (usesCalcium(kind)) {
    names.set('Ca', `cai_${label}`);
    const concentration = options.Ca === undefined ? pools.get('Ca')?.concentration : undefined;
    if (!concentration) parameters[`Ca_${label}`] = options.Ca ?? RESTING_CALCIUM;
    lines.push(`cai_${label} = ${concentration ?? `Ca_${label}`}/mM : 1`);
  }
  for (const [name, value] of Object.entries({ ...kind.parameters, ...options.parameters })) {
    const shared = isName(value);
    names.set(name, shared ? value : `${name}_${label}`);
    if (!shared) parameters[`${name}_${label}`] = value;
  }
  const { temperature } = kind;
  if (temperature) parameters[`T_${label}`] = options.T ?? `${temperature.default} degC`;
  /** Writes a temperature factor and answers its name. */
  const factor = (name: string, q10: number): string => {
    lines.push(`${name} = ${q10}**((T_${label}/kelvin - ${temperature!.reference + 273.15})/10) : 1`);
    return name;
  };
  const common =
    temperature && (options.q10 !== undefined || kind.gates.some((g) => g.q10 === undefined))
      ? factor(`phi_${label}`, options.q10 ?? temperature.q10)
      : '';
  const states: string[] = [];
  const factors: string[] = [];
  const rename = (text: string): string => text.replace(/[A-Za-z_][A-Za-z_0-9]*/g, (word) => names.get(word) ?? word);
  for (const gate of kind.gates) {
    const x = taken.has(gate.name) || states.includes(gate.name) ? `${gate.name}_${label}` : gate.name;
    factors.push(gate.power === 1 ? x : `${x}**${gate.power}`);
    names.set(gate.name, x);
    const phi =
      temperature && gate.q10 !== undefined && options.q10 === undefined ? factor(`phi_${x}`, gate.q10) : common;
    lines.push(...gateLines(gate, x, phi, rename));
    states.push(x);
  }
  const open = kind.open === undefined ? factors.join('*') : `(${rename(kind.open)})`;
  const warmth = temperature?.conductance === undefined ? '' : factor(`phi_g_${label}`, temperature.conductance);
  const product = [warmth, `g_${label}`, open].filter((text) => text !== '').join('*');
  lines.push(`I_${label} = ${product}*(${reversal} - V) : ${convention.current}`);
  return { equations: lines.join('\n'), parameters, currents: [`I_${label}`], carries: kind.ion, states };
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
