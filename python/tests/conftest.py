"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

#: A network of which a run takes no time to speak of.
DOCUMENT = """\
galvani: 1
title: Two populations and a drive
parameters:
  w_e: { value: 6 nS, range: [0 nS, 60 nS] }
  w_i: 67 nS
  n: 100
models:
  lif:
    equations: |
      dv/dt = (g_L*(-60 mV - v) + g_e*(0 mV - v) + g_i*(-80 mV - v))/(200 pF) : mV (unless refractory)
      dg_e/dt = -g_e/(5 ms) : nS
      dg_i/dt = -g_i/(10 ms) : nS
    parameters: { g_L: 10 nS }
    threshold: v > -50 mV
    reset: v = -60 mV
    refractory: 5 ms
populations:
  cells: { model: lif, size: n, initial: { v: "uniform(-60 mV, -50 mV)" }, groups: { E: 0.8, I: 0.2 } }
  drive: { poisson: { rate: 50 Hz }, size: 100 }
projections:
  - { from: E, to: cells, connect: { fixedProbability: 0.1 }, onSpike: g_e += w_e, delay: 1 ms }
  - { from: I, to: cells, connect: { fixedProbability: 0.1 }, onSpike: g_i += w_i }
  - { from: drive, to: cells, connect: { fixedInDegree: 20 }, onSpike: g_e += w_e }
run: { duration: 100 ms, dt: 0.1 ms, seed: 7, backend: wasm, threads: 1 }
"""


@pytest.fixture
def text() -> str:
    return DOCUMENT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / 'two.yaml'
    file.write_text(DOCUMENT)
    return file
