cimport cython

@cython.locals(title=set, seen=set, words=set, in_title=list, in_body=list, lowered=list, is_running=list, index=Py_ssize_t, size=Py_ssize_t, before=Py_ssize_t, known=Py_ssize_t, text=str)
cdef dict _overlap(document, list texts, good, Py_ssize_t start)

@cython.locals(index=Py_ssize_t, text=str, known=str)
cpdef title_blocks(document, list texts)
