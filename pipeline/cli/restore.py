"""`winnow restore`: what was removed from a page, put back."""

import click

from pipeline.cli.options import separated
from pipeline.report.ending import say


@click.command()
@click.argument("where")
@click.argument("record", required=False)
@click.option("--rule", "rules", multiple=True, metavar="CODE", help="Put back only what these rules removed.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def restore(where: str, record: str | None, rules: tuple[str, ...], as_json: bool) -> None:
    """Print a page's text with what was removed put back.

    WHERE is an output folder, a file of records that has the removals in it (--removed inline), or - for such records
    as JSON lines from stdin. RECORD is an id or a source; it may be left out where there is only one record.
    """
    from pipeline.catalog import rules_named
    from pipeline.report.restored import print_restored, print_restored_json
    from pipeline.run.find_record import find_record
    from pipeline.undo import restore as restore_all
    from pipeline.undo import restore_rules

    codes = {rule.code for rule in rules_named(separated(rules), "--rule")}
    page = find_record(where, record)
    if codes:
        blocks = restore_rules(page.record, page.removals, rules=codes)
        if not any(removal.rule in codes for removal in page.removals):
            say(f"{page.record.source}: nothing was removed by {', '.join(rules)}")
    else:
        blocks = restore_all(page.record, page.removals)
    if as_json:
        print_restored_json(page.record, blocks)
    else:
        print_restored(blocks)
