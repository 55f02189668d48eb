cimport cython
from pipeline.content.features.names cimport bucket, without_digits

@cython.locals(heads=list, tails=list, words=list, lines=list, line=str, text=str)
cdef list _line_buckets(list texts)

@cython.locals(part=str)
cdef list _words(str joined)

@cython.locals(index=Py_ssize_t, above=Py_ssize_t)
cdef _run_down(list parents, double[::1] total, double[::1] lowest, double[::1] highest, double[::1] near)
