cimport cython

cpdef bint may_begin(str line, str start)
@cython.locals(position=Py_ssize_t, line=str)
cpdef list equal_lines(list lines, str name)
@cython.locals(found=dict, b=str, longest=Py_ssize_t, least=double, position=Py_ssize_t, line=str, is_short=bint)
cpdef dict title_matches(lines, str title)
cdef _match(str line, str title, str b)
cdef bint _is_truncated(str line, str a, str b)
