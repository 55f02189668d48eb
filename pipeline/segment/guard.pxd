cimport cython

cdef class Survey:
    cdef readonly Py_ssize_t starts, formatting
    cdef readonly list long_tags, noscripts

    @cython.locals(at=Py_ssize_t, end=Py_ssize_t, following=Py_ssize_t)
    cdef _look(self, str markup)
    @cython.locals(first=Py_UCS4, second=Py_UCS4, stop=Py_ssize_t)
    cdef _see(self, str markup, Py_ssize_t at, Py_ssize_t end)

cdef bint _ends_formatting(str markup, Py_ssize_t start, Py_ssize_t end)
cdef Py_ssize_t _name_end(str markup, Py_ssize_t start, Py_ssize_t end)
@cython.locals(at=Py_ssize_t, end=Py_ssize_t)
cdef bint _holds_open_frames(str markup, list noscripts)
@cython.locals(depth=Py_ssize_t, most=Py_ssize_t, step=Py_ssize_t, steps=dict, at=Py_ssize_t, end=Py_ssize_t, following=Py_ssize_t, stop=Py_ssize_t, name=str)
cdef Py_ssize_t _depth_at_most(str markup)
