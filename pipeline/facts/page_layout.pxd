cimport cython

@cython.locals(size=Py_ssize_t)
cpdef bint is_running_text(block)
@cython.locals(longest=Py_ssize_t, length=Py_ssize_t, gap=Py_ssize_t)
cdef Py_ssize_t _longest_stretch(blocks)
