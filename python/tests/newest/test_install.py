"""The wheel in an empty folder and a fresh environment: three lines to a raster."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import venv
from pathlib import Path

import galvani

DIST = Path(__file__).parents[2] / 'dist'

LINES = """\
import galvani
run = galvani.run('ei-tutorial')
run.plot().savefig('raster.png')
"""

TIMED = f"""\
import json, time
began = time.perf_counter()
{LINES.splitlines()[0]}
{LINES.splitlines()[1]}
spikes = time.perf_counter() - began
{LINES.splitlines()[2]}
print(json.dumps([spikes, time.perf_counter() - began, run.hash]))
"""


def test_three_lines_to_a_raster(tmp_path: Path) -> None:
    (wheel,) = DIST.glob('*.whl')
    venv.create(tmp_path / 'fresh', with_pip=True)
    python = tmp_path / 'fresh' / ('Scripts' if sys.platform == 'win32' else 'bin') / 'python'
    empty = tmp_path / 'empty'
    empty.mkdir()
    subprocess.run([python, '-m', 'pip', 'install', '--quiet', f'{wheel}[plot]'], check=True, cwd=empty)
    told = subprocess.run([python, '-c', TIMED], check=True, cwd=empty, capture_output=True, text=True).stdout
    to_spikes, to_figure, own_hash = json.loads(told)
    assert own_hash == galvani.run('ei-tutorial').hash
    head = (empty / 'raster.png').read_bytes()[:24]
    width, height = struct.unpack('>II', head[16:])
    assert head[:8] == b'\x89PNG\r\n\x1a\n' and width > 400 and height > 400
    print(f'\nimport to spikes of ei-tutorial {to_spikes:.2f} s, to the figure {to_figure:.2f} s')
