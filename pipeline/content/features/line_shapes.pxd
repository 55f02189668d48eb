cimport cython

cdef double FAR

@cython.locals(lines=Py_ssize_t, line=Py_ssize_t, before=Py_ssize_t)
cdef _fill_steps(long long[::1] group, long long[::1] last, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, line=Py_ssize_t)
cdef _fill_near(long long[::1] group, Py_ssize_t size, long long[::1] count, double[::1] row)
