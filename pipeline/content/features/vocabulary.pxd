cimport cython

cdef Py_ssize_t LEVELS
cdef double BAD, GOOD, MIN_WORDS, HIGHEST

@cython.locals(word=Py_ssize_t, place=Py_ssize_t, value=double, count=double, low=double, high=double)
cdef _fill_own(double[::1] odds, const int[::1] text, double[::1] counts, double[::1] totals, double[:, ::1] rows)

@cython.locals(lowest=double, block=Py_ssize_t)
cdef _fill_lowest(double[::1] mean, double[::1] counts, Py_ssize_t start, double[::1] row)

@cython.locals(element="long long[::1]", parent="long long[::1]", first="long long[::1]", last="long long[::1]", blocks=Py_ssize_t, page=double, block=Py_ssize_t, row=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, index=Py_ssize_t, level=Py_ssize_t)
cdef _fill_wider(tree, double[::1] sums, double[::1] counts, double[:, ::1] rows)
