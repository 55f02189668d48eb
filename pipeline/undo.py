"""Cleaning undone: a record and its removals give back the text of every block."""

from collections.abc import Container, Iterable, Iterator, Sequence

from msgspec import structs

from pipeline.errors import WinnowError
from pipeline.model import Removal, removals_by_block, text_without
from pipeline.record import Record, RecordBlock


def restore(record: Record, removals: Iterable[Removal]) -> tuple[RecordBlock, ...]:
    """All blocks of the page as they were before rules acted, in page order.

    Raises WinnowError if the removals are not this record's.
    """
    by_block = removals_by_block(removals)
    kept = iter(record.blocks)
    blocks = []
    for index in range(record.stats.blocks_in):
        block = _block(sorted(by_block.pop(index, ()), key=lambda removal: removal.start), kept)
        if block is None:
            raise _not_its_own(record)
        blocks.append(block)
    chars = sum(len(block.text) for block in blocks)
    if by_block or next(kept, None) is not None or chars != record.stats.chars_in:
        raise _not_its_own(record)
    return tuple(blocks)


def restore_rules(record: Record, removals: Iterable[Removal], *, rules: Container[str]) -> tuple[RecordBlock, ...]:
    """The record's blocks, with what the rules of these codes removed put back; what others removed stays out.

    Raises WinnowError if the removals are not this record's.
    """
    removals = tuple(removals)
    gone = removals_by_block(removal for removal in removals if removal.rule not in rules)
    blocks = (
        structs.replace(block, text=text_without(block.text, gone.get(index, ())))
        for index, block in enumerate(restore(record, removals))
    )
    return tuple(block for block in blocks if block.text)


def _not_its_own(record: Record) -> WinnowError:
    return WinnowError(f"record {record.id} of {record.source!r}: these are not its removals")


def _block(removals: Sequence[Removal], kept: Iterator[RecordBlock]) -> RecordBlock | None:
    """The next block with what was removed from it; None if the removals do not fit it."""
    gone = sum(len(removal.text) for removal in removals)
    if removals and gone == removals[0].length:
        rest = RecordBlock(role=removals[0].role, level=removals[0].level, text="")
    elif (block := next(kept, None)) is not None:
        rest = block
    else:
        return None
    text, at = "", 0
    for removal in removals:
        between = removal.start - len(text)
        text += rest.text[at : at + between] + removal.text
        at += between
        if between < 0 or len(text) != removal.end or removal.length != gone + len(rest.text):
            return None
    return RecordBlock(role=rest.role, level=rest.level, text=text + rest.text[at:])
