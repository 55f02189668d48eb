cimport cython

@cython.locals(host=str, path=str, step=str)
cdef tuple _address(str url)

@cython.locals(host=str, steps=list, same=bint, section=bint, shape=bint, slug=Py_ssize_t)
cdef tuple _features(str url, str own_host, list own_steps, Py_ssize_t mentions)

@cython.locals(urls=list, count=Py_ssize_t)
cdef tuple _row(tuple links, dict known)
