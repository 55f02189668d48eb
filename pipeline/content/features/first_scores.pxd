cimport cython

cdef double NO_LINE, MAX_DISTANCE, FAR

@cython.locals(lines=Py_ssize_t, lowest=double, most=double, start=Py_ssize_t, stop=Py_ssize_t, least=Py_ssize_t, line=Py_ssize_t, away=Py_ssize_t)
cdef _fill_run(double[::1] sums, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, place=Py_ssize_t, line=Py_ssize_t, least=double, since=double, until=double)
cdef _fill_likely(double[::1] probability, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, place=Py_ssize_t, step=Py_ssize_t, line=Py_ssize_t)
cdef _fill_beside(double[::1] odds, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, place=Py_ssize_t, size=Py_ssize_t, line=Py_ssize_t, first=Py_ssize_t, after=Py_ssize_t, last=Py_ssize_t)
cdef _fill_near(double[::1] hits, double[::1] words, double[:, ::1] rows)
