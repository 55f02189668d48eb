from pipeline.rules.gate cimport Gate

cdef _mark(rule, hit, view)
