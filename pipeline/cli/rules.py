"""`winnow rules`: the catalogue; and `winnow rules test`, which tries a rule of one's own."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import column_options, columns_of
from pipeline.report.ending import SOME_FAILED, say, stop


class Code(click.Argument):
    """An argument that the usage of the commands below does not name."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return []


class RulesGroup(click.Group):
    """A command that takes a CODE, unless what stands there is a command of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_command = args[:1] != [] and args[0] in self.commands
        ctx.allow_interspersed_args = not is_command  # flags after a CODE are of this command
        # The argument comes first: it is left empty, or the name of the command would be taken for it.
        return super().parse_args(ctx, ["", *args] if is_command else args)


@click.group(cls=RulesGroup, invoke_without_command=True, subcommand_metavar="[CODE] | test PATTERN|FILE PAGES…")
@click.argument("code", required=False, cls=Code)
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON array.")
@click.pass_context
def rules(ctx: click.Context, code: str | None, as_json: bool) -> None:
    """List the rules, or tell all about one: CODE is its code or name. Or try a rule of your own."""
    from pipeline.report.rules import print_rules, print_rules_json

    if ctx.invoked_subcommand:
        return
    if as_json:
        print_rules_json(code)
    else:
        print_rules(code)


@rules.command()
@click.argument("rule", metavar="PATTERN|FILE")
@click.argument("pages", nargs=-1, required=True, metavar="PAGES…")
@click.option("--json", "as_json", is_flag=True, help="For programs: a JSON object a line.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Look at the first N pages only.")
@column_options
def test(rule: str, pages: tuple[str, ...], as_json: bool, **flags: Any) -> None:
    """Try a rule of your own, and see every hit before using it.

    PATTERN is a regular expression, as `remove` in winnow.toml takes it. FILE is a .toml file as winnow.toml, with
    `remove` or [[sites]]; its other options are in force, too. PAGES is what `winnow run` reads. Nothing is written.

    Exit codes: 0 done, 2 wrong usage or options, 3 done but some pages failed, as those do that a pattern takes too
    long on.
    """
    from pipeline.read.files import find_inputs
    from pipeline.report.rule_trial import TrialJson, TrialPrinter
    from pipeline.run.settings import Settings, cores
    from pipeline.run.try_rule import try_rule

    without, given = _options(rule)
    settings = Settings(columns=columns_of(flags), limit=flags.pop("limit"), workers=cores())
    files = find_inputs(pages)
    shown = TrialJson() if as_json else TrialPrinter()
    for page in try_rule(files, without, given, settings):
        shown.page(page)
    shown.end()
    if not files:
        say(f"no pages found in {', '.join(map(click.format_filename, pages))}")
    if failed := shown.summary.failed:
        stop(f"{failed} of {shown.summary.pages} pages failed", SOME_FAILED)


def _options(rule: str) -> tuple[Any, Any]:
    """The options in force without the rule, and with it. Raises OptionsError."""
    from msgspec import structs

    from pipeline.config import load_options, read_config
    from pipeline.errors import OptionsError
    from pipeline.options import make_options

    if not rule.lower().endswith(".toml"):
        new, options = make_options({"remove": [rule]}, "command line"), load_options({})
    elif (path := Path(rule)).is_file():
        new, options = make_options(read_config(path), rule), load_options({}, config=path)
    else:
        raise OptionsError(f"{rule!r} is not a file; give a .toml file as winnow.toml, or a pattern")
    if not new.remove and not new.sites:
        raise OptionsError(f"{rule}: has neither remove nor [[sites]] to try")
    without = structs.replace(
        options,
        remove=tuple(pattern for pattern in options.remove if pattern not in new.remove),
        sites=tuple(site for site in options.sites if site not in new.sites),
    )
    given = structs.replace(without, remove=(*without.remove, *new.remove), sites=(*without.sites, *new.sites))
    return without, given
