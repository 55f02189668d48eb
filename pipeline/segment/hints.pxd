cimport cython
from pipeline.segment.class_names cimport kind_of, read_names

cdef class HintReader:
    cdef list hints
    cdef readonly list waiting

    cpdef bint open(self, object claim, Py_ssize_t block)
    cpdef text(self, str text)
    cpdef close(self)

@cython.locals(class_=str, is_all=bint, kind=str)
cpdef claim_of(str tag, dict attributes)
cdef _marked(str tag, dict attributes)
cdef str _value(dict attributes)
cdef str _kind_by_names(str class_, str id_)
