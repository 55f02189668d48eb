cimport cython

@cython.locals(at=Py_ssize_t, size=Py_ssize_t)
cpdef list running_blocks(list texts, list roles, list link_chars)
@cython.locals(longest=Py_ssize_t, length=Py_ssize_t, gap=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t)
cdef Py_ssize_t _longest_stretch(list running, list roles)
