"""Many pages, one after the other: read, walk, write, count."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec

from pipeline.catalog import all_rules, choose_rules, code_digest, rule_digest
from pipeline.content.site_lines import SiteLines
from pipeline.decode import decode
from pipeline.errors import OptionsError, SourceError
from pipeline.model import Source
from pipeline.normalise.blocks import normalise
from pipeline.options import Options
from pipeline.read.files import STDIN, InputFile
from pipeline.read.several_pages import pages_of
from pipeline.read.sources import read_source
from pipeline.record import SCHEMA_VERSION, Failed, Kept, Outcome, Rejected
from pipeline.rule import AnyRule, PageRule, TextRule
from pipeline.segment.page import segment
from pipeline.version import VERSION
from pipeline.walk import failed, walk
from pipeline.write.outputs import Format, RemovedTo, open_output

Watch = Callable[[Outcome], None]


class Summary(msgspec.Struct):
    """Counts of a run. kept + rejected + failed = sources, at every moment."""

    sources: int = 0
    kept: int = 0
    rejected: int = 0
    failed: int = 0
    chars_in: int = 0
    chars_out: int = 0
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    """Of rejected and failed pages."""
    rejections: Counter[str] = msgspec.field(default_factory=Counter)
    """Rejected pages by rule code."""
    removals: Counter[str] = msgspec.field(default_factory=Counter)
    """Removals by rule code."""
    removed_chars: Counter[str] = msgspec.field(default_factory=Counter)

    def count(self, outcome: Outcome) -> None:
        """Takes one page's end into account."""
        self.sources += 1
        if isinstance(outcome, Kept):
            self.kept += 1
            self.chars_in += outcome.record.stats.chars_in
            self.chars_out += outcome.record.stats.chars_out
            for removal in outcome.removals:
                self.removals[removal.rule] += 1
                self.removed_chars[removal.rule] += len(removal.text)
        else:
            self.rejected += isinstance(outcome, Rejected)
            self.failed += isinstance(outcome, Failed)
            self.reasons[outcome.reason] += 1
            if isinstance(outcome, Rejected) and outcome.rule:
                self.rejections[outcome.rule] += 1


def run(
    files: Sequence[InputFile],
    out: str,
    options: Options,
    *,
    url: str | None = None,
    form: Format = "jsonl",
    removed: RemovedTo = "beside",
    watch: Watch = lambda outcome: None,
) -> Summary:
    """Cleans the files in order and writes what comes out. `watch` sees every outcome.

    Raises OutputError if the output cannot be written; nothing of it is left then.
    """
    summary = Summary()
    started = datetime.now(UTC)
    with open_output(out, form, removed) as (put, finish):
        for outcome in outcomes(files, options, url=url):
            put(outcome)
            summary.count(outcome)
            watch(outcome)
        finish(manifest(summary, options, started))
    return summary


def outcomes(files: Sequence[InputFile], options: Options, *, url: str | None = None) -> Iterator[Outcome]:
    """One outcome a page: a file of plain text may hold several."""
    site_lines = learned(_readable(files), options) if options.site_lines else None
    for file in files:
        try:
            source = read_source(file, url=url)
        except SourceError as error:
            yield failed(Source(ref=file.ref, body=b""), "read", error)
        else:
            for page in pages_of(source):
                yield walk(page, options, site_lines=site_lines).outcome


def _readable(files: Sequence[InputFile]) -> Iterator[Source]:
    """The sources that can be read; the others are told of when they are read again. Raises OptionsError for stdin."""
    if any(file.path == STDIN for file in files):
        raise OptionsError(
            "site_lines: the input is read twice, and stdin cannot be; give files or folders, or --no-site-lines"
        )
    for file in files:
        with suppress(SourceError):
            yield from pages_of(read_source(file))


def learned(sources: Iterable[Source], options: Options) -> SiteLines:
    """What the exports among the sources share."""
    site_lines, rules = SiteLines(), choose_rules(options.select, options.ignore).text
    for source in sources:
        with suppress(Exception):  # a page that cannot be read teaches nothing; its own walk tells why
            page = decode(source)
            if page.kind == "text":
                site_lines.learn(normalise(segment(page, options), rules))
    return site_lines


def manifest(summary: Summary, options: Options, started: datetime) -> dict[str, Any]:
    """What the run was, and counts that add up. The only file of an output that knows the time."""
    return {
        "version": VERSION,
        "schema_version": SCHEMA_VERSION,
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "counts": {key: getattr(summary, key) for key in ("sources", "kept", "rejected", "failed")},
        "chars": {"in": summary.chars_in, "out": summary.chars_out},
        "reasons": dict(sorted(summary.reasons.items())),
        "options": msgspec.to_builtins(options),
        "options_digest": options.digest(),
        "code_digest": code_digest(),
        "rules": [_rule_counts(rule, summary) for rule in all_rules()],
    }


def _rule_counts(rule: AnyRule, summary: Summary) -> dict[str, Any]:
    """What a rule did. Text rules repair and do not remove: records say so in their warnings."""
    value: dict[str, Any] = {"code": rule.code, "name": rule.name, "digest": rule_digest(rule.code)}
    if isinstance(rule, PageRule):
        value["rejected"] = summary.rejections[rule.code]
    elif not isinstance(rule, TextRule):
        value |= {"removals": summary.removals[rule.code], "chars": summary.removed_chars[rule.code]}
    return value
