cimport cython

cdef Py_ssize_t STEPS
cdef Py_ssize_t OTHER
cdef short[::1] MOVES
cdef const unsigned char[::1] SAYS

@cython.locals(state=Py_ssize_t, flags=int, kind="unsigned char", kinds=bytes)
cpdef int said(bytes name)
