cimport cython
from pipeline.segment.shape cimport is_long_line, words_in

cpdef list shown_in(tuple blocks)
@cython.locals(total=Py_ssize_t, text=str, short=list)
cpdef bint exceeds(list texts, Py_ssize_t limit, count) except -1
cpdef Py_ssize_t words_if_long(str text)
