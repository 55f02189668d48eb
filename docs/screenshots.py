"""Takes the pictures of the README in headless Chromium: the view of a page and the report of a run over samples/."""

import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

from playwright.sync_api import sync_playwright

from pipeline.cli import main

ROOT = Path(__file__).parent.parent
SIZE = {"width": 1240, "height": 800}


def take(folder: Path) -> None:
    """Writes docs/images/view.png and docs/images/report.png. Raises RuntimeError without Chromium."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        raise RuntimeError("Chromium is needed; on Debian: apt-get install chromium")
    shutil.copytree(ROOT / "samples", folder / "samples")
    with chdir(folder):
        _winnow("explain", "samples/blog-wordpress.html", "--html", "view.html")
        _winnow("run", "samples", "-o", "out", "--quiet")
        _winnow("report", "out", "--html", "report.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for name, place in (("view", ".blocks > .kept"), ("report", "h1")):
            page.goto((folder / f"{name}.html").as_uri())
            page.locator(place).first.evaluate("one => one.scrollIntoView({ block: 'center' })")
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


def _winnow(*arguments: str) -> None:
    main(arguments, standalone_mode=False)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        take(Path(name))
