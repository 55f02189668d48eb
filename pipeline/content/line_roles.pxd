cdef bint _looks_like_a_caseless_heading(block) except -1
cdef _role(block, learned)
