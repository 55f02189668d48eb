cimport cython
from pipeline.segment.shape cimport is_long_line

@cython.locals(elements=tuple, element=Py_ssize_t, step=Py_ssize_t, large=double, named_side=bint, named_aside=bint)
cpdef bint is_aside(Py_ssize_t index, document, title_at=*)
cdef bint _is_close(Py_ssize_t index, document, title_at)
