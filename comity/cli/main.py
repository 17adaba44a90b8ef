"""The command `comity`: its subcommands, loaded only when one is asked for, and its exit codes."""

import sys
from importlib import import_module

import click

from clauses.errors import ContentError

# Each command lives in a module of its own, so that `--version` and `list` load no Word library.
COMMANDS = {
    "new": "starting",
    "draft": "drafting",
    "check": "checking",
    "find": "finding",
    "explain": "explaining",
    "list": "listing",
    "law": "asking_law",
}

MISUSE = 2
INTERRUPTED = 130
OUR_DEFECT = 70


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


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="comity", message="%(prog)s %(version)s")
def comity() -> None:
    """Draft research-collaboration agreements as Word documents, and check any agreement for what it should hold.

    Comity is a drafting aid, not legal advice.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 findings, 2 misuse or unreadable input, 3 could not decide, 70 our defect."""
    try:
        code = comity.main(arguments, prog_name="comity", standalone_mode=False)
    except ContentError as error:
        for mistake in error.mistakes:
            click.echo(str(mistake), err=True)
        sys.exit(MISUSE)
    except click.ClickException as error:
        error.show()
        sys.exit(MISUSE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`comity list | head`): nothing is wrong and nobody is there to be told.
        sys.stderr.close()
        sys.exit(0)
    except Exception:
        # Let Python print the traceback, then say what it means: this is not the user's mistake.
        sys.excepthook(*sys.exc_info())
        click.echo("\nThis is a defect of comity, not of your file. Please report it with the lines above.", err=True)
        sys.exit(OUR_DEFECT)
    sys.exit(code if isinstance(code, int) else 0)
