"""Shards on Spark, each a partition of its own: Spark hands them out, and knows nothing of pages."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError, OptionsError
from pipeline.options import Options
from pipeline.run.engines.attempts import Broken, attempt
from pipeline.run.run_shard import ShardEnd, ShardSpec

JAVA = 17
"""The oldest that Spark 4 runs on."""


def clean_partition(specs: Iterable[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
    """For `mapPartitions`: what became of each shard of a partition."""
    return (attempt(spec, options) for spec in specs)


class OnSpark:
    """The session that there is, or one with this master, or one of this machine."""

    def __init__(self, master: str | None) -> None:
        self.master = master

    def __call__(self, specs: Sequence[ShardSpec], options: Options) -> Iterator[ShardEnd | Broken]:
        """What became of each shard, when all have ended."""
        session = _session(self.master)
        try:
            shards = session.sparkContext.parallelize(specs, len(specs))
            yield from shards.mapPartitions(partial(clean_partition, options=options)).collect()
        except Exception as error:  # of Java, of py4j, of a connection that is gone
            raise EngineError(f"the Spark job ended; the same command goes on: {_words(error)}") from error


def _session(master: str | None) -> Any:
    """Spark, begun. Raises OptionsError where it or Java is not installed, EngineError where it does not begin."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise OptionsError("--engine spark needs PySpark; install it with: pip install 'pagewinnow[spark]'") from error
    _check_java()
    builder = SparkSession.builder.appName("winnow").config("spark.ui.enabled", "false")
    try:
        return builder.master(master or os.environ.get("SPARK_MASTER", "local[*]")).getOrCreate()
    except Exception as error:
        raise EngineError(f"Spark does not begin at {master or 'this machine'!r}: {_words(error)}") from error


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
