"""Cleaning undone: a record and its removals give back the text of every block."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.errors import WinnowError
from pipeline.model import Removal
from pipeline.record import Record, RecordBlock


def restore(record: Record, removals: Iterable[Removal]) -> tuple[RecordBlock, ...]:
    """All blocks of the page as they were before rules acted, in page order.

    Raises WinnowError if the removals are not this record's.
    """
    by_block: dict[int, list[Removal]] = defaultdict(list)
    for removal in removals:
        by_block[removal.block].append(removal)
    kept = iter(record.blocks)
    try:
        blocks = tuple(_block(by_block.pop(index, []), kept) for index in range(record.stats.blocks_in))
    except (StopIteration, RuntimeError, ValueError) as error:
        raise WinnowError(f"record {record.id}: these are not its removals") from error
    if by_block or next(kept, None) is not None:
        raise WinnowError(f"record {record.id}: these are not its removals")
    return blocks


def _block(removals: list[Removal], kept: Iterable[RecordBlock]) -> RecordBlock:
    removals.sort(key=lambda removal: removal.start)
    gone = sum(removal.end - removal.start for removal in removals)
    if removals and gone == removals[0].length:
        first = removals[0]
        return RecordBlock(role=first.role, level=first.level, text="".join(removal.text for removal in removals))
    block = next(iter(kept))
    if not removals:
        return block
    if gone + len(block.text) != removals[0].length:
        raise ValueError("lengths differ")
    text, rest, at = [], block.text, 0
    for removal in removals:
        part = removal.start - at
        text += [rest[:part], removal.text]
        rest, at = rest[part:], removal.end
    return RecordBlock(role=block.role, level=block.level, text="".join((*text, rest)))
