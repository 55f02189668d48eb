cpdef str beginning_of(str line)
