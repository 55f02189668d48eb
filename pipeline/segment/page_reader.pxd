from pipeline.segment.style cimport style_under
from pipeline.segment.head cimport HeadReader
from pipeline.segment.hints cimport HintReader, claim_of
from pipeline.segment.inline cimport InlineText

cdef class PageReader:
    cdef object matched
    cdef readonly HeadReader head
    cdef readonly HintReader hints
    cdef readonly list blocks
    cdef InlineText _inline
    cdef list _elements, _ends, _frames, _steps
    cdef object _frame

    cpdef int open(self, Py_ssize_t order, str tag, dict attributes)
    cpdef text(self, str text)
    cpdef close(self, int opened)
    cdef int _open_inline(self, str tag, dict attributes)
    cdef _open_block(self, str tag, dict attributes, tuple picked)
    cdef _flush(self)

cdef str _names(dict attributes)
cdef bint _is_hidden(dict attributes)
