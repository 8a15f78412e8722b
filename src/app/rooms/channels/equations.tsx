/** A channel's equations as they are computed, in the signs people write. */
import type { ChannelKind, Gate } from '../../../index.ts';

/** 'exp(-(u + 20)/18)' with a true minus and products without a star. */
function written(text: string): string {
  return text
    .replace(/\*\*/g, '^')
    .replace(/\*/g, '·')
    .replace(/-/g, '−')
    .replace(/\b(\d*\.?\d+)e−(\d+)/g, '$1·10^−$2');
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
          u = (V − V<sub>sh</sub>)/mV
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
  if (kind.open !== undefined)
    return (
      <>
        I = {strength}·({written(kind.open)})·{drive}
      </>
    );
  return (
    <>
      I = {strength}
      {kind.gates.map((gate) => (
        <span key={gate.name}>
          {'\u2009'}
          {gate.name}
          {gate.power === 1 ? null : <sup>{gate.power}</sup>}
        </span>
      ))}
      {'\u2009'}
      {drive}
    </>
  );
}

interface GateEquationsProps {
  readonly gate: Gate;
  readonly temperature: ChannelKind['temperature'];
}

function GateEquations({ gate, temperature }: GateEquationsProps) {
  const x = gate.name;
  // A gate with a q10 of its own has a factor of its own.
  const own = temperature !== undefined && gate.q10 !== undefined && gate.q10 !== temperature.q10;
  const phi =
    temperature === undefined ? null : (
      <>
        φ{own ? <sub>{x}</sub> : null}
        {'\u2009'}
      </>
    );
  return (
    <>
      {'alpha' in gate ? (
        <>
          <p>
            d{x}/dt = {phi}
            {phi === null ? '' : '('}α<sub>{x}</sub> (1 − {x}) − β<sub>{x}</sub> {x}
            {phi === null ? '' : ')'}
          </p>
          <p>
            α<sub>{x}</sub> = {written(gate.alpha)} /ms
          </p>
          <p>
            β<sub>{x}</sub> = {written(gate.beta)} /ms
          </p>
        </>
      ) : (
        <>
          <p>
            {'tau' in gate ? (
              <>
                d{x}/dt = {phi}({x}
                <sub>∞</sub> − {x})/τ<sub>{x}</sub>
              </>
            ) : (
              <>
                {x} = {x}
                <sub>∞</sub> at once
              </>
            )}
          </p>
          <p>
            {x}
            <sub>∞</sub> = {written(gate.inf)}
          </p>
          {'tau' in gate ? (
            <p>
              τ<sub>{x}</sub> = {written(gate.tau)} ms
            </p>
          ) : null}
        </>
      )}
      {own ? (
        <p class="faint">
          φ<sub>{x}</sub> = {gate.q10}
          <sup>(T − {temperature.reference})/10</sup>
        </p>
      ) : null}
    </>
  );
}
