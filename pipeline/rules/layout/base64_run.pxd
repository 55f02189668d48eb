cimport cython

cdef bint _is_run(str text) except -1
