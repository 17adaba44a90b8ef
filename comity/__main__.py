"""`python -m comity` is the command."""

from comity.cli.main import run

run()
