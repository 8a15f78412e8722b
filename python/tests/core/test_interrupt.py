"""Ctrl-C, and callers that end: nothing runs on, nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

import galvani

#: Longer than any test lasts.
LONG = '100000 s'


def test_ctrl_c_ends_the_run_and_leaves_nothing(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, 'tempdir', str(tmp_path))
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **how: Any) -> None:
            super().__init__(*words, **how)
            begun.append(self)

    monkeypatch.setattr(subprocess, 'Popen', Noted)

    def interrupt(stage: str, fraction: float) -> None:
        if stage == 'run':
            assert begun[0].returncode is None
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        galvani.run(text, duration=LONG, progress=interrupt)
    # By the signal that it was sent, not killed.
    assert [process.returncode for process in begun] == [-signal.SIGINT]
    assert list(tmp_path.iterdir()) == []


def test_an_exception_of_the_callers_function_ends_the_run(text: str) -> None:
    def stop(stage: str, fraction: float) -> None:
        raise LookupError(stage)

    with pytest.raises(LookupError):
        galvani.run(text, duration=LONG, progress=stop)


def test_a_caller_that_is_killed_takes_the_run_along(text: str) -> None:
    ours, theirs = os.pipe()
    script = f"""
import functools, subprocess, galvani
# The simulator holds the pipe as long as it lives.
subprocess.Popen = functools.partial(subprocess.Popen, pass_fds=[{theirs}])
galvani.run({text!r}, duration={LONG!r}, progress=lambda *_: print(flush=True))
"""
    caller = subprocess.Popen([sys.executable, '-c', script], stdout=subprocess.PIPE, pass_fds=[theirs])
    os.close(theirs)
    assert caller.stdout is not None
    caller.stdout.readline()
    caller.kill()
    caller.wait()
    caller.stdout.close()
    # Ends with the last process that holds the other side.
    assert os.read(ours, 1) == b''
    os.close(ours)
