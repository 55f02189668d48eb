cimport cython

cdef Py_ssize_t MIN_CARDS

@cython.locals(index=Py_ssize_t)
cdef _count(long long[::1] group, double[::1] size, double[::1] place)

@cython.locals(parent="long long[::1]", group="long long[::1]", element="long long[::1]", card="long long[::1]", chosen=list, index=Py_ssize_t, block=Py_ssize_t)
cdef list _find_cards(tree, double[::1] size, long long[::1] here)

@cython.locals(group="long long[::1]", first="long long[::1]", last="long long[::1]", good="double[::1]", text="double[::1]", linked="double[::1]", total=double, goods="double[::1]", texts="double[::1]", links="double[::1]", index=Py_ssize_t, of=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, block=Py_ssize_t)
cdef _fill_cards(tree, list chosen, long long[::1] here, double[::1] size, double[::1] place, amounts, double[:, ::1] rows)

@cython.locals(group="long long[::1]", first="long long[::1]", last="long long[::1]", holders="double[::1]", index=Py_ssize_t, block=Py_ssize_t)
cdef _fill_held(tree, list chosen, long long[::1] here, double[::1] size, double[::1] sums, double[::1] row)

@cython.locals(total="double[::1]", block=Py_ssize_t)
cdef _fill_mean(long long[::1] paths, double[::1] count, double[::1] values, double[::1] row)

@cython.locals(first="double[::1]", last="double[::1]", path=Py_ssize_t, block=Py_ssize_t)
cdef _fill_spread(long long[::1] paths, double[::1] count, double[::1] row)
