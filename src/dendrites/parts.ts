/** Equations and clamps that were written in place of channels and synapses, as parts of a membrane. */
import type { MembranePart } from '../cells/fragment.ts';
import { parseExpression } from '../equations/expression.ts';
import { parseLines } from '../equations/lines.ts';
import type { ParameterValue } from '../equations/model.ts';
import { emptyScope } from '../equations/scope.ts';
import { UserError } from '../errors.ts';
import { current as currentDimension, sameDimension, timeDimension } from '../quantity/dimension.ts';
import { isQuantity, parseQuantity } from '../quantity/quantity.ts';
import { unitOf } from '../quantity/units.ts';

/** A part of lines whose currents are inward. Throws a UserError where no line gives one. */
export function partOf(
  label: string,
  equations: string,
  parameters: Readonly<Record<string, string | number>>,
): MembranePart {
  const lines = parseLines(equations);
  const named = lines.filter((line) => line.kind === 'subexpression');
  return {
    label,
    fragment(convention) {
      const { dimension } = unitOf(convention.current);
      const whole = named.filter((line) => line.name === 'Im');
      const currents = (whole.length > 0 ? whole : named.filter((line) => line.name.startsWith('I_'))).filter((line) =>
        sameDimension(line.dimension, dimension),
      );
      if (currents.length === 0)
        throw new UserError(
          `${label}: no line gives a current in ${convention.current}; inward currents have names such as I_x, 'I_x = g*(E - V) : ${convention.current}'.`,
        );
      return {
        equations,
        parameters: parameters as Readonly<Record<string, ParameterValue>>,
        currents: currents.map((line) => line.name),
        states: lines.filter((line) => line.kind === 'derivative').map((line) => line.name),
      };
    },
  };
}

/** A clamp as an equation, on from `from` until before `to`. */
export function clampLine(name: string, clamp: string, from: string | undefined, to: string | undefined): string {
  const amount = isQuantity(clamp) ? name : `(${clamp})`;
  if (isQuantity(clamp)) parseQuantity(clamp, currentDimension, `place ${name}: clamp`);
  else parseExpression(clamp, emptyScope, currentDimension, `place ${name}: clamp`);
  const bounds = [
    from === undefined ? [] : [`t >= ${time(from, name)}`],
    to === undefined ? [] : [`t < ${time(to, name)}`],
  ].flat();
  const on = bounds.length === 0 ? amount : `select(${bounds.join(' and ')}, ${amount}, 0 pA)`;
  return `I_${name} = ${on} : pA`;
}

function time(text: string, name: string): string {
  const { value } = parseQuantity(text, timeDimension, `place ${name}`);
  return `${value} ms`;
}
