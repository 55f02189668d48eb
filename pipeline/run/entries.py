"""What the ledger holds: inputs that are in the output, files of shards, slices of large inputs."""

from typing import Annotated

from msgspec import Meta

from pipeline.model import Value
from pipeline.run.tally import Tally


class Move(Value, frozen=True, array_like=True):
    """A file of a shard. Paths are relative to the output."""

    source: str
    """Where it lies until the shard is committed; empty for one that is to go."""
    target: str
    """Where it belongs."""
    digest: str = ""
    """BLAKE2 of its content, hexadecimal."""


Moves = list[Move]
Place = Annotated[str, Meta(pattern=r"^(?!/)(?!(.*/)?\.\.(/|$))")]
"""A path below the output: what was written there by whomever, nothing else is removed for it."""
Files = dict[Place, str]
"""Of a bucket: where each lies, and its digest."""


class Known(Value, frozen=True, kw_only=True):
    """An input that is in the output, and as what it was read."""

    bucket: int
    place: int
    """Its place within the bucket, from 0."""
    ref: str
    size: int
    mtime_ns: int
    digest: bytes | None
    """Of its content; None where that was not taken."""
    fingerprint: str
    """Of all that decides what becomes of it: options, rules, models, version, format."""
    failed: int


class Row(Known, frozen=True, kw_only=True):
    """The same, with what it holds."""

    lines: tuple[int, ...]
    """How many lines it has in each table."""
    tally: Tally


class Slice(Value, frozen=True, kw_only=True):
    """A part of a large input that is done, while the rest is not."""

    bucket: int
    number: int
    ref: str
    size: int
    mtime_ns: int
    fingerprint: str
    pages: int
    """Of the input, so many are done with this slice and those before."""
    lines: tuple[int, ...]
    tally: Tally
    moves: Moves


def is_part(target: str) -> bool:
    """True for a part of a table, which only its own bucket can have; False for a Markdown file."""
    return not target.endswith(".md")
