"""HTML files to look at: each is whole in itself, fetches nothing, and runs nothing but its own script.

Its Content-Security-Policy names script and style by their digests. All values are escaped by the templates.
"""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.version import VERSION
from pipeline.write.atomic import whole_file

TEMPLATES = files("pipeline.report") / "templates"


def html_page(name: str, **values: Any) -> str:
    """The template NAME.html.j2, filled in, with the style of all pages and its own style and script if it has some."""
    style, script = _part("page.css") + _part(f"{name}.css"), _part(f"{name}.js")
    environment = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{name}.html.j2").render(
        **values,
        style=Markup(style),
        script=Markup(script),
        style_digest=_digest(style),
        script_digest=_digest(script),
        version=VERSION,
    )


def write_html(text: str, path: Path) -> None:
    """Writes the file, whole or not at all. Raises OutputError if it cannot be written."""
    with whole_file(path) as handle:
        handle.write(html_bytes(text))


def html_bytes(text: str) -> bytes:
    """As it is written to a file."""
    return text.encode("utf-8", "replace")


def _part(name: str) -> str:
    """A file beside the templates; empty where there is none."""
    path = TEMPLATES / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _digest(text: str) -> str:
    """As a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
