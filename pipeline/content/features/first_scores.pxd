cimport cython

cdef double NO_LINE

@cython.locals(lines=Py_ssize_t, place=Py_ssize_t, step=Py_ssize_t, line=Py_ssize_t)
cdef _fill_beside(double[::1] odds, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, place=Py_ssize_t, size=Py_ssize_t, line=Py_ssize_t, first=Py_ssize_t, after=Py_ssize_t, last=Py_ssize_t)
cdef _fill_near(double[::1] hits, double[::1] words, double[:, ::1] rows)
