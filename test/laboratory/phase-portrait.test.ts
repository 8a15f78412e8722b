/** Nullclines and fixed points beside their closed forms. */
import { expect, test } from 'vitest';
import { adex, cell, phasePortrait, specimen } from '../../src/index.ts';

/** FitzHugh 1961, Biophys. J. 1:445, in the form of Gerstner et al. 2014, Neuronal Dynamics, §4.2.2; times in ms. */
const fitzHughNagumo = (I: number) =>
  cell({
    equations: `
      dv/dt = (v - v**3/(3*mV**2) - w + I)/ms : mV
      dw/dt = (v + a - b*w)/tau : mV
    `,
    parameters: { I: `${I} mV`, a: '0.7 mV', b: 0.8, tau: '12.5 ms' },
  });

const window = { x: { variable: 'v', low: -2.5, high: 2.5 }, y: { variable: 'w', low: -2, high: 2 } };

/** Calls `each` at both ends of every piece. */
function ends(pieces: Float64Array, each: (x: number, y: number) => void): void {
  for (let k = 0; k < pieces.length; k += 2) each(pieces[k]!, pieces[k + 1]!);
}

/** Every x of the range lies under a piece, but for a share of the window. */
function covers(pieces: Float64Array, low: number, high: number): void {
  const spans: [number, number][] = [];
  for (let k = 0; k < pieces.length; k += 4)
    spans.push([Math.min(pieces[k]!, pieces[k + 2]!), Math.max(pieces[k]!, pieces[k + 2]!)]);
  spans.sort((a, b) => a[0] - b[0]);
  let reached = low;
  for (const [from, to] of spans) if (from <= reached + 1e-9) reached = Math.max(reached, to);
  expect(reached).toBeGreaterThanOrEqual(high - 1e-9);
}

test('FitzHugh–Nagumo: a cubic, a line, and the root of the cubic between them, stable at rest and not when driven', () => {
  for (const I of [0, 0.5]) {
    const portrait = phasePortrait(specimen(fitzHughNagumo(I)), window);
    // Bisected to the last bit of a place in the window, some 5 wide: 1e-14 allows for slopes of up to 6 and the rounding of the sum.
    ends(portrait.nullclines.x, (v, w) => expect(Math.abs(w - (v - v ** 3 / 3 + I))).toBeLessThan(1e-13));
    ends(portrait.nullclines.y, (v, w) => expect(Math.abs(w - (v + 0.7) / 0.8)).toBeLessThan(1e-13));
    // w = (v + 0.7)/0.8 is within −2 … 2 for v from −2.3 to 0.9; the cubic is, for v from −2.3 to 2.3, whatever I is here.
    covers(portrait.nullclines.y, -2.3, 0.9);
    covers(portrait.nullclines.x, -2, 2);
    // One real root: v³/3 + v/4 + 0.875 − I = 0 rises everywhere.
    expect(portrait.fixedPoints).toHaveLength(1);
    const [{ x: v, y: w, stable }] = portrait.fixedPoints as [{ x: number; y: number; stable: boolean }];
    expect(Math.abs(v ** 3 / 3 + v / 4 + 0.875 - I)).toBeLessThan(1e-12);
    expect(w).toBeCloseTo((v + 0.7) / 0.8, 12);
    // Trace 1 − v² − b/τ: below 0 at rest (v = −1.2), above at I = 0.5 (v = −0.8).
    expect(stable).toBe(1 - v * v - 0.8 / 12.5 < 0);
    expect(stable).toBe(I === 0);
    expect(portrait.held).toEqual([]);
  }
});

/** `adex` with its own values: pF, nS, mV, mV, mV, nS, mV. */
const [g_L, E_L, V_T, Delta_T, a] = [30, -70.6, -50.4, 2, 4];

