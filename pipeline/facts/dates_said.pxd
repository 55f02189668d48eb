cimport cython

@cython.locals(length=Py_ssize_t)
cdef bint _may_hold_a_date(block, bint is_close, bint is_fetched) except -1
