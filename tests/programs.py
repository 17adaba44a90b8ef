"""Programs that some tests need and no user must have: LibreOffice, and poppler's pdftotext and pdftoppm.

`need("soffice", "pdftotext")` in a test or fixture skips it where one is absent, and says which; under CI_FULL=1 it
fails instead, so that a full run cannot pass by skipping.
"""

import os
import shutil

import pytest


def need(*programs: str) -> None:
    """Skips the test that calls it, with the reason, unless all programs are installed; fails it under CI_FULL=1."""
    absent = [program for program in programs if shutil.which(program) is None]
    if not absent:
        return
    reason = f"needs {' and '.join(absent)}, which this machine does not have"
    if os.environ.get("CI_FULL") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
