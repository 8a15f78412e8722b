"""Every example in Python of the README and the docs runs as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = [ROOT / 'README.md', ROOT / 'python/README.md', *sorted((ROOT / 'docs').glob('*.md'))]
EXAMPLES = [
    pytest.param(match[1], id=f'{file.relative_to(ROOT)}:{text[: match.start()].count(chr(10)) + 1}')
    for file in FILES
    for text in [file.read_text(encoding='utf-8')]
    for match in re.finditer(r'^```python\n(.*?)^```', text, re.DOTALL | re.MULTILINE)
    if 'galvani' in match[1]
]


@pytest.mark.parametrize('code', EXAMPLES)
def test_example(code: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, '-W', 'error', '-c', code],
        cwd=tmp_path,
        env={**os.environ, 'MPLBACKEND': 'agg'},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout or list(tmp_path.iterdir()), 'it shows nothing'


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 7
