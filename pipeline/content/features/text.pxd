cimport cython

cdef long long UPPER, DIGIT, LETTER, TERMINAL, COMMA
cdef double LONG_CHARS, MIN_WORDS, WORD_CHARS, LINK_COST

@cython.locals(place=Py_ssize_t, chars=double, uppers=double, digits=double, letters=double, stops=double, commas=double, unspaced=double, symbols=double, spaces=double, words=double, linked=double, links=double, opening="long long", before="long long", closing="long long", sentence=bint, role=str)
cdef _fill_own(tuple blocks, double[::1] lengths, double[:, ::1] counts, long long[:, ::1] edges, double[:, ::1] rows, double[::1] good, double[::1] link_chars)

@cython.locals(count=Py_ssize_t, block=Py_ssize_t, step=Py_ssize_t)
cdef _fill_beside(double[::1] values, double[:, ::1] rows)

@cython.locals(count=Py_ssize_t, block=Py_ssize_t, row=Py_ssize_t, size=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t)
cdef _fill_around(double[::1] chars, double[::1] links, double[::1] good, double[:, ::1] rows)
