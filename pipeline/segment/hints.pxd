cimport cython

cdef dict _remembered

cdef class HintReader:
    cdef list hints
    cdef readonly list waiting

    cpdef bint open(self, object claim, Py_ssize_t block)
    cpdef text(self, str text)
    cpdef close(self)

cpdef claim_of(str tag, dict attributes)
cdef _marked(str tag, dict attributes)
cdef str _value(dict attributes)
cdef _kind_by_names(class_, id_)
cdef _kind_by_name(str names)
@cython.locals(sign=str)
cdef _kind_of(str names)
