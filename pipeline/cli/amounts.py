"""Numbers and shares, as they are given on the command line."""

import re
from typing import Any

import click

from pipeline.model import Value

SHORT_NUMBER = re.compile(r"\d{1,18}")
"""Python refuses to read numbers of thousands of digits."""


class Failures(Value, frozen=True, kw_only=True):
    """How many failed pages are allowed."""

    number: int = 0
    share: float | None = None

    def of(self, pages: int) -> float:
        """Out of so many pages."""
        return self.number if self.share is None else self.share * pages


class Share(click.ParamType[Any]):
    """`5%`, as a number from 0 to 1."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The share. Fails for what is none."""
        try:
            share = float(str(value).removesuffix("%")) / 100
        except ValueError:
            share = -1.0
        if not str(value).endswith("%") or not 0 < share <= 1:
            self.fail(f"{value!r} is no share of the pages; give one such as 5%", param, ctx)
        return share


class AllowedFailures(click.ParamType[Any]):
    """`20` or `1%`."""

    name = "failures"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Failures:
        """The number or share. Fails for what is neither."""
        if isinstance(value, Failures):
            return value
        if value == "0%":
            return Failures()
        if value.endswith("%"):
            return Failures(share=SHARE.convert(value, param, ctx))
        if not SHORT_NUMBER.fullmatch(value):
            self.fail(f"{value!r} is neither a number of pages nor a share of them; give 20, or 1%", param, ctx)
        return Failures(number=int(value))


class ShareOfRun(click.ParamType[Any]):
    """`3/16`."""

    name = "share of a run"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its `pipeline.run.shares.Share`. Fails for what is none."""
        from pipeline.run.shares import MOST_SHARES, Share

        number, slash, of = str(value).partition("/")
        is_number = slash and SHORT_NUMBER.fullmatch(number) and SHORT_NUMBER.fullmatch(of)
        if not (is_number and 1 <= int(number) <= int(of) <= MOST_SHARES):
            self.fail(f"{value!r} is no share of a run; give one such as 1/16, 2/16… 16/16", param, ctx)
        return Share(number=int(number), of=int(of))


SHARE, FAILURES, SHARE_OF_RUN = Share(), AllowedFailures(), ShareOfRun()
