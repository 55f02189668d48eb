cimport cython
from pipeline.content.features.names cimport bucket, utf8, without_digits

cdef unsigned int FIRST, FIRST_TWO, LAST, LINE

@cython.locals(heads=list, tails=list, words=list, lines=list, line=str, text=str, head=str, tail=str)
cdef list _line_buckets(list texts)

cdef Py_ssize_t _first_two(list words)

cdef list _spelt(list texts)

@cython.locals(index=Py_ssize_t, above=Py_ssize_t)
cdef _run_down(list parents, double[::1] total, double[::1] lowest, double[::1] highest, double[::1] near)
