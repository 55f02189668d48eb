"""One text file that holds several pages: where it is split, and where it is not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Source
from pipeline.cli import main
from pipeline.read.several_pages import pages_of

TEXTS = (
    "The ferry leaves at seven, and by then the fishermen have been back for an hour and the market is half sold.",
    "Nobody on the quay can say when the bell was hung, only that it rang through the flood and has not rung since.",
    "When the wind turns, the whole harbour smells of tar and oranges, and the old men close their eyes to it.",
)
TITLES = ("The Bell That Rang Through the Flood", "A Ferry for the Winter", "Tar and Oranges")
BYLINES = ("By Jane Doe", "12 May 2024", "By Max Miller")
RULER = "=" * 40


def article(number: int) -> str:
    return f"{TITLES[number]}\n\n{BYLINES[number]}\n\n" + "\n\n".join(TEXTS) + "\n"


ARTICLES = [article(number) for number in range(3)]
FILES = {
    "form feeds": "\f".join(ARTICLES),
    "form feeds, no bylines": "\f".join(f"{title}\n\n{TEXTS[0]}\n\n{TEXTS[1]}\n" for title in TITLES),
    "URL lines": "\n".join(f"URL: https://harbour.example/{n}\n\n{text}" for n, text in enumerate(ARTICLES)),
    "title lines": "\n".join(f"Titel: {title}\nDatum: 12.05.2024\n{TEXTS[0]}\n" for title in TITLES),
    "titles alone": "\n".join(f"Title: {title}\n\n{TEXTS[0]}\n" for title in TITLES),
    "dashes above URLs": "\n".join(
        f"---\nURL: https://harbour.example/{n}\n\n{text}" for n, text in enumerate(ARTICLES)
    ),
    "rulers": f"\n{RULER}\n".join(ARTICLES),
    "addresses between rulers": "".join(
        f"{RULER}\nhttps://harbour.example/{n}\n{RULER}\n{text}" for n, text in enumerate(ARTICLES)
    ),
    "the same first lines": "\n".join(f"Harbour News\nHome\nCulture\n\n{text}" for text in ARTICLES),
}
POSTS = "\n".join(f"{RULER}\nPosted by Jane Doe on {n} May 2024\n{TEXTS[0]}\n{TEXTS[1]}" for n in (1, 2, 3))
MAIL = f"{RULER}\nFrom: Jane\nDate: 12 May 2024\nSubject: The old bell\n{TEXTS[0]}\n{TEXTS[1]}\n"
WHOLE = {
    "posts of a thread": f"{ARTICLES[0]}\n{POSTS}",
    "mails": MAIL + MAIL,
    "a change log": "\n".join(f"{RULER}\nVersion 1.{n}\n2024-05-1{n}\n{TEXTS[0]}\n{TEXTS[1]}" for n in (1, 2, 3)),
    "reviews": "\n".join(f"Verified purchase\n5 stars\n1{n} May 2024\n{TEXTS[0]}\n{TEXTS[1]}" for n in (1, 2, 3)),
    "footers with numbers": "\f".join(
        f"Harbour studies\n{text}\nHarbour studies, p. {n}" for n, text in enumerate(ARTICLES)
    ),
    "chapters": "\f".join(f"Chapter {n}\n{TEXTS[0]}\n{TEXTS[1]}" for n in ("One", "Two", "Three")),
    "references": f"URL: https://harbour.example/a\n\n{ARTICLES[0]}\nURL: https://b.example\n\nURL: https://c.example\n",
    "an author named twice": f"Author: Jane\nURL: https://a.example/x\n\n{ARTICLES[0]}\nAuthor: Jane lives by the sea.",
    "a list of songs": "\n\n".join(f"Title: Song {n}\nLength: 3:0{n}" for n in range(5)),
    "one page": ARTICLES[0],
    "pages of a document": f"{TEXTS[0]}\n\n{TEXTS[1]} And then\f{TEXTS[2]}\n\n{TEXTS[0]}\n",
    "numbered pages": "\f".join(f"{title}\n\n{TEXTS[0]}\n\n{TEXTS[1]}\n\n{n}" for n, title in enumerate(TITLES, 1)),
    "chapters between rulers": f"\n{RULER}\n".join(f"{title}\n\n{TEXTS[0]}\n\n{TEXTS[1]}" for title in TITLES),
    "underlined headings": "\n\n".join(f"{title}\n{'-' * len(title)}\n{TEXTS[0]}\n{TEXTS[1]}" for title in TITLES),
    "one header": f"URL: https://harbour.example/bell\nTitle: {TITLES[0]}\n\n{ARTICLES[0]}",
    "addresses in the text": f"https://harbour.example/bell\n{ARTICLES[0]}\nhttps://harbour.example/ferry\n{TEXTS[0]}",
    "a menu at both ends": f"Harbour News\nHome\n\n{ARTICLES[0]}\nHarbour News\nHome\n",
    "HTML": "<p>URL: https://harbour.example/1</p>\n\n<p>URL: https://harbour.example/2</p>",
    "nothing": "\f\n\f\n",
}


def parts(text: str) -> list[Source]:
    return pages_of(Source(ref="saved.txt", body=text, media_type="text/plain"))


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_one_page_stays_one(text: str) -> None:
    assert [source.ref for source in parts(text)] == ["saved.txt"]


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_pages_are_told_apart(text: str) -> None:
    found = parts(text)
    assert [source.ref for source in found] == ["saved.txt#1", "saved.txt#2", "saved.txt#3"]
    assert "".join(str(source.body) for source in found) == text
    for number, source in enumerate(found):
        assert TITLES[number] in str(source.body)
        assert source.warnings == (f"page {number + 1} of 3 in one file",)
        before = text[: text.index(str(source.body))]
        assert source.first_line == 1 + before.count("\n") + before.count("\f")


def test_urls_come_from_the_headers() -> None:
    assert [source.url for source in parts(FILES["URL lines"])] == [f"https://harbour.example/{n}" for n in range(3)]


def test_bytes_in_another_encoding_are_split_as_text() -> None:
    body = FILES["URL lines"].replace("Jane Doe", "Zoë Müller").encode("cp1252")
    found = pages_of(Source(ref="saved.txt", body=body, media_type="text/plain"))
    assert len(found) == 3
    assert "Zoë Müller" in str(found[0].body)


def test_a_run_writes_a_record_a_page_with_the_lines_of_the_file(tmp_path: Path) -> None:
    file, out = tmp_path / "saved.txt", tmp_path / "out.jsonl"
    file.write_text(FILES["URL lines"], encoding="utf-8")
    done = CliRunner().invoke(main, ["run", str(file), "-o", str(out), "--removed", "inline"])
    assert done.exit_code == 0
    assert "3 pages: 3 kept" in done.stderr
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["title"] for record in records] == list(TITLES)
    assert [record["canonical_url"] for record in records] == [f"https://harbour.example/{n}" for n in range(3)]
    assert len({record["id"] for record in records}) == 3
    assert all("page 2 of 3 in one file" in warning for warning in records[1]["warnings"])
    lines = FILES["URL lines"].split("\n")
    for record in records:
        assert record["removed"]
        assert all(removal["text"] == lines[removal["line"] - 1] for removal in record["removed"])


def test_explain_takes_the_number_of_a_page(tmp_path: Path) -> None:
    file = tmp_path / "saved.txt"
    file.write_text(FILES["URL lines"], encoding="utf-8")
    run = CliRunner().invoke
    assert TITLES[1] in run(main, ["explain", f"{file}#2"]).stdout
    assert "holds 3 pages; give one of them" in run(main, ["explain", str(file)]).stderr
    assert "holds 3 pages, no #4" in run(main, ["explain", f"{file}#4"]).stderr
    (tmp_path / "saved.txt#9").write_text(ARTICLES[0], encoding="utf-8")
    assert TITLES[0] in run(main, ["explain", f"{file}#9"]).stdout
