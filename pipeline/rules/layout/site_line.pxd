cimport cython
from pipeline.facts.compare cimport equal_lines
