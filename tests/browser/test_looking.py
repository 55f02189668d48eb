"""What people look at, in a browser: it works, fetches nothing, runs nothing of a page, and everybody can use it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from tests.test_page_view import BODY, EVIL

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parent.parent.parent / "samples"
SIZES = {"desktop": (1280, 900), "phone": (360, 740)}
GRAVE = ("serious", "critical")
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "these tests need Chromium; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in the pages that were looked at, and what they fetched: nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def look(browser: Any, faults: list[str]) -> Iterator[Open]:
    """Opens a file."""
    contexts = []

    def look(path: Path, size: str = "desktop", scheme: str = "light") -> Any:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else 0)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or faults.append(request.url))
        page.goto(path.as_uri())
        return page

    yield look
    for context in contexts:
        context.close()


def winnow(*arguments: object) -> None:
    main([str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "view.html"
    winnow("explain", SAMPLES / "blog-wordpress.html", "--html", path)
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a hostile page, under a hostile name."""
    folder = tmp_path_factory.mktemp("hostile") / "pages"
    folder.mkdir()
    escaped = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    body = f"<html><title>{escaped}</title><body><h1>{escaped}</h1><p>{BODY}{escaped}</p><p>{BODY}</p></body></html>"
    (folder / "<img src=x onerror=alert(1)>.html").write_text(body)
    (folder / "$\\alpha$ {{ 7 }}.html").write_text(body)
    (folder / "<script>alert(2)<.html").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def report(hostile: Path) -> Path:
    """The report on a run over all samples and the hostile pages, which has another run before it."""
    pages, out = hostile.parent / "all", hostile.parent / "out"
    shutil.copytree(SAMPLES, pages)
    winnow("run", pages, "-o", out, "--workers", 1, "--quiet")
    shutil.copytree(hostile, pages / "<b>hostile")
    winnow("run", pages, "-o", out, "--workers", 1, "--quiet")
    winnow("report", out, "--html", hostile.parent / "report.html")
    return hostile.parent / "report.html"


@pytest.fixture(scope="module")
def diff(hostile: Path, report: Path) -> Path:
    """Two outputs of the same pages compared: one lacks pages, the other has lost what a pattern matches."""
    shutil.copytree(hostile.parent / "all", hostile.parent / "fewer")
    for path in (hostile.parent / "fewer" / "<b>hostile").glob("*alpha*"):
        path.unlink()
    flags = ("--ignore", "L009", "--remove", "river", "--workers", 1, "--quiet")
    winnow("run", hostile.parent / "fewer", "-o", hostile.parent / "other", *flags)
    path = hostile.parent / "diff.html"
    winnow("diff", hostile.parent / "out", hostile.parent / "other", "--html", path, "--all")
    return path


def shown(page: Any) -> list[str]:
    found: list[str] = page.locator(".blocks > li:visible").evaluate_all("all => all.map(one => one.dataset.verdict)")
    return found


def test_a_view_shows_what_its_filters_say(look: Open, view: Path) -> None:
    page = look(view)
    everything = shown(page)
    assert {"kept", "removed"} <= set(everything)
    page.get_by_label("− removed").uncheck()
    assert shown(page) == [verdict for verdict in everything if verdict != "removed"]
    assert page.locator("output").inner_text() == f"{len(shown(page))} of {len(everything)} blocks shown."
    page.get_by_label("− removed").check()
    rule = page.locator("select option").nth(1).get_attribute("value")
    page.locator("select").select_option(rule)
    rules = page.locator(".blocks > li:visible").evaluate_all("all => all.map(one => one.dataset.rules)")
    assert rules and all(rule in codes.split() for codes in rules)


