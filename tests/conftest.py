"""What every test may ask for, and the option that rewrites the composed texts of the example deals."""

import os

import pytest

# Tests leave nothing in the cache of whoever runs them; those of the index itself say where it is to be.
os.environ["COMITY_CACHE"] = "off"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/*.txt anew from the example deals; read the difference as a lawyer would",
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden texts are written instead of compared."""
    return bool(request.config.getoption("--update-golden"))
