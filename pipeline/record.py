"""The record that comes out, its schema, and the three ways a page can end."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from pipeline.model import Facts, Removal, Role

SCHEMA_VERSION = "1.0.0"
"""Semantic version of the table below: a new key is minor, a changed one major."""

Status = Literal["ok", "partial", "empty", "not_article", "paywalled", "blocked"]


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Every key is always written, with one type; lists are never null and hold no nulls."""


class RecordBlock(Struct, frozen=True, kw_only=True):
    role: Annotated[Role, Meta(description="What the block is on the page.")]
    level: Annotated[int, Meta(description="1–6 for headings, nesting depth for list items, else 0.")]
    text: Annotated[str, Meta(description="Its text; cells of a table row are separated by tabs.")]


class RecordLink(Struct, frozen=True, kw_only=True):
    text: Annotated[str, Meta(description="The words that are linked.")]
    url: Annotated[str, Meta(description="Absolute where the page's URL is known.")]


class Stats(Struct, frozen=True, kw_only=True):
    chars_in: Annotated[int, Meta(description="Characters of all blocks, after text repair.")]
    chars_out: Annotated[int, Meta(description="Characters of the kept blocks.")]
    words: Annotated[int, Meta(description="Words kept; two characters of Chinese, Japanese or Thai count as one.")]
    blocks_in: Annotated[int, Meta(description="Blocks of the page.")]
    blocks_out: Annotated[int, Meta(description="Blocks kept, whole or in part.")]
    removed_ratio: Annotated[float, Meta(ge=0, le=1, description="Share of characters removed, 0 to 1.")]
    confidence: Annotated[
        float,
        Meta(ge=0, le=1, description="The word-F1 that the text is expected to reach, calibrated."),
    ]


class Provenance(Struct, frozen=True, kw_only=True):
    media_type: Annotated[str, Meta(description="text/html or text/plain: how the source was read.")]
    encoding: Annotated[str, Meta(description="Charset it was decoded with, as a codec name.")]
    encoding_from: Annotated[
        str, Meta(description="What told the charset: bom, header, meta, nul-pattern, utf-8, detector, caller.")
    ]
    digest: Annotated[str, Meta(description="SHA-256 of the source's bytes, hexadecimal.")]
    fetched_at: Annotated[str | None, Meta(description="When the page was fetched, if the source says so.")]
    version: Annotated[str, Meta(description="Version of pagewinnow.")]
    options: Annotated[str, Meta(description="Digest of the options of cleaning.")]


class Record(Struct, frozen=True, kw_only=True):
    """One clean page."""

    schema_version: Annotated[str, Meta(description="Semantic version of this schema.")]
    id: Annotated[str, Meta(description="Digest of `source`: the same on every run.")]
    source: Annotated[
        str, Meta(description="Where the page lay: a path relative to the input root, a URL, or a digest.")
    ]
    url: Annotated[str | None, Meta(description="The page's URL, if it is known.")]
    canonical_url: Annotated[str | None, Meta(description="The URL that the page names as its own.")]
    status: Annotated[
        Status, Meta(description="ok, or what is special about the page; `not_article`: a product, a list, a service…")
    ]
    title: Annotated[
        str | None, Meta(description="The headline as a reader sees it: no site suffix, no wrapping quotes.")
    ]
    authors: Annotated[tuple[str, ...], Meta(description="People, in page order.")]
    date_published: Annotated[str | None, Meta(description="ISO 8601, with the precision found.")]
    date_modified: Annotated[str | None, Meta(description="ISO 8601, with the precision found.")]
    date_published_raw: Annotated[str | None, Meta(description="The date of publication as found.")]
    site_name: Annotated[str | None, Meta(description="The site's name.")]
    section: Annotated[str | None, Meta(description="The section of the site.")]
    language: Annotated[str | None, Meta(description="BCP 47 tag.")]
    description: Annotated[str | None, Meta(description="The page's summary of itself.")]
    image: Annotated[str | None, Meta(description="Absolute URL of the lead image.")]
    tags: Annotated[tuple[str, ...], Meta(description="The page's own tags.")]
    text: Annotated[
        str, Meta(description="The article: kept blocks joined by a blank line, without title and site name.")
    ]
    blocks: Annotated[tuple[RecordBlock, ...], Meta(description="The kept blocks in page order.")]
    links: Annotated[tuple[RecordLink, ...], Meta(description="The links inside kept blocks, in page order.")]
    stats: Stats
    provenance: Provenance
    warnings: Annotated[tuple[str, ...], Meta(description="What a reader of this record should know about its source.")]


class Kept(Struct, frozen=True, kw_only=True, tag="kept", tag_field="outcome"):
    """The page became a record."""

    record: Record
    removals: tuple[Removal, ...]
    facts: Facts = Facts()
    """Those of the record, each with where it is from."""


class Rejected(Struct, frozen=True, kw_only=True, tag="rejected", tag_field="outcome"):
    """The input is not a page worth a record."""

    id: str
    source: str
    stage: str
    reason: Annotated[str, Meta(description="empty, not_text, blocked, not_found or needs_script.")]
    why: str
    rule: str | None = None


class Failed(Struct, frozen=True, kw_only=True, tag="failed", tag_field="outcome"):
    """Something went wrong with this page, and only with it."""

    id: str
    source: str
    stage: str
    reason: str
    why: str


Outcome = Kept | Rejected | Failed


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record. `removed` is there with `--removed inline` only."""
    _, definitions = msgspec.json.schema_components([Record, Removal], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        definition["required"] = sorted(definition["properties"])
        definition["additionalProperties"] = False
    definitions["Record"]["properties"]["removed"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/Removal"},
        "description": "What was removed, and why; only with `--removed inline`.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pagewinnow record",
        "version": SCHEMA_VERSION,
        "$ref": "#/$defs/Record",
        "$defs": definitions,
    }
