"""Imported by every Python process that has this folder in PYTHONPATH: some pages end the process that cleans them.

What a test patches in its own process would not reach the processes of an engine.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any


class Poisoner(MetaPathFinder):
    """Poisons the module when it is imported."""

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "pipeline.run.clean_page":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None and spec.loader is not None
        execute = spec.loader.exec_module

        def poisoned(module: ModuleType) -> None:
            execute(module)
            clean = module.CleanPages.__call__

            def clean_or_die(task: Any, page: Any) -> bytes:
                from tests.test_run_poison import POISON

                kind = page.ref.rpartition("/")[2].removesuffix(".poison.html")
                if kind in POISON:
                    POISON[kind][0]()
                return clean(task, page)

            module.CleanPages.__call__ = clean_or_die

        spec.loader.exec_module = poisoned  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, Poisoner())
