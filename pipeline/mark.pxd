cimport cython
from pipeline.rules.gate cimport Gate

@cython.locals(asked=list)
cdef list _asked(tuple blocks, Gate gate, Py_ssize_t count)
cdef _add_marks(list marks, str code, hits, tuple blocks)
