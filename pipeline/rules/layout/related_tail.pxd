cimport cython
from pipeline.segment.shape cimport is_long_line, words_in

cdef bint _goes_on(block, view, running, home) except -1
cdef Py_ssize_t _parent(block, view) except -2
