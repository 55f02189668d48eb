"""Options: where they come from, which win, and what is said of wrong ones."""

from pathlib import Path
from typing import Any

import pytest

from pipeline import Options, OptionsError, Site, clean
from pipeline.config import load_options
from pipeline.options import make_options, selectors_for

KNOWN = {"B001": "breadcrumb", "B006": "view-all-link", "L001": "site-line"}


def load(folder: Path, environment: dict[str, str] | None = None, **flags: tuple[str, ...]) -> Options:
    return load_options(flags, environment=environment or {}, folder=folder)


def complaint(folder: Path, environment: dict[str, str] | None = None, **flags: tuple[str, ...]) -> str:
    with pytest.raises(OptionsError) as caught:
        load(folder, environment, **flags)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_options_are_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Options()


def test_flags_beat_the_environment_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('select = ["B001"]\nignore = ["B002"]\nremove = ["file"]')
    options = load(tmp_path, {"WINNOW_SELECT": "B003", "WINNOW_IGNORE": "B004, L"}, select=("B005",))
    assert (options.select, options.ignore, options.remove) == (("B005",), ("B004", "L"), ("file",))


def test_winnow_toml_beats_pyproject_in_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.winnow]\nselect = ["B001"]')
    assert load(tmp_path).select == ("B001",)
    (tmp_path / "winnow.toml").write_text('select = ["B002"]')
    assert load(tmp_path).select == ("B002",)


def test_the_nearest_folder_wins(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('select = ["B001"]')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load(below).select == ("B001",)
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.winnow]\nselect = ["B002"]')
    assert load(below).select == ("B002",)
    (below / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert load(below).select == ("B002",)


def test_a_named_file_replaces_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('select = ["B001"]')
    (tmp_path / "mine.toml").write_text('select = ["B002"]')
    (tmp_path / "other.toml").write_text('select = ["B003"]')
    environment = {"WINNOW_CONFIG": str(tmp_path / "other.toml")}
    assert load(tmp_path, environment).select == ("B003",)
    options = load_options({}, config=tmp_path / "mine.toml", environment=environment, folder=tmp_path)
    assert options.select == ("B002",)


def test_patterns_of_the_environment_are_one_a_line(tmp_path: Path) -> None:
    assert load(tmp_path, {"WINNOW_REMOVE": "a{1,2}\n  b, c\n\n"}).remove == ("a{1,2}", "b, c")


def test_selectors_of_a_flag_spare_the_sites_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text(
        '[[sites]]\nhost = "a.example"\ndrop = [".x"]\n[[sites]]\nhost = "*"\ndrop = [".y"]\nkeep = [".z"]'
    )
    assert load(tmp_path, {"WINNOW_KEEP": ".e"}, drop=(".f",)).sites == (
        Site(host="a.example", drop=(".x",)),
        Site(host="*", keep=(".e",)),
        Site(host="*", drop=(".f",)),
    )


@pytest.mark.parametrize("host", ["example.com", "www.example.com", "EXAMPLE.com", "example.com."])
def test_a_site_is_its_host_and_the_hosts_below(host: str) -> None:
    options = Options(sites=(Site(host="Example.com", keep=("p",), drop=("a", "b")),))
    assert selectors_for(options, host) == (("keep", "p"), ("drop", "a"), ("drop", "b"))
    assert selectors_for(options, "notexample.com") == selectors_for(options, "") == ()


def test_equal_options_have_equal_digests() -> None:
    assert Options().digest() == make_options({}).digest() != Options(ignore=("B",)).digest()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"selekt": ["B001"]}, "conf: unknown option 'selekt'; did you mean select?"),
        ({"quux": 1}, "conf: unknown option 'quux'; allowed: select, ignore, remove, sites"),
        ({"select": "B001"}, "conf: select: expected array, got str"),
        ({"select": [1]}, "conf: select[0]: expected str, got int"),
        ({"sites": 3}, "conf: sites: expected array, got int"),
        ({"sites": [{"host": "a", "hide": []}]}, "conf: sites: unknown option 'hide'; allowed: host, keep, drop"),
        ({"sites": [{"drop": ["p"]}]}, "conf: sites[0]: table missing required field host"),
        ({"sites": [{"host": "https://a/b"}]}, "conf: sites: host is 'https://a/b'; give a host name such as"),
        ({"sites": [{"host": "a.example:80"}]}, "conf: sites: host is 'a.example:80'; give a host name such as"),
        ({"sites": [{"host": "a", "drop": ["p["]}]}, "conf: sites: 'p[' is not a CSS selector: "),
        ({"remove": ["(a"]}, "conf: remove: '(a' is not a regular expression: missing ), unterminated subpattern"),
        ({"remove": ["a\udcff"]}, "conf: 'a\\udcff' is not valid UTF-8"),
        ({"select": ["B999"]}, "conf: select: unknown rule 'B999'; "),
        ({"ignore": ["bredcrumb"]}, "conf: ignore: unknown rule 'bredcrumb'; did you mean breadcrumb?"),
        ({"ignore": [""]}, "conf: ignore: unknown rule ''; allowed: a code, a code's start, or a name"),
    ],
)
def test_says_what_was_found_where_and_what_is_allowed(values: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionsError) as caught:
        make_options(values, "conf", KNOWN)
    assert str(caught.value).startswith(said)


