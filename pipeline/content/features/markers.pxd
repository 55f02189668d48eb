cimport cython

@cython.locals(start=Py_ssize_t, first=str)
cdef Py_ssize_t _group_of(str line) except -2
cpdef Py_ssize_t marker_of(str text) except -2
