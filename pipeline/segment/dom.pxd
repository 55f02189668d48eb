cpdef walk(markup, reader)
cdef bint _is_json(node)
