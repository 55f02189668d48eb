cimport cython

@cython.locals(tags=list, names=list, place=Py_ssize_t)
cdef tuple _read_elements(tuple elements, long long[::1] parent, long long[::1] first, long long[::1] last)

@cython.locals(place=Py_ssize_t)
cdef _read_blocks(tuple blocks, long long[::1] element)

@cython.locals(index=Py_ssize_t, own=Py_ssize_t, own_tag=str, own_names=str, kinds=dict, of_tags=dict, of_cards=dict, tag_numbers=list, card_numbers=list)
cdef list _number_kinds(list tags, list names, long long[::1] kind, long long[::1] tag, long long[::1] card)

@cython.locals(index=Py_ssize_t)
cdef _link(long long[::1] parent, long long[::1] depth, long long[::1] child, long long[::1] following)

@cython.locals(head="long long[::1]", chain="long long[::1]", given="long long[::1]", path=Py_ssize_t, count=Py_ssize_t, before=Py_ssize_t, element=Py_ssize_t, index=Py_ssize_t, own=Py_ssize_t)
cdef _number_paths(long long[::1] child, long long[::1] following, long long[::1] label, long long[::1] paths)

@cython.locals(given="long long[::1]", count=Py_ssize_t, before=Py_ssize_t, element=Py_ssize_t, index=Py_ssize_t)
cdef _number_siblings(long long[::1] child, long long[::1] following, long long[::1] label, long long[::1] siblings)

@cython.locals(index=Py_ssize_t, found=dict)
cdef dict _by_tag(list tags, long long[::1] first, long long[::1] last)
