"""The verbs: each parses words, prints, and nothing else. `tumen --help` lists them; `docs/cli.md` is made from them.

Exit status: 0 done, also when single inputs gave Problems; 1 our own failure; 2 wrong usage or a faulty pack; 3 some input could not be
read at all, and with --strict any Problem.
"""

import click

import tumen
from tumen.cli.explain import explain
from tumen.cli.judge import judge_verb
from tumen.cli.ledger_shown import list_verb, show
from tumen.cli.link import link
from tumen.cli.packs import packs
from tumen.cli.proofs import erase_verb, prove_verb, verify_verb
from tumen.cli.read import read
from tumen.cli.take import init, run, take_verb
from tumen.model import InputError, LedgerError, PackError, TumenError


class _Failure(click.ClickException):
    exit_code = 1


class _PackFailure(click.ClickException):
    exit_code = 2


class _InputFailure(click.ClickException):
    exit_code = 3


class _Verbs(click.Group):
    """Says what Tumen refuses in one sentence, and ends with the status that its kind has."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PackError as error:
            raise _PackFailure(str(error)) from error
        except (InputError, LedgerError) as error:
            raise _InputFailure(str(error)) from error
        except TumenError as error:
            raise _Failure(str(error)) from error


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(tumen.__version__, prog_name="tumen", message="%(prog)s %(version)s")
def main() -> None:
    """Reads reports of repression into coded event records whose every field is backed by the report's exact words.

    What it writes is the working record, for inside use only.
    """


for verb in (erase_verb, explain, init, judge_verb, link, list_verb, packs, prove_verb, read, run, show, take_verb, verify_verb):
    main.add_command(verb)
