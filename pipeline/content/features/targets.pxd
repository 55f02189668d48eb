cimport cython

cdef Py_ssize_t MAX_LINKS, OF_A_TARGET

@cython.locals(known=dict)
cdef dict _numbers(tuple blocks)

@cython.locals(own_host=str, own_steps=list, target=Py_ssize_t, url=str, host=str, steps=list, slug=str)
cdef _fill_targets(dict known, str own_url, double[:, ::1] rows)

@cython.locals(start=Py_ssize_t, whole=str, sign=str, steps=list, step=str)
cdef tuple _address(str url)

@cython.locals(seen="double[::1]", place=Py_ssize_t, links=tuple, row=Py_ssize_t, target=Py_ssize_t, count=Py_ssize_t)
cdef _fill_rows(tuple blocks, dict known, double[:, ::1] targets, double[:, ::1] rows)
