from pipeline.rules.line_index cimport LineIndex

cdef class Gate:
    cdef object _rules, _remembered, _signs
    cdef LineIndex _lines
    cdef list _owners, _always, _words, _ascii_words
    cdef Py_ssize_t _longest
    cdef tuple _unlimited
    cdef dict _owners_of_cue

    cpdef tuple asked(self, str text)
    cpdef tuple _asked(self, str text)
