cimport cython

cdef long long PAIR

@cython.locals(index=Py_ssize_t, own=Py_ssize_t, tag=str, name=str, of_tags=dict, of_cards=dict, tag_numbers=list, card_numbers=list)
cdef tuple _number_kinds(list tags, list names, dict kinds, long long[::1] kind)

@cython.locals(index=Py_ssize_t, above=Py_ssize_t, own=Py_ssize_t, key="long long", of_tags=dict, of_names=dict, of_siblings=dict)
cdef _number_paths(list parent, long long[::1] kind, list tag_numbers, list card_numbers, long long[::1] depth, long long[::1] tag_paths, long long[::1] class_paths, long long[::1] siblings)
