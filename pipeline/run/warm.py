"""Imported once, by the process that all workers are forked from: models and rules are loaded here, and shared."""

import gc

from pipeline.options import Options
from pipeline.run.clean_page import CleanPages

CleanPages(options=Options()).prepare()
gc.freeze()  # what all share is not looked through again, nor copied by it
