cdef frozenset STYLED

cdef class Style:
    cdef readonly str role
    cdef readonly Py_ssize_t level, lists
    cdef readonly bint verbatim
    cdef dict _below

    cpdef Style below(self, str tag)
    cdef Style _styled(self, str tag)
