"""Bars that show how far a call is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ._errors import GalvaniError
from ._node import OnProgress


@contextlib.contextmanager
def follower(progress: bool | OnProgress) -> Iterator[OnProgress | None]:
    """What is called with stages and fractions: a bar by tqdm where `progress` is True, a function of the caller's own, or nothing."""
    if progress is False:
        yield None
    elif progress is True:
        try:
            from tqdm.auto import tqdm
        except ImportError as error:
            raise GalvaniError("Bars are drawn by tqdm: pip install 'galvani[progress]'.") from error
        bar = tqdm(total=100, unit='%', bar_format='{l_bar}{bar}| {elapsed}')

        def show(stage: str, fraction: float) -> None:
            bar.set_description_str(stage, refresh=False)
            bar.n = round(100 * fraction, 1)
            bar.refresh()

        with contextlib.closing(bar):
            yield show
    elif callable(progress):
        yield progress
    else:
        raise GalvaniError(f'progress is {progress!r}; give True, False, or a function of a stage and a fraction.')
