cimport cython

@cython.locals(index=Py_ssize_t, above=Py_ssize_t)
cdef _run_down(long long[::1] parents, double[::1] total, double[::1] lowest, double[::1] highest, double[::1] near)
