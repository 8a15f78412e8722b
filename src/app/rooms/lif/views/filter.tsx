/** The membrane as a low-pass filter: Bode plot of 400 frequencies, or a chirp. */
import { chirpEnvelope, cornerFrequency, impedance, timeConstant } from '../../../../index.ts';
import { evenly, logEnds, roundEnds } from '../../../../numbers/scale.ts';
import { Choices } from '../../../controls/tabs.tsx';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { Findings, measured, type PanelView, Plot, scaled, theory } from './plot.tsx';

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
  const Z = Array.from(f, (v) => impedance(cell, v));
  const [fx, fy] = plain ? [(2 * Math.PI * tau) / 1000, 1 / R] : [1, 1];
  const x = { title: plain ? 'ω τ_m' : 'f (Hz)', low: 0.1 * fx, high: 1000 * fx, log: true };
  const amplitude = scaled(
    Z.map((z) => 1000 * z.amplitude),
    fy,
  );
  const [low, high] = logEnds(amplitude.at(-1)!, amplitude[0]!);
  const errors = output?.errors;
  const at = { x: { name: plain ? 'ω τ_m' : 'f', unit: plain ? '' : 'Hz', digits: 2 } };
  return (
    <>
      <div class="lif-stack">
        <Plot
          title="amplitude"
          name={`amplitude of the impedance against frequency, corner at ${corner.toFixed(2)} Hz`}
          x={x}
          y={{ title: plain ? '|Z| / R' : '|Z| (MΩ)', low, high, log: true }}
          curves={[
            {
              key: 'dots',
              name: 'measured, 400 frequencies at once',
              ...measured,
              x: scaled(output?.frequencies ?? [], fx),
              y: scaled(output?.amplitude ?? [], fy),
            },
            { key: 'theory', name: 'R/√(1 + (ω τ_m)²)', ...theory, x: scaled(f, fx), y: amplitude },
          ]}
          notes={[
            {
              x: corner * fx,
              y: (R / Math.SQRT2) * fy,
              shape: 'ring',
              text: `corner ${quantity(corner, 'Hz', 3)}: R/√2`,
              colour: 'var(--hue-2)',
            },
          ]}
          form={{ ...at, unit: plain ? '' : 'MΩ', digits: 3 }}
        />
        <Plot
          title="phase"
          name="phase of the voltage against frequency, from 0 to −90 degrees"
          x={x}
          y={{ title: 'phase (°)', low: -95, high: 5 }}
          curves={[
            {
              key: 'dots',
              name: 'measured',
              ...measured,
              x: scaled(output?.frequencies ?? [], fx),
              y: output?.phase ?? [],
            },
            { key: 'theory', name: '−atan(ω τ_m)', ...theory, x: scaled(f, fx), y: Z.map((z) => z.phase) },
          ]}
          notes={[{ x: corner * fx, y: -45, shape: 'ring', text: '−45°', colour: 'var(--hue-2)' }]}
          form={{ ...at, unit: '°', digits: 2 }}
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
      x={{ title: `t (ms), f from ${f_low} to ${f_high} Hz in equal ratios`, low: 0, high: T }}
      y={{ title: 'V (mV)', low, high }}
      curves={[
        { key: 'V', name: 'V', colour: 'var(--line)', width: 1, x: output?.trace.x ?? [], y: output?.trace.y ?? [] },
        {
          key: 'peaks',
          name: 'measured peaks',
          ...measured,
          x: output?.peaks.x ?? [],
          y: scaled(output?.peaks.y ?? [], 1, -cell.E_L),
        },
        { key: 'up', name: 'rest ± A·|Z(f(t))|', ...theory, x: t, y: up },
        { key: 'down', name: '', quiet: true, ...theory, x: t, y: down },
      ]}
      form={{ x: { name: 't', unit: 'ms', digits: 0 }, unit: 'mV', digits: 2 }}
    />
  );
}
