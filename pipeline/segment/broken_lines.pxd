cimport cython

cdef str CLOSERS, ENDS, AFTER_END, OPENING, BRACKETS

@cython.no_gc
cdef class Line:
    cdef readonly Py_ssize_t number, blank_before
    cdef readonly str text, raw

@cython.locals(blank=Py_ssize_t, number=Py_ssize_t, raw=str, stripped=str, lines=list)
cpdef list lines_of(str text, Py_ssize_t first=*)
@cython.locals(place=Py_ssize_t, before=Line, line=Line, group=list, groups=list)
cdef list _grouped(list lines, Py_ssize_t width, bint spaced)
@cython.locals(place=Py_ssize_t, before=Line, part=Line, pieces=list)
cpdef str text_of(list parts)
@cython.locals(end=Py_UCS4)
cdef str _between(Line before, Line part)
cdef bint _closes(str text) except -1
@cython.locals(at=Py_ssize_t)
cpdef bint ends_whole(str text) except -1
cdef bint _is_unspaced(Py_UCS4 character)
@cython.locals(breaks=Py_ssize_t, place=Py_ssize_t)
cdef bint _are_broken_off(list lines) except -1
cdef bint _is_broken_off(Line line, Line after) except -1
@cython.locals(low=bint, ended=bint)
cdef bint _is_next_node(Line line, Line after, bint spaced) except -1
@cython.locals(width=Py_ssize_t, line=Line)
cdef Py_ssize_t _width(list lines) except -1
cdef bint _is_wrapped(Line line, Line after, Py_ssize_t width) except -1
cdef Py_ssize_t _indent(Line line) except -1
