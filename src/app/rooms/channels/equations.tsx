/** A channel's equations as they are computed, in the signs people write. */
import type { ChannelKind, Gate } from '../../../index.ts';
import { SymbolText } from '../../symbols/words.tsx';

/** 'exp(-(u + 20)/18)' with a true minus and products without a star. */
function written(text: string): string {
  return text
    .replace(/\*\*/g, '^')
    .replace(/\*/g, '·')
    .replace(/-/g, '−')
    .replace(/\b(\d*\.?\d+)e−(\d+)/g, '$1·10^−$2');
}

/** A letter that stands alone is a symbol; words are names of functions and units. */
const symbol = /(?<![\p{L}\d])(\p{L})(?![\p{L}\d])/u;

function Signs({ text }: { text: string }) {
  return (
    <>{text.split(symbol).map((part, k) => (k % 2 === 1 ? <SymbolText key={`${k} ${part}`} name={part} /> : part))}</>
  );
}

export function Equations({ kind }: { kind: ChannelKind }) {
  const uses = (name: string) =>
    kind.gates.some((gate) =>
      Object.values(gate).some((v) => typeof v === 'string' && new RegExp(`\\b${name}\\b`).test(v)),
    );
  return (
    <div class="equations">
      <p>
        <Current kind={kind} />
      </p>
      {kind.gates.map((gate) => (
        <GateEquations key={gate.name} gate={gate} temperature={kind.temperature} />
      ))}
      {uses('u') ? (
        <p class="faint">
          <Signs text="u = (V − " />
          <SymbolText name="V_sh" />
          )/mV
        </p>
      ) : null}
      {uses('exprel') || kind.permeation ? <p class="faint">exprel(x) = (eˣ − 1)/x</p> : null}
      {uses('Ca') ? <p class="faint">Ca: intracellular calcium in mM</p> : null}
    </div>
  );
}

function Current({ kind }: { kind: ChannelKind }) {
  const { permeation } = kind;
  const [strength, drive] =
    permeation === undefined
      ? ['g', '(E − V)']
      : ['P', `${permeation.valence}F·([out]/exprel(ζ) − [in]/exprel(−ζ)), ζ = ${permeation.valence}FV/(RT)`];
  if (kind.open !== undefined) return <Signs text={`I = ${strength}·(${written(kind.open)})·${drive}`} />;
  return (
    <>
      <Signs text={`I = ${strength}`} />
      {kind.gates.map((gate) => (
        <span key={gate.name}>
          {'\u2009'}
          <SymbolText name={gate.name} />
          {gate.power === 1 ? null : <sup>{gate.power}</sup>}
        </span>
      ))}
      {'\u2009'}
      <Signs text={drive} />
    </>
  );
}

interface GateEquationsProps {
  readonly gate: Gate;
  readonly temperature: ChannelKind['temperature'];
}

function GateEquations({ gate, temperature }: GateEquationsProps) {
  const x = <SymbolText name={gate.name} />;
  const of = (name: string) => <SymbolText name={`${name}_${gate.name}`} />;
  const steady = <SymbolText name={`${gate.name}_inf`} />;
  const rate = (
    <>
      d{x}/d
      <SymbolText name="t" />
    </>
  );
  // A gate with its own q10 has its own factor.
  const own = temperature !== undefined && gate.q10 !== undefined && gate.q10 !== temperature.q10;
  const phi =
    temperature === undefined ? null : (
      <>
        {own ? of('phi') : <SymbolText name="phi" />}
        {'\u2009'}
      </>
    );
  return (
    <>
      {'alpha' in gate ? (
        <>
          <p>
            {rate} = {phi}
            {phi === null ? '' : '('}
            {of('alpha')} (1 − {x}) − {of('beta')} {x}
            {phi === null ? '' : ')'}
          </p>
          <p>
            {of('alpha')} = <Signs text={written(gate.alpha)} /> /ms
          </p>
          <p>
            {of('beta')} = <Signs text={written(gate.beta)} /> /ms
          </p>
        </>
      ) : (
        <>
          <p>
            {'tau' in gate ? (
              <>
                {rate} = {phi}({steady} − {x})/{of('tau')}
              </>
            ) : (
              <>
                {x} = {steady} at once
              </>
            )}
          </p>
          <p>
            {steady} = <Signs text={written(gate.inf)} />
          </p>
          {'tau' in gate ? (
            <p>
              {of('tau')} = <Signs text={written(gate.tau)} /> ms
            </p>
          ) : null}
        </>
      )}
      {own ? (
        <p class="faint">
          {of('phi')} = {gate.q10}
          <sup>
            (<SymbolText name="T" /> − {temperature.reference})/10
          </sup>
        </p>
      ) : null}
    </>
  );
}
