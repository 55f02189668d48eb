"""Imported by the process that all workers are forked from: it ends with the run, and they with it."""

from pipeline.run.worker import die_with_parent

die_with_parent()
