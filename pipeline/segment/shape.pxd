cpdef Py_ssize_t words_in(str text)
cpdef bint ends_sentence(str text)
cpdef bint is_long_line(str text)
cdef Py_ssize_t _count(str text)
