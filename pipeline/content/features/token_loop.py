# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""The loops over the characters of names and lines: the bucket of each token, without making the token.

`names` and `words` run them where they are compiled. As plain Python they give the same, in many times the time.
"""

from array import array
from typing import Any
from zlib import crc32

from pipeline.content.features.lines import EDGE, FIRST, FIRST_TWO, LAST, LINE, MAX_LINE
from pipeline.content.features.names import BUCKETS, EMPTY, MAX_NAMES, MAX_TAGGED, PART, SEPARATOR, SPACE, WHOLE
from pipeline.content.features.said import said
from pipeline.content.features.word_loop import OTHER_PLANES

IS_COMPILED = not __file__.endswith(".py")
ONES = 0xFFFFFFFF
CHECKSUMS = array("I", [crc32(bytes([byte]), ONES) ^ ONES for byte in range(256)])
"""What CRC-32 makes of each byte."""
ZERO, NINE, BLANK, MASK = 48, 57, 32, BUCKETS - 1


def fill_names(codes: Any, stops: Any, tags: Any, kinds: Any, rows: Any, starts: Any, flags: Any, room: Any) -> None:
    """For each element, the buckets of its names: whole, their parts, whole with the tag; and what the names say.

    `codes` are the characters of all names, which end at `stops`; `tags` the tags' buckets, `kinds` a table of
    characters. `rows` (3, buckets) is filled up to the last of `starts` (3, elements + 1), which begin with 0. `room`
    (4, characters) is where names and parts are noted.
    """
    start = 0
    for element in range(len(stops)):
        for row in range(3):
            starts[row, element + 1] = starts[row, element]
        flags[element] = _add_names(codes, start, stops[element], kinds, element + 1, rows, starts, room)
        start = stops[element]
        for row in range(2):
            if starts[row, element + 1] == starts[row, element]:
                rows[row, starts[row, element]] = EMPTY
                starts[row, element + 1] += 1
        first = starts[0, element]
        for at in range(first, min(starts[0, element + 1], first + MAX_TAGGED)):
            rows[2, starts[2, element + 1]] = (rows[0, at] * 31 + tags[element]) & MASK
            starts[2, element + 1] += 1


def _add_names(codes: Any, start: int, stop: int, kinds: Any, following: int, rows: Any, starts: Any, room: Any) -> int:
    """Adds the buckets of an element's first distinct names and of their parts. What the names say.

    The next ones lie where `starts` say that the `following` element's begin.
    """
    first, flags = starts[0, following], 0
    while True:
        start = _word_start(codes, start, stop, kinds)
        count = starts[0, following] - first
        if start == stop or count == MAX_NAMES:
            return flags
        end = _word_end(codes, start, stop, kinds)
        if _is_new(codes, start, end, room, count):
            room[0, count], room[1, count] = start, end
            rows[0, starts[0, following]] = _checksum(codes, start, end, WHOLE) & MASK
            starts[0, following] += 1
            flags |= said(codes, start, end)
            _add_parts(codes, _find_parts(codes, start, end, kinds, room), following, rows, starts, room)
        start = end


def _is_new(codes: Any, start: int, end: int, room: Any, count: int) -> bool:
    """No name before spells the same."""
    for place in range(count):
        begin, at = room[0, place], start
        if room[1, place] - begin == end - start:
            while at < end and codes[at] == codes[begin + at - start]:
                at += 1
            if at == end:
                return False
    return True


def _find_parts(codes: Any, start: int, stop: int, kinds: Any, room: Any) -> int:
    """Notes where the parts of a name begin and end, sorted; those of one character are none. How many there are."""
    found = 0
    while start < stop:
        end = start
        while end < stop and not kinds[min(codes[end], OTHER_PLANES)] & SEPARATOR:
            end += 1
        if end - start > 1:
            place = found
            while place and _comes_before(codes, start, end, room[2, place - 1], room[3, place - 1]):
                room[2, place], room[3, place] = room[2, place - 1], room[3, place - 1]
                place -= 1
            room[2, place], room[3, place] = start, end
            found += 1
        start = end + 1
    return found


def _comes_before(codes: Any, start: int, end: int, other: int, other_end: int) -> bool:
    while start < end and other < other_end:
        code, second = _without_digit(codes[start]), _without_digit(codes[other])
        if code != second:
            return code < second
        start += 1
        other += 1
    return end - start < other_end - other


def _add_parts(codes: Any, found: int, following: int, rows: Any, starts: Any, room: Any) -> None:
    """Adds the buckets of a name's parts that are not there yet."""
    first = starts[1, following - 1]
    for place in range(found):
        bucket = _checksum(codes, room[2, place], room[3, place], PART) & MASK
        at, last = first, starts[1, following]
        while at < last and rows[1, at] != bucket:
            at += 1
        if at == last and at - first < MAX_NAMES:
            rows[1, at] = bucket
            starts[1, following] += 1


