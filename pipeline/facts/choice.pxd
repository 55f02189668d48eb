cimport cython

@cython.locals(at=Py_ssize_t)
cpdef lay(dict row, Py_ssize_t place, dict places, float[:, ::1] matrix)
