cimport cython

@cython.no_gc
cdef class Anchor:
    cdef readonly str text, href

@cython.no_gc
cdef class Run:
    cdef readonly str text
    cdef readonly tuple links
    cdef readonly Py_ssize_t link_chars
    cdef readonly bint code

cdef class InlineText:
    cdef readonly list pieces
    cdef readonly bint code
    cdef list _links
    cdef Py_ssize_t _link_chars
    cdef Py_ssize_t _link_from
    cdef str _href

    cpdef add(self, str text)
    cpdef add_verbatim(self, str text)
    cpdef bint end_line(self)
    cpdef end_cell(self)
    cpdef open_code(self)
    cpdef close_code(self)
    cpdef open_link(self, str href)
    cpdef close_link(self)
    cpdef Run take(self, bint verbatim)

cdef str _clean(str href)
cdef bint _leads_elsewhere(str href)
cdef str _collapse(str text)
cdef str _verbatim(str text)
