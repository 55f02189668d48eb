cimport cython

cdef class Reasons:
    cdef dict __dict__
    cdef object _features, _layout, _columns
    cdef list _alike_kept, _alike, _elements, _is_kept, _good
    cdef dict _values, _named

    cdef double _value(self, str column, Py_ssize_t block) except? -1

@cython.locals(best=list, index=Py_ssize_t, above=Py_ssize_t, floor=double)
cpdef list loudest_above(list scores, list parents)
