"""The output folder of a run that never was: records of given texts, for what looks at outputs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from pipeline.record import SCHEMA_VERSION, Provenance, Record, Stats
from pipeline.render import source_id
from pipeline.run.shard import Layout
from pipeline.write.lines import json_line

LAYOUT = Layout(form="jsonl.zst", inline=False)
STATS = Stats(chars_in=0, chars_out=0, words=0, blocks_in=0, blocks_out=0, removed_ratio=0.0, confidence=1.0)
PROVENANCE = Provenance(
    media_type="text/html", encoding="utf-8", encoding_from="bom", digest="", fetched_at=None, version="", options=""
)


def record(source: str, text: str, date: str | None = None) -> Record:
    """A record with nothing but these."""
    values: dict[str, Any] = dict.fromkeys(Record.__struct_fields__)
    lists = dict.fromkeys(("authors", "tags", "blocks", "links", "warnings"), ())
    known = {"schema_version": SCHEMA_VERSION, "id": source_id(source), "source": source, "status": "ok", "text": text}
    return Record(**values | lists | known | {"date_published": date, "stats": STATS, "provenance": PROVENANCE})


def write_output(out: Path, parts: Mapping[str, Iterable[Record]]) -> None:
    """Writes the parts, by name, and a manifest. What else lies there stays."""
    count = 0
    for name, records in parts.items():
        lines = [json_line(msgspec.to_builtins(one)) for one in records]
        count += len(lines)
        for table in ("records", "removed", "facts"):
            path = out / LAYOUT.place(table, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as handle:
                part = LAYOUT.open(table, handle)
                for line in lines if table == "records" else ():
                    part.write(line)
                part.close()
    manifest = {"format": LAYOUT.form, "removed": "beside", "schema_version": SCHEMA_VERSION, "counts": {"kept": count}}
    (out / "manifest.json").write_text(json.dumps(manifest))
