cimport cython

cdef dict _remembered

cdef class ClassNames:
    cdef readonly str names, step, kind

cpdef ClassNames read_names(str value)
cpdef str step_of(str names)
cpdef str printable(str text)
@cython.locals(sign=str)
cpdef str kind_of(str names)
