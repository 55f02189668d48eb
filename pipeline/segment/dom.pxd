cpdef walk(str markup, reader)
cdef bint _is_json(node)
