cimport cython

@cython.locals(count=Py_ssize_t, tag=str)
cdef Py_ssize_t _count(list tags, str wanted) except -1
