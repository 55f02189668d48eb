cimport cython

cdef frozenset SKIPPED

cdef class Reader:
    cpdef int open(self, Py_ssize_t order, str tag, dict attributes)
    cpdef text(self, str text)
    cpdef close(self, int opened)

@cython.locals(order=Py_ssize_t, opened=int, open_nodes=list, ends=list, tag=str, text=str)
cpdef walk(markup, Reader reader)
cdef bint _is_json(node)
