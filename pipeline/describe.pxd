cimport cython

@cython.locals(place=Py_ssize_t, told=list)
cdef tuple _with_roles(tuple blocks, tuple roles)
