cimport cython
from pipeline.segment.broken_lines cimport Line, text_of
from pipeline.segment.shape cimport is_long_line, words_in

cdef str CODE_STARTS, BULLETS, BULLET_STARTS, QUOTE_STARTS, NO_HEADING_END

cdef _block(Py_ssize_t index, list parts, list texts)

@cython.locals(text=str)
cdef tuple _role(list lines, Py_ssize_t index, str line)

cdef bint _may_be_item(str text) except -1

@cython.locals(inner=str, opening=str, closing=str)
cdef bint _is_quote(str text) except -1

@cython.locals(text=str, char=Py_UCS4)
cdef bint _is_heading(list lines, Py_ssize_t index) except -1
