cimport cython

@cython.locals(blocks=list, moved=dict)
cpdef normalise(document, rules)
@cython.locals(before=Py_UCS4, char=Py_UCS4, is_odd=bint)
cpdef bint is_plain(str text)
cdef _repaired(block, rules)
@cython.locals(label=str)
cdef _relabelled(link, rules, bint code)
