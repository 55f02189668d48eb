"""A run on this machine: lock, plan, clean, publish, and say what was done."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from pipeline.errors import OptionsError
from pipeline.model import Value
from pipeline.options import Options
from pipeline.read.files import InputFile
from pipeline.run.buckets import BucketWriter, Job, Watch
from pipeline.run.clean_page import CleanPages
from pipeline.run.fingerprint import fingerprint
from pipeline.run.history import PastRun
from pipeline.run.learn_lines import learn_lines, lines_digest
from pipeline.run.ledger import Ledger, opened_ledger
from pipeline.run.lock import locked
from pipeline.run.manifest import manifest
from pipeline.run.plan import Plan, make_plan
from pipeline.run.publish import clear, join_problems, remove_documents, roll_forward
from pipeline.run.replies import Key
from pipeline.run.selection import select
from pipeline.run.settings import Settings
from pipeline.run.shard import Layout
from pipeline.run.supervisor import Supervisor
from pipeline.run.tally import Tally
from pipeline.run.trust import damaged, lacking
from pipeline.version import VERSION
from pipeline.write.atomic import reported, whole_file
from pipeline.write.lines import json_line
from pipeline.write.outputs import DUPLICATES, LEDGER, MANIFEST, STATE, is_sharded


class Report(Value, frozen=True, kw_only=True):
    """What a run did."""

    plan: Plan
    tally: Tally
    """Of the pages that it cleaned; after a kill, those cleaned before it too."""
    total: Tally
    """Of all pages in the output."""


def plan_run(files: Sequence[InputFile], out: Path, options: Options, settings: Settings) -> Plan:
    """What a run would do. Nothing is written."""
    _check_place(out)
    selection, files = select(files, settings)
    shared = learn_lines(files, options, selection, settings) if options.site_lines else None
    path = out / LEDGER
    with opened_ledger(path if path.exists() else None) as ledger, ledger.rehearsal():
        _check_inputs(files, ledger, out)
        digest = fingerprint(options, settings, lines_digest(shared))
        return _plan(files, ledger, out, lambda ref: digest + selection.mark(ref), settings)


def run(files: Sequence[InputFile], out: Path, options: Options, settings: Settings, watch: Watch) -> Report:
    """Brings a folder up to date with its inputs. `watch` sees what becomes of each page that is cleaned.

    Can be killed at any moment: the next run goes on where it was. Raises OutputError if the folder cannot be written,
    LockedError if another run is at it, OptionsError if there are no inputs and the output holds some, or if it was
    written in shards.
    """
    _check_place(out)
    with reported(str(out)):
        (out / STATE).mkdir(parents=True, exist_ok=True)
    with locked(out / STATE / "lock", str(out)), opened_ledger(out / LEDGER) as ledger:
        roll_forward(ledger, out)
        selection, files = select(files, settings)
        _check_inputs(files, ledger, out)
        shared = learn_lines(files, options, selection, settings) if options.site_lines else None
        digest = fingerprint(options, settings, lines_digest(shared))
        layout = Layout(form=settings.form, inline=settings.removed == "inline")
        job = Job(out=out, layout=layout, fingerprint=digest, selection=selection, watch=watch)
        with ledger.transaction():
            plan = _plan(files, ledger, out, job.fingerprint_of, settings)
            for known, mtime_ns in plan.touched:
                ledger.touch(known, mtime_ns)
            ledger.drop_other_slices([bucket.number for bucket in plan.buckets])
            ledger.set_value("inputs", msgspec.json.encode(plan.counts()).decode())
        clear(ledger, out)
        if not plan.buckets and ledger.value("complete", "no") == "yes" and (out / MANIFEST).is_file():
            return Report(plan=plan, tally=Tally(), total=ledger.tally())
        _begin(ledger, out, plan)
        task = CleanPages(options=options, inline=layout.inline, url=settings.url, shared_lines=shared)
        with Supervisor[Key].of(task, settings) as workers:
            BucketWriter(job, ledger).write(plan, workers)
        return _finish(ledger, out, options, settings, plan)


def _check_place(out: Path) -> None:
    if is_sharded(out):
        raise OptionsError(f"output {str(out)!r} was written with --shard or --engine: give that, or another folder")


def _check_inputs(files: Sequence[InputFile], ledger: Ledger, out: Path) -> None:
    """An empty folder is likelier one that was not mounted than the wish to lose all."""
    if not files and (held := sum(1 for _ in ledger.known())):
        raise OptionsError(
            f"no inputs were found, and output {str(out)!r} holds the records of {held}: nothing was done; "
            "remove the folder if that is meant"
        )


def _plan(
    files: Sequence[InputFile], ledger: Ledger, out: Path, fingerprint_of: Callable[[str], str], settings: Settings
) -> Plan:
    """The plan, in which nothing is taken over from parts that are missing or damaged."""
    distrusted = lacking(ledger, out)
    plan = make_plan(files, ledger, fingerprint_of, settings.redo, distrusted)
    if more := damaged(ledger, out, plan):
        plan = make_plan(files, ledger, fingerprint_of, settings.redo, distrusted | more)
    return plan


def _begin(ledger: Ledger, out: Path, plan: Plan) -> None:
    """From here on the output is not complete; counts go on where a killed run left them."""
    with ledger.transaction():
        if ledger.value("complete", "yes") == "yes":
            ledger.set_value("run", "{}")
            ledger.set_value("started", _now())
            ledger.history.begin()
        ledger.set_value("complete", "no")
        ledger.set_value("left", str(plan.inputs))
    with reported(str(out)):
        for name in (MANIFEST, DUPLICATES):  # neither says what is there any more
            (out / name).unlink(missing_ok=True)


def _finish(ledger: Ledger, out: Path, options: Options, settings: Settings, plan: Plan) -> Report:
    remove_documents(ledger, out)
    join_problems(ledger, out)
    report = Report(plan=plan, tally=ledger.run_tally(), total=ledger.tally())
    value = manifest(report.total, report.tally, plan.counts(), options, settings)
    times = {"started": ledger.value("started", ""), "finished": _now()}
    with whole_file(out / MANIFEST) as handle:
        handle.write(json_line({**value, **times}))
    with ledger.transaction():
        ledger.history.add(_past(report, options, times))
        ledger.set_value("complete", "yes")
    return report


def _past(report: Report, options: Options, times: dict[str, str]) -> PastRun:
    return PastRun(
        **times, version=VERSION, options=options.digest(), inputs=report.plan.counts(), cleaned=report.tally,
        total=report.total,
    )  # fmt: skip


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
