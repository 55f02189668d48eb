"""What must be installed to find duplicates."""

from importlib.util import find_spec

from pipeline.errors import OptionsError

LIBRARIES = ("duckdb", "pyarrow", "rensa")


def check_installed() -> None:
    """Raises OptionsError if a library of the extra `dedupe` is missing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise OptionsError(
            f"finding duplicates needs {', '.join(missing)}; install it with: pip install 'pagewinnow[dedupe]'"
        )