def test_names_the_place_of_a_wrong_option(tmp_path: Path) -> None:
    assert complaint(tmp_path, ignore=("X",)).startswith("command line: ignore: unknown rule 'X'")
    assert complaint(tmp_path, {"WINNOW_DROP": "p["}).startswith("environment: keep or drop: 'p[' is not a CSS")
    file = tmp_path / "winnow.toml"
    for text, said in (
        ("select = 3", "select: expected array"),
        ("select = [", "not valid TOML: "),
        ("x = 1", "unknown"),
    ):
        file.write_text(text)
        assert complaint(tmp_path).startswith(f"{file}: {said}")
    file.write_bytes(b"\xff")
    assert complaint(tmp_path).startswith(f"{file}: not valid TOML: ")
    file.write_text("x = " + "[" * 100_000)
    assert complaint(tmp_path).startswith(f"{file}: not valid TOML: ")


def test_a_wrong_option_of_the_file_is_told_even_if_a_flag_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "winnow.toml").write_text('select = ["B999"]')
    assert "B999" in complaint(tmp_path, select=("B001",))


def test_a_pyproject_must_hold_a_table(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool]\nwinnow = 3")
    assert complaint(tmp_path) == f"{file}: tool.winnow: expected a table, got int"
    file.write_text("[tool.other]")
    with pytest.raises(OptionsError, match=r"has no table \[tool.winnow\]"):
        load_options({}, config=file, environment={})


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    assert complaint(tmp_path, {"WINNOW_CONFIG": "no.toml"}).startswith("environment: WINNOW_CONFIG: 'no.toml' is not")
    with pytest.raises(OptionsError, match=r"command line: --config: '/' is not a file"):
        load_options({}, config=Path("/"), environment={})


def test_syntax_that_only_warns_is_quiet(recwarn: pytest.WarningsRecorder) -> None:
    make_options({"remove": ["[[a]"], "sites": [{"host": "*", "drop": ["p:contains(x)"]}]})
    assert not recwarn.list


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ignore": "L011"}, "ignore: expected a list"),
        ({"remove": ("(",)}, "not a regular expression"),
        ({"sites": (Site(host="*", drop=("p[",)),)}, "not a CSS selector"),
    ],
)
def test_options_made_in_python_are_checked_too(values: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionsError, match=message):
        Options(**values)


def test_an_unknown_rule_stops_python_callers_before_the_first_page() -> None:
    with pytest.raises(OptionsError, match="unknown rule 'L999'"):
        clean("some text", options=Options(ignore=("L999",)))
    assert Options(select=["L"]) == Options(select=("L",))  # type: ignore[arg-type]
