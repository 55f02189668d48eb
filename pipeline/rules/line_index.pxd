cimport cython
from pipeline.rules.beginnings cimport beginning_of

cdef class Entry:
    cdef readonly Py_ssize_t order, wording
    cdef readonly str language, pattern
    cdef Py_ssize_t least
    cdef double most
    cdef unsigned long long bits
    cdef object fullmatch

    cpdef read(self)
    cdef bint matches(self, str folded) except -1

cdef class LineIndex:
    cdef object _wordings, _candidates
    cdef dict _entries

    @cython.locals(whole=Py_ssize_t, core=Py_ssize_t, entry=Entry, candidates=list)
    cpdef list find(self, str folded, unsigned long long bits)

@cython.locals(folded=str, before=Py_UCS4, char=Py_UCS4)
cpdef str fold(str line)

@cython.locals(start=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t _core_length(str folded)
