cimport cython
from pipeline.rules.character_bits cimport bits_of
from pipeline.rules.line_index cimport Entry, LineIndex, fold

cdef class CueWord:
    cdef str text
    cdef unsigned long long bits
    cdef list owners

cdef class Gate:
    cdef object _rules, _remembered, _signs
    cdef LineIndex _lines
    cdef list _owners, _always, _words
    cdef unsigned long long _bits_of_signs
    cdef Py_ssize_t _longest
    cdef tuple _unlimited
    cdef dict _owners_of_sign

    cpdef tuple asked(self, str text)
    @cython.locals(folded=str, bits=cython.ulonglong, word=CueWord, entry=Entry)
    cpdef tuple _asked(self, str text)
