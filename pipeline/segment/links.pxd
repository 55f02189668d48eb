cdef class Resolver:
    cdef readonly str base
    cdef readonly str root

    cpdef str absolute(self, str url)

cpdef str absolute_url(str url, str base)
