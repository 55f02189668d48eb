cimport cython

cpdef zone_of(Py_ssize_t index, view)
cdef _objection(mark, view, rule, set kept)
cdef bint _heads_running_text(Py_ssize_t index, view)
@cython.locals(body=set, capped=list, gone=set)
cdef tuple _cap(list marks, view)
@cython.locals(taken=list, holes=list)
cdef list _resolve(str text, list marks)
cdef list _subtract(tuple span, list holes)
cdef list _absorb_space(str text, list taken)
cdef _removal(block, mark, tuple span, str name)
