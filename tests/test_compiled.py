"""Compiled modules are those of their sources, and do what these do as plain Python."""

import hashlib
import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))
DECLARED = sorted((ROOT / "pipeline").rglob("*.pxd"))
COMPILED = sorted((ROOT / "pipeline").rglob(f"*{SUFFIX}"))
COMPILER = str(sysconfig.get_config_var("CC") or "cc").split()[0]
HAS_COMPILER = any(map(shutil.which, (COMPILER, "cc"))) and Path(sysconfig.get_path("include"), "Python.h").exists()
is_compiled = pytest.mark.skipif(not (COMPILED or HAS_COMPILER), reason="no compiler was at hand")


@is_compiled
def test_every_extension_is_made_from_the_source_that_lies_beside_it() -> None:
    made_from = json.loads((ROOT / "pipeline" / "compiled.json").read_text(encoding="utf-8"))
    declarations = b"".join(path.read_bytes() for path in (*DECLARED, ROOT / "hatch_build.py"))
    for extension in COMPILED:
        source = Path(str(extension).removesuffix(SUFFIX) + ".py").read_bytes()
        name = extension.relative_to(ROOT).as_posix()
        assert made_from.get(name) == hashlib.sha256(source + declarations).hexdigest(), f"{name} is stale: run make"


@is_compiled
def test_all_modules_with_declarations_are_compiled() -> None:
    assert [str(path).removesuffix(SUFFIX) for path in COMPILED] == [str(path.with_suffix("")) for path in DECLARED]


@is_compiled
def test_compiled_modules_give_what_plain_python_gives() -> None:
    *compiled, extensions = printed()
    *plain, none = printed("plain")
    assert plain == compiled and len(plain) >= 16
    assert (int(extensions), int(none)) == (len(COMPILED), 0)


def printed(*arguments: str) -> list[str]:
    command = [sys.executable, str(ROOT / "tests" / "print_outcomes.py"), *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)})
    return found.stdout.splitlines()