def fill_lines(codes: Any, kinds: Any, rows: Any) -> None:
    """Fills `rows` (4, texts) with buckets as `lines` tells them.

    `codes` are the characters of the texts, with a zero between; `kinds` is a table of characters.
    """
    start, count = 0, len(codes)
    for text in range(rows.shape[1]):
        stop = start
        while stop < count and codes[stop]:
            stop += 1
        _fill_first(codes, start, min(start + EDGE, stop), kinds, rows, text)
        _fill_last(codes, max(stop - EDGE, start), stop, kinds, rows, text)
        whole = stop if stop - start <= MAX_LINE else start
        rows[3, text] = _checksum(codes, start, whole, LINE) & MASK
        start = min(stop + 1, count)


def _fill_first(codes: Any, start: int, stop: int, kinds: Any, rows: Any, text: int) -> None:
    """The first word, and the first two; one by itself has no seed for these, and so has none."""
    begin = _word_start(codes, start, stop, kinds)
    end = _word_end(codes, begin, stop, kinds)
    second = _word_start(codes, end, stop, kinds)
    rows[0, text] = _checksum(codes, begin, end, FIRST) & MASK
    if second == stop:
        rows[1, text] = _checksum(codes, begin, end, 0) & MASK
    else:
        checksum = _add_byte(_checksum(codes, begin, end, FIRST_TWO) ^ ONES, BLANK) ^ ONES
        rows[1, text] = _checksum(codes, second, _word_end(codes, second, stop, kinds), checksum) & MASK


def _fill_last(codes: Any, start: int, stop: int, kinds: Any, rows: Any, text: int) -> None:
    while stop > start and kinds[min(codes[stop - 1], OTHER_PLANES)] & SPACE:
        stop -= 1
    begin = stop
    while begin > start and not kinds[min(codes[begin - 1], OTHER_PLANES)] & SPACE:
        begin -= 1
    rows[2, text] = _checksum(codes, begin, stop, LAST) & MASK


def _word_start(codes: Any, at: int, stop: int, kinds: Any) -> int:
    while at < stop and kinds[min(codes[at], OTHER_PLANES)] & SPACE:
        at += 1
    return at


def _word_end(codes: Any, at: int, stop: int, kinds: Any) -> int:
    while at < stop and not kinds[min(codes[at], OTHER_PLANES)] & SPACE:
        at += 1
    return at


def _without_digit(code: int) -> int:
    return ZERO if ZERO < code <= NINE else code


def _checksum(codes: Any, start: int, stop: int, seed: int) -> int:
    """CRC-32 of the characters' UTF-8, with every digit a 0."""
    checksum = seed ^ ONES
    for at in range(start, stop):
        code = codes[at]
        if code < 0x80:
            checksum = _add_byte(checksum, _without_digit(code))
            continue
        if code < 0x800:
            checksum = _add_byte(checksum, 0xC0 | code >> 6)
        else:
            if code < 0x10000:
                checksum = _add_byte(checksum, 0xE0 | code >> 12)
            else:
                checksum = _add_byte(checksum, 0xF0 | code >> 18)
                checksum = _add_byte(checksum, 0x80 | code >> 12 & 0x3F)
            checksum = _add_byte(checksum, 0x80 | code >> 6 & 0x3F)
        checksum = _add_byte(checksum, 0x80 | code & 0x3F)
    return checksum ^ ONES


def _add_byte(checksum: int, byte: int) -> int:
    return CHECKSUMS[(checksum ^ byte) & 0xFF] ^ (checksum >> 8)
