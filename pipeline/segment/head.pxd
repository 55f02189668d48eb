cdef class HeadReader:
    cdef str title, lang, base
    cdef list metas, links, json_ld
    cdef readonly list states
    cdef readonly str inside

    cpdef bint open(self, str tag, dict attributes)
    cpdef text(self, str text)
    cpdef close(self)
    cdef _meta(self, dict attributes)
