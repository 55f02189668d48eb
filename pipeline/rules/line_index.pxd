cdef class LineIndex:
    cdef dict __dict__
    cdef object _wordings
    cdef dict _bounded

    cpdef list find(self, str folded)
    cdef list _candidates(self, str beginning)

cpdef str fold(str line)
cdef Py_ssize_t _core_length(str folded)
