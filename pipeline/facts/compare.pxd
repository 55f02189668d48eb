cpdef bint may_begin(str line, str start)
cdef bint _similar(str a, str b)
cdef bint _is_truncated(str line, str a, str b)
