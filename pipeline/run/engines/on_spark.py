"""Shards on Spark, each a partition of its own: Spark hands them out, and knows nothing of pages."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError, OptionsError
from pipeline.options import Options
from pipeline.run.engines.address import check_address
from pipeline.run.engines.attempts import ATTEMPTS, Broken, attempt
from pipeline.run.run_shard import ShardEnd, ShardSpec
from pipeline.run.settings import cores

JAVA = 17
"""The oldest that Spark 4 runs on."""
CULPRIT = re.compile(r"Task (\d+) in stage \S+ failed \d+ times")
"""What Spark says of the partition for which it gives up a job."""


def clean_partition(specs: Iterable[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
    """For `mapPartitions`: what became of each shard of a partition."""
    return (attempt(spec, options) for spec in specs)


class OnSpark:
    """The session that there is, or one with this master, or one of this machine."""

    def __init__(self, master: str | None) -> None:
        """Raises OptionsError where PySpark or Java is not installed, EngineError where nobody answers."""
        if find_spec("pyspark") is None:
            raise OptionsError("--engine spark needs PySpark; install it with: pip install 'pagewinnow[spark]'")
        _check_java()
        check_address(master)
        self.master = master

    def __call__(self, specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
        """What became of each shard, when all have ended."""
        with _session(self.master) as session:
            left = list(specs)
            while left:
                try:
                    yield from _ends(session, left, options)
                    return
                except Exception as error:  # of Java, of py4j, of a connection that is gone
                    culprit = CULPRIT.search(str(error))
                    if culprit is None:
                        raise EngineError(f"the Spark job ended; the same command goes on: {_words(error)}") from error
                    # Spark gives up all for one. What is done is found so by the next job, without it.
                    yield Broken(name=left.pop(int(culprit[1])).name, why=_words(error))


def _ends(session: Any, specs: Sequence[ShardSpec], options: Options) -> list[ShardEnd | Broken]:
    shards = session.sparkContext.parallelize(specs, len(specs))
    found: list[ShardEnd | Broken] = shards.mapPartitions(partial(clean_partition, options=options)).collect()
    return found


@contextmanager
def _session(master: str | None) -> Iterator[Any]:
    """Spark; if it was begun here, it ends here. Raises EngineError where it does not begin."""
    from pyspark.sql import SparkSession

    if session := SparkSession.getActiveSession():  # of a job of one's own, or of spark-submit
        yield session
        return
    check_address(master)
    _check_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the first python3 of the path, without winnow
    builder = SparkSession.builder.appName("winnow").master(master or f"local[{cores()},{ATTEMPTS}]")
    for key in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        builder = builder.config(key, "false")
    try:
        session = builder.config("spark.log.level", "ERROR").getOrCreate()
    except Exception as error:
        raise EngineError(f"Spark does not begin at {master or 'this machine'!r}: {_words(error)}") from error
    try:
        yield session
    finally:
        session.stop()


def _check_java() -> None:
    """Raises OptionsError where there is no Java, or one that is too old."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    how = f"install Java {JAVA} or later, such as Debian's default-jre-headless, or have JAVA_HOME say where it is"
    if java is None:
        raise OptionsError(f"--engine spark needs Java, and none was found; {how}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version is None or int(version[1]) < JAVA:
        found = version[1] if version else " ".join(said.split())[:100] or "none that runs"
        raise OptionsError(f"--engine spark needs Java {JAVA} or later, {java!r} is {found}; {how}")


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
