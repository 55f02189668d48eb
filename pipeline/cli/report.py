"""`winnow report`: a run at a glance."""

from pathlib import Path

import click

from pipeline.cli.showing import html_options, one_form, show


@click.command()
@click.argument("out")
@html_options
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def report(out: str, html: Path | None, is_to_open: bool, as_json: bool) -> None:
    """Show a run at a glance: counts, statuses, lengths, what each rule removed, doubtful and slow pages.

    OUT is the output folder of a run. Beside the HTML file, the folder FILE_pages has views of the least certain pages.
    """
    from pipeline.report.run_report import open_output, report_on, write_report
    from pipeline.report.run_report_text import print_report, print_report_json

    one_form(as_json=as_json, is_seen=bool(html or is_to_open))
    dataset = open_output(Path(out))
    found = report_on(dataset)
    if html or is_to_open:
        show(lambda path: write_report(found, dataset, path), html, "report.html", is_to_open=is_to_open)
    elif as_json:
        print_report_json(found)
    else:
        print_report(found)
