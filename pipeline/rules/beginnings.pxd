cimport cython

@cython.locals(letters=str, char=Py_UCS4)
cpdef str beginning_of(str line)
