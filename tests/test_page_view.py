"""The view of a page: everything is in it, and nothing of it runs."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Options, Source
from pipeline.cli import main
from pipeline.report.page_view import page_view
from pipeline.walk import walk

SAMPLES = Path(__file__).parent.parent / "samples"
BODY = "The river rose in the night, and in the morning the road was closed; nobody came through before noon. "
EVIL = """"><script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover='alert(3) {{ 7 * 7 }} </style></title>"""


class Seen(HTMLParser):
    """What a browser would make of a file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"]:
            self.scripts.append(data)
            self.tags.append("")
        elif self.tags[-1:] == ["style"]:
            self.styles.append(data)
            self.tags.append("")
        else:
            self.text += data


def view(body: str, media_type: str = "text/html") -> Seen:
    return Seen(page_view(walk(Source(ref="a/river.html", body=body, media_type=media_type), Options())))


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_block_and_every_reason_is_there(name: str) -> None:
    explanation = walk(Source(ref=name, body=(SAMPLES / name).read_bytes()), Options())
    seen = Seen(page_view(explanation))
    text = " ".join(seen.text.split())
    if explanation.view is None:
        assert explanation.outcome.why in text  # type: ignore[union-attr]
        return
    for block in explanation.view.blocks:
        assert " ".join(block.text.split()) in text
    for removal in explanation.decision.removals if explanation.decision else ():
        assert " ".join(removal.why.split()) in text
        assert f"rule-{removal.rule}" in [value for key, value in seen.attributes if key == "id"]


def test_links_lead_somewhere() -> None:
    seen = Seen(page_view(walk(Source(ref="a", body=(SAMPLES / "blog-wordpress.html").read_bytes()), Options())))
    ids = [value for name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = [value for name, value in seen.attributes if name == "href"]
    assert targets
    assert all(target.startswith("#") and target[1:] in ids for target in targets)


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_hostile_page_stays_text(kind: str) -> None:
    escaped = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    body = f"<html><title>{escaped}</title><body><h1>{escaped}</h1><p>{BODY}{escaped}</p><p>{BODY}</p></body></html>"
    hostile = view(body if kind == "text/html" else f"{EVIL}\n\n{BODY}{EVIL}\n\n{BODY}\n", kind)
    harmless = view(body.replace(escaped, "x") if kind == "text/html" else f"x\n\n{BODY}x\n\n{BODY}\n", kind)
    assert "img" not in hostile.tags
    assert not [name for name, _ in hostile.attributes if name.startswith("on")]
    assert hostile.scripts == harmless.scripts
    assert hostile.styles == harmless.styles
    assert "{{ 7 * 7 }}" in hostile.text


def test_only_its_own_script_and_style_may_run() -> None:
    text = page_view(walk(Source(ref="a", body=BODY), Options()))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    (script,), (style,) = (
        re.findall(r"<script>(.*?)</script>", text, re.DOTALL),
        re.findall(r"<style>(.*?)</style>", text, re.DOTALL),
    )
    assert f"script-src '{digest(script)}'" in policy.replace("&#39;", "'")
    assert f"style-src '{digest(style)}'" in policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)


def test_explain_writes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "view.html"
    arguments = ["explain", str(SAMPLES / "poem.html"), "--html", str(path)]
    result = CliRunner().invoke(main, arguments, prog_name="winnow")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"winnow: written: {path}\n")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_open_opens_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    result = CliRunner().invoke(main, ["explain", str(SAMPLES / "poem.html"), "--open"], prog_name="winnow")
    assert result.exit_code == 0
    assert Path(opened[0].removeprefix("file://")).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
