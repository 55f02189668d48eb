cimport cython

cdef dict _remembered, KIND_OF_WORD

cdef class ClassNames:
    cdef readonly str names, step, kind

cpdef ClassNames read_names(str value)
@cython.locals(at=Py_ssize_t, first=str)
cpdef str step_of(str names)
cpdef str printable(str text)
@cython.locals(word=str)
cpdef str kind_of(str names)
