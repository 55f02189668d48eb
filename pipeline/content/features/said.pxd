cimport cython

cdef Py_ssize_t STEPS, OTHER
cdef unsigned int ASCII
cdef short[::1] MOVES
cdef const unsigned char[::1] KINDS, SAYS

@cython.locals(state=Py_ssize_t, flags=int, at=Py_ssize_t, code="unsigned int")
cpdef int said(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop) noexcept
