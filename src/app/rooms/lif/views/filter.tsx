/** The membrane as a low-pass filter: Bode plot of 400 frequencies, or a chirp. */
import { chirpEnvelope, cornerFrequency, impedance, timeConstant } from '../../../../index.ts';
import { logEnds, roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { closedForm, dots, Findings, noPoints, type PanelView, Plot, theory } from './plot.tsx';
import { AxisUnit, unit } from './units.ts';

const inputs = [
  { name: 'bode', title: '400 sines' },
  { name: 'chirp', title: 'chirp (ZAP)' },
] as const;

export function FilterView(props: PanelView) {
  const { input } = props.room.choice.value;
  return (
    <>
      <div class="lif-choice">
        <span>current:</span>
        <Choices
          name="current"
          options={inputs}
          chosen={input}
          onChoose={(name) => props.room.change({ input: name })}
        />
      </div>
      {input === 'bode' ? <Bode {...props} /> : <Chirp {...props} />}
    </>
  );
}

function Bode({ room, values }: PanelView) {
  const { C, g_L, E_L } = cellFrom(values);
  useAsk(room.bode, { values: { C, g_L, E_L }, seed: 1 });
  const output = room.bode.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const tau = timeConstant(cell);
  const R = 1000 / g_L;
  const corner = cornerFrequency(cell);
  const f = evenly(0.1, 1000, 300, true);
  const frequency = plain ? new AxisUnit('ω τ_m', 'ω τ_m', '', (2 * Math.PI * tau) / 1000) : unit('f (Hz)');
  const size = plain ? new AxisUnit('|Z| / R', '|Z|', '', 1 / R) : unit('|Z| (MΩ)');
  const x = frequency.axis(0.1, 1000, 2, true);
  const amplitude = f.map((v) => 1000 * impedance(cell, v).amplitude);
  const ends = logEnds(size.of(amplitude.at(-1)!), size.of(amplitude[0]!));
  const seen = (y: Float64Array | undefined) => output && y && { x: output.frequencies, y };
  const ring = { x: corner, shape: 'ring', colour: 'var(--hue-2)' } as const;
  const errors = output?.errors;
  return (
    <>
      <div class="lif-stack">
        <Plot
          title="amplitude"
          name={`amplitude of the impedance against frequency, corner at ${corner.toFixed(2)} Hz`}
          x={x}
          y={size.drawn(ends, 3, true)}
          curves={[
            dots('measured, 400 frequencies at once', seen(output?.amplitude)),
            closedForm('R/√(1 + (ω τ_m)²)', f, amplitude),
          ]}
          notes={[{ ...ring, y: R / Math.SQRT2, text: `corner ${quantity(corner, 'Hz', 3)}: R/√2` }]}
        />
        <Plot
          title="phase"
          name="phase of the voltage against frequency, from 0 to −90 degrees"
          x={x}
          y={unit('phase (°)').axis(-95, 5, 2)}
          curves={[
            dots('measured', seen(output?.phase)),
            closedForm('−atan(ω τ_m)', f, (v) => impedance(cell, v).phase),
          ]}
          notes={[{ ...ring, y: -45, text: '−45°' }]}
        />
      </div>
      <Findings
        list={[
          {
            name: 'largest error of the amplitude',
            measured: quantity(errors && 100 * errors.amplitude, '%', 2),
            expected: 'below 0.5 %',
          },
          { name: 'largest error of the phase', measured: quantity(errors?.phase, '°', 2), expected: 'below 0.5°' },
          { name: '400 cells', measured: quantity(output?.seconds, 's', 2), expected: '' },
        ]}
      />
    </>
  );
}

function Chirp({ room, values }: PanelView) {
  const T = 5000;
  const { f_low = 0.5, f_high = 100, A = 100 } = values;
  useAsk(room.chirp, { values: { ...values, T }, seed: 1 });
  const output = room.chirp.output.value;
  const cell = cellFrom(values);
  const t = evenly(0, T, 300);
  const sweep = { A, from: f_low, to: f_high, duration: T };
  const up = t.map((s) => cell.E_L + chirpEnvelope(cell, sweep, s));
  const down = up.map((v) => 2 * cell.E_L - v);
  const size = A / cell.g_L;
  const [low, high] = roundEnds(cell.E_L - 1.1 * size, cell.E_L + 1.1 * size);
  return (
    <Plot
      title="voltage under a chirp"
      name={`voltage under a current whose frequency rises from ${f_low} to ${f_high} Hz: its envelope falls as the impedance does`}
      x={new AxisUnit(`t (ms), f from ${f_low} to ${f_high} Hz in equal ratios`, 't', 'ms').axis(0, T, 0)}
      y={unit('V (mV)').axis(low, high, 2)}
      curves={[
        { key: 'V', name: 'V', colour: 'var(--line)', width: 1, ...(output?.trace ?? noPoints) },
        dots('measured peaks', output && { x: output.peaks.x, y: output.peaks.y.map((v) => cell.E_L + v) }),
        closedForm('rest ± A·|Z(f(t))|', t, up),
        { key: 'down', name: '', quiet: true, ...theory, x: t, y: down },
      ]}
    />
  );
}
