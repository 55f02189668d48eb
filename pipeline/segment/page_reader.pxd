cimport cython
from pipeline.segment.head cimport HeadReader
from pipeline.segment.hints cimport HintReader, claim_of
from pipeline.segment.inline cimport InlineText

cdef class Frame:
    cdef readonly Py_ssize_t element
    cdef readonly object style
    cdef readonly bint hidden, verbatim
    cdef readonly tuple picked

cdef class PageReader:
    cdef object matched
    cdef readonly HeadReader head
    cdef readonly HintReader hints
    cdef readonly list blocks
    cdef InlineText _inline
    cdef list _elements, _ends, _frames, _steps
    cdef Frame _frame

    cpdef int open(self, Py_ssize_t order, str tag, dict attributes)
    cpdef text(self, str text)
    cpdef close(self, int opened)
    cdef int _open_inline(self, str tag, dict attributes)
    @cython.locals(above=Frame, names=str, hidden=bint, first=Py_ssize_t)
    cdef _open_block(self, str tag, dict attributes, tuple picked)
    cdef _flush(self)

cdef str _names(dict attributes)
cdef bint _is_hidden(dict attributes)
