cimport cython

cpdef Py_ssize_t bucket(str text)
cpdef str without_digits(str text)

@cython.locals(sign=str, flags=int)
cdef int _said(str name)