def test_keys_lead_from_loss_to_loss(look: Open, view: Path) -> None:
    page = look(view)
    lossy = page.locator(".blocks > li:not(.kept)").evaluate_all("all => all.map(one => one.id)")
    focus = "document.activeElement.id"
    page.keyboard.press("j")
    assert page.evaluate(focus) == lossy[0]
    page.keyboard.press("j")
    assert page.evaluate(focus) == lossy[1]
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(focus) == lossy[-1]


def test_raw_and_clean_stand_side_by_side(look: Open, view: Path) -> None:
    page = look(view)
    assert page.locator(".raw:visible").count() == 0
    page.keyboard.press("s")
    assert page.locator(".raw:visible").count() == len(shown(page))


def test_links_of_a_view_lead_to_what_they_name(look: Open, view: Path) -> None:
    page = look(view)
    targets = set(page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))"))
    assert any(target.startswith("#rule-") for target in targets)
    for target in targets:
        assert page.evaluate("id => document.getElementById(id) !== null", target.removeprefix("#")), target
    link = page.locator(".why a").first
    code = link.inner_text().split()[0]
    link.click()
    assert page.locator(":target").get_attribute("id") == f"rule-{code}"


def test_a_comparison_shows_words_that_went_and_came(look: Open, diff: Path) -> None:
    page = look(diff)
    assert page.locator("article").count() > 10
    assert page.locator("del", has_text="river").count() > 0
    assert page.locator("ins").count() > 0
    assert "not among the pages of B" in page.locator("#only-a ~ ul").inner_text()


def test_links_of_a_report_lead_to_views(look: Open, report: Path) -> None:
    page = look(report)
    links = page.locator("#uncertain ~ .wide a").evaluate_all("all => all.map(one => [one.href, one.textContent])")
    assert links
    for url, source in links:
        page.goto(url)
        assert page.locator(".place").inner_text() == source


def test_plots_are_there_and_have_their_numbers(look: Open, report: Path) -> None:
    for scheme in ("light", "dark"):
        page = look(report, scheme=scheme)
        sizes = page.locator("img").evaluate_all("all => all.map(one => one.complete && one.naturalWidth)")
        assert len(sizes) >= 8 and all(size > 100 for size in sizes)
        assert all(page.locator("img").evaluate_all("all => all.map(one => one.alt.length > 20)"))
        page.locator("summary").first.click()
        assert page.locator("details table:visible").count() == 1


@pytest.mark.parametrize("kind", ["view", "report", "written", "diff"])
def test_what_a_page_brings_stays_text(look: Open, hostile: Path, report: Path, diff: Path, kind: str) -> None:
    path = diff if kind == "diff" else report
    if kind == "view":
        path = hostile.parent / "hostile.html"
        winnow("explain", hostile / "<img src=x onerror=alert(1)>.html", "--html", path)
    page = look(path)
    if kind == "written":
        page.locator("#uncertain ~ .wide a", has_text="onerror").click()
    assert page.locator("img[src='x']").count() == 0
    assert page.locator("script").count() == (0 if kind in ("report", "diff") else 1)
    assert "<img src=x onerror=alert(" in page.locator("body").inner_text()
    names = page.evaluate("[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames())")
    assert [name for name in names if name.startswith("on")] == []


def test_a_script_that_slipped_in_would_not_run(look: Open, faults: list[str], view: Path, tmp_path: Path) -> None:
    """The policy in the file holds, whatever escaping may miss."""
    text = view.read_text(encoding="utf-8").replace("<main>", "<main><script>window.ran = 1</script>")
    (tmp_path / "bad.html").write_text(text, encoding="utf-8")
    page = look(tmp_path / "bad.html")
    assert page.evaluate("window.ran") is None
    assert page.locator(".blocks > li").count() > 0
    (refusal,) = faults
    assert "Content Security Policy" in refusal
    faults.clear()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["view", "report", "diff"])
def test_everybody_can_use_it(
    look: Open, view: Path, report: Path, diff: Path, kind: str, scheme: str, size: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = look({"view": view, "report": report, "diff": diff}[kind], size, scheme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
