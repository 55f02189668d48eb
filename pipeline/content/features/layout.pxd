cimport cython

cdef long long PAIR

@cython.locals(index=Py_ssize_t, above=Py_ssize_t, own=Py_ssize_t, key="long long", elements=tuple, parent=list, first=list, last=list, tags=list, names=list, depth=list, tag_paths=list, class_paths=list, siblings=list, kind=list, kinds=dict, tag_numbers=list, card_numbers=list, of_tags=dict, of_names=dict, of_siblings=dict, by_tag=dict)
cpdef lay_out(document)

@cython.locals(index=Py_ssize_t, own=Py_ssize_t, tag=str, name=str, of_tags=dict, of_cards=dict, tag_numbers=list, card_numbers=list)
cdef tuple _kind_numbers(list tags, list names, dict kinds, list kind)
