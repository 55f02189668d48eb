"""Compiles the modules that have a .pxd beside them, in place, where a C compiler and Python's headers are at hand.

Without them the build says so and goes on: every module runs as plain Python too, and gives the same output.
`pipeline/compiled.json` says which sources each extension was made from: what is up to date is not compiled again.
"""

import hashlib
import json
import os
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MANIFEST = "pipeline/compiled.json"
SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))
DIRECTIVES = {"language_level": 3, "annotation_typing": False, "auto_pickle": False, "binding": True}
VECTORISED = "leaf_loop"
"""The module that is a loop over numbers: with -O3 it takes a third of the time, and nothing else gains by it."""


class CompileHook(BuildHookInterface[Any]):
    """Adds the extensions to the wheel."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        headers = sorted(root.glob("pipeline/**/*.pxd"))
        wanted = {extension_of(header, root): digest_of(header, headers) for header in headers}
        known = _read(root / MANIFEST)
        stale = [
            header
            for header, (extension, digest) in zip(headers, wanted.items(), strict=True)
            if known.get(extension) != digest or not (root / extension).exists()
        ]
        for path in root.glob(f"pipeline/**/*{SUFFIX}"):
            if path.relative_to(root).as_posix() not in wanted:  # Python would take it for the source that is there now
                path.unlink()
        try:
            if stale:
                _compile(stale, root)
        except (Exception, SystemExit) as error:  # whatever stands in the way: no compiler, no headers, no room
            for extension in wanted:
                (root / extension).unlink(missing_ok=True)
            self.app.display_warning(f"pagewinnow is not compiled ({error!s:.80}): pure Python runs, more slowly")
            return
        (root / MANIFEST).write_text(json.dumps(known | wanted, indent=1) + "\n", encoding="utf-8")
        build_data["artifacts"] += [MANIFEST, *wanted]
        build_data |= {"pure_python": False, "infer_tag": True}


def extension_of(header: Path, root: Path) -> str:
    """The file that a module is compiled to, relative to the root."""
    return header.with_suffix(SUFFIX).relative_to(root).as_posix()


def digest_of(header: Path, headers: list[Path]) -> str:
    """What a module is compiled from: its source, all declarations, for they may use each other's, and this file."""
    digest = hashlib.sha256(header.with_suffix(".py").read_bytes())
    for declarations in (*headers, Path(__file__)):
        digest.update(declarations.read_bytes())
    return digest.hexdigest()


def _read(manifest: Path) -> dict[str, str]:
    """What was compiled before; nothing where that is not known."""
    try:
        known = json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _compile(headers: list[Path], root: Path) -> None:
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    modules = [header.relative_to(root).with_suffix("") for header in headers]
    extensions = [
        Extension(".".join(module.parts), [f"{module.as_posix()}.py"], extra_compile_args=_flags(module.name))
        for module in modules
    ]
    with TemporaryDirectory() as temporary:
        extensions = cythonize(
            extensions,
            build_dir=temporary,
            compiler_directives=DIRECTIVES,
            force=True,
            quiet=True,
            nthreads=os.cpu_count() or 1,
        )
        command = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
        command.inplace, command.build_temp, command.parallel = True, temporary, os.cpu_count()
        command.ensure_finalized()
        command.run()


def _flags(module: str) -> list[str]:
    # Without contraction a sum is rounded as plain Python rounds it, on every machine.
    return [] if os.name == "nt" else ["-O3" if module == VECTORISED else "-O2", "-g0", "-ffp-contract=off"]
