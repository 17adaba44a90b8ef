"""The command `comity`: its subcommands, loaded only when one is asked for, and its exit codes."""

import atexit
import contextlib
import gc
import io
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from clauses.errors import ContentError, near
from comity.cli.options import printable

# Each command lives in a module of its own, so that `--version` and `list` load no Word library.
COMMANDS = {
    "new": "starting",
    "draft": "drafting",
    "check": "checking",
    "find": "finding",
    "explain": "explaining",
    "list": "listing",
    "law": "asking_law",
    "classify": "classifying",
}

MISUSE = 2
OUR_DEFECT = 70
INTERRUPTED = 130
NOBODY_READS = 141  # as for a program ended by SIGPIPE: a report cut short must not pass for "nothing found"


class Commands(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"comity.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.UsageError(f"there is no command {args[0]!r}; {near(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="comity", message="%(prog)s %(version)s")
def comity() -> None:
    """Draft research-collaboration agreements as Word documents, and check any agreement for what it should hold.

    Comity is a drafting aid, not legal advice.
    """


def run() -> NoReturn:
    """The installed command: `main`, and then out at once.

    A command lives for a second: looking for garbage in content that stays, and taking apart at the end what the
    system takes back in one piece, would cost a fifth of that.
    """
    gc.set_threshold(100_000)
    try:
        main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 0
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits.

    0 done, 1 findings, 2 misuse or unreadable input, 3 could not decide, 70 our defect, 130 interrupted, 141 nobody
    reads what is printed.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What is printed is UTF-8 everywhere; a file name that is no text at all must not stop a report.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Not by way of click's own `main`, which answers a broken pipe with 1: our word for findings.
        with comity.make_context("comity", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = comity.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except ContentError as error:
        for mistake in error.mistakes:
            click.echo(printable(str(mistake)), err=True)
        sys.exit(MISUSE)
    except click.ClickException as error:
        error.show()
        sys.exit(MISUSE)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # What is still buffered goes nowhere, or Python would complain of the broken pipe once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOBODY_READS)
    except Exception:
        # Let Python print the traceback, then say what it means: this is not the user's mistake.
        sys.excepthook(*sys.exc_info())
        click.echo("\nThis is a defect of comity, not of your file. Please report it with the lines above.", err=True)
        sys.exit(OUR_DEFECT)
    sys.exit(code if isinstance(code, int) else 0)
