cimport cython
from pipeline.segment.class_names cimport ClassNames, printable, read_names, step_of
from pipeline.segment.dom cimport Reader
from pipeline.segment.head cimport HeadReader
from pipeline.segment.hints cimport HintReader, claim_of
from pipeline.segment.inline cimport InlineText, Run
from pipeline.segment.style cimport Style

cdef int HEAD, HINT, LINK, CODE, BLOCK, CELL, BREAK
cdef dict TRAITS

@cython.no_gc
cdef class Frame:
    cdef readonly Py_ssize_t index, parent, first
    cdef public Py_ssize_t last
    cdef readonly Style style
    cdef readonly str tag, names
    cdef readonly bint hidden
    cdef public tuple picked

@cython.no_gc
cdef class Found:
    cdef readonly Run run
    cdef readonly Frame frame
    cdef readonly str path

cdef class PageReader(Reader):
    cdef dict matched
    cdef readonly HeadReader head
    cdef readonly HintReader hints
    cdef readonly list blocks
    cdef InlineText _inline
    cdef list _elements, _frames, _steps
    cdef Frame _frame

    @cython.locals(traits=int, opened=int)
    cpdef int open(self, Py_ssize_t order, str tag, dict attributes)
    cpdef text(self, str text)
    cpdef close(self, int opened)
    @cython.locals(it=Frame)
    cpdef list elements(self)
    cdef int _open_inline(self, int traits, dict attributes)
    @cython.locals(above=Frame, frame=Frame, style=Style, names=str, step=str, first=str, hidden=bint)
    cdef _open_block(self, str tag, dict attributes, tuple picked)
    @cython.locals(run=Run)
    cdef _flush(self)

@cython.locals(class_=str, beside=list, read=ClassNames, names=str, value=str)
cdef tuple _names(dict attributes)
@cython.locals(style=str)
cdef bint _is_hidden(dict attributes)