test('AdEx: both nullclines where the paper has them, rest stable, threshold a saddle, nothing beyond the cut-off', () => {
  const plane = { x: { variable: 'V', low: -90, high: 10 }, y: { variable: 'w', low: -600, high: 400 } };
  const { nullclines, fixedPoints, noise } = phasePortrait(specimen(adex()), plane);
  let least = Number.POSITIVE_INFINITY;
  ends(nullclines.x, (V, w) => {
    const exact = -g_L * (V - E_L) + g_L * Delta_T * Math.exp((V - V_T) / Delta_T);
    // In V and w alike a place in the window has 1e-14 of it, 1e-12 mV; times the slope, 200 pA/mV where the curve leaves it.
    expect(Math.abs(w - exact)).toBeLessThan(1e-9);
    expect(V).toBeLessThan(0);
    least = Math.min(least, w);
  });
  // Its lowest point is at V_T; grid lines are 0.5 mV apart, and 0.5 mV beside it g_L/Δ_T/2·0.25 ≈ 1.9 pA are added.
  const lowest = g_L * (E_L - V_T) + g_L * Delta_T;
  expect(least).toBeGreaterThanOrEqual(lowest - 1e-9);
  expect(least).toBeLessThan(lowest + 2);
  ends(nullclines.y, (V, w) => expect(Math.abs(w - a * (V - E_L))).toBeLessThan(1e-9));
  covers(nullclines.y, -90, -0.5);
  expect(noise).toBe(false);
  // (g_L + a)(V − E_L) = g_L·Δ_T·exp((V − V_T)/Δ_T), on either side of V_T + Δ_T·ln(1 + a/g_L).
  const balance = (V: number) => (g_L + a) * (V - E_L) - g_L * Delta_T * Math.exp((V - V_T) / Delta_T);
  const turn = V_T + Delta_T * Math.log(1 + a / g_L);
  expect(fixedPoints).toHaveLength(2);
  const [rest, saddle] = [...fixedPoints!].sort((p, q) => p.x - q.x);
  expect(Math.abs(balance(rest!.x))).toBeLessThan(1e-9);
  expect(Math.abs(balance(saddle!.x))).toBeLessThan(1e-9);
  expect(rest!.x).toBeLessThan(turn);
  expect(saddle!.x).toBeGreaterThan(turn);
  expect([rest!.stable, saddle!.stable]).toEqual([true, false]);
});

test('other variables are held where they are, and named; noise is left out, and told', () => {
  const three = specimen(
    cell({
      equations: `
        dv/dt = (g*(E - v) - v)/ms + sigma*xi : mV
        dg/dt = -g/tau : 1
        du/dt = -u/ms : 1
      `,
      parameters: { E: '10 mV', tau: '5 ms', sigma: '1 mV/ms**0.5' },
    }),
    { u: 3 },
  );
  const plane = { x: { variable: 'v', low: -5, high: 5 }, y: { variable: 'u', low: -1, high: 1 } };
  const at = (g: number) => phasePortrait({ ...three, initial: { ...three.initial, g } }, plane);
  for (const g of [0.25, 0.5]) {
    const { nullclines, fixedPoints, held, noise } = at(g);
    // g·E/(1 + g)
    ends(nullclines.x, (v) => expect(v).toBeCloseTo((10 * g) / (1 + g), 12));
    ends(nullclines.y, (_, u) => expect(Math.abs(u)).toBeLessThan(1e-12));
    expect(fixedPoints).toHaveLength(1);
    expect(fixedPoints![0]!.stable).toBe(true);
    expect(held).toEqual(['g']);
    expect(noise).toBe(true);
  }
});

test('a jump through 0 is no nullcline, and a centre is neither stable nor unstable', () => {
  const jumps = specimen(cell({ equations: 'dv/dt = (2*int(v > 0.1*mV) - 1)*mV/ms : mV\ndw/dt = (v - w)/ms : mV' }));
  const plane = { x: { variable: 'v', low: -1.3, high: 1 }, y: { variable: 'w', low: -1.1, high: 1 } };
  expect(phasePortrait(jumps, plane).nullclines.x).toHaveLength(0);
  expect(phasePortrait(jumps, plane).fixedPoints).toEqual([]);
  const turns = specimen(cell({ equations: 'dv/dt = w/ms : mV\ndw/dt = -v/ms : mV' }));
  const { fixedPoints } = phasePortrait(turns, plane);
  expect(fixedPoints).toHaveLength(1);
  expect(fixedPoints![0]!.stable).toBeUndefined();
});

test('what has no phase plane is refused by a sentence', () => {
  const subject = specimen(fitzHughNagumo(0));
  expect(() => phasePortrait(subject, { ...window, x: { ...window.x, variable: 'V' } })).toThrow(
    "The cell has no state variable 'V'. It has v, w.",
  );
  expect(() => phasePortrait(subject, { ...window, y: window.x })).toThrow('both axes are of');
  expect(() => phasePortrait(subject, { ...window, x: { ...window.x, high: -3 } })).toThrow('its end must be above');
  expect(() => phasePortrait(subject, { ...window, meshes: 1 })).toThrow('meshes');
  const coupled = specimen(cell({ equations: 'dv/dt = (I_gap - v)/ms : mV\ndw/dt = -w/ms : mV\nI_gap : mV (summed)' }));
  expect(() => phasePortrait(coupled, window)).toThrow('sums over other cells (I_gap)');
});
