"""Prints the outcome of each sample, with all that led to it. `plain` has all modules run as plain Python.

python tests/print_outcomes.py [plain]
"""

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).parent.parent


class PlainPython:
    """Finds the package's modules by their sources, whatever lies beside them."""

    @staticmethod
    def find_spec(name: str, path: list[str] | None, _target: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] != "pipeline":
            return None
        return FileFinder(path[0] if path else str(ROOT), (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(name)


def main() -> None:
    import msgspec

    from pipeline.options import Options
    from pipeline.read.files import InputFile
    from pipeline.read.sources import read_source
    from pipeline.walk import walk

    for path in sorted((ROOT / "samples").iterdir()):
        source = read_source(InputFile(ref=path.name, path=str(path)), url=None)
        print(msgspec.json.encode(walk(source, Options())).decode())
    print(sum(str(getattr(module, "__file__", "")).endswith((".so", ".pyd")) for module in _ours()))


def _ours() -> list[object]:
    return [module for name, module in sys.modules.items() if name.startswith("pipeline.")]


if __name__ == "__main__":
    if "plain" in sys.argv:
        sys.meta_path.insert(0, PlainPython)
    main()
