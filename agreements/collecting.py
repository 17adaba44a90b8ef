"""Holds the garbage collector while much is made and nothing thrown away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """Without looking for reference cycles until the end; they stay off where somebody had switched them off.

    A long paper becomes hundreds of thousands of objects that all live on, and going through them again and again took
    a fifth of a check. What counts references is freed as ever.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
