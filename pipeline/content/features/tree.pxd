cimport cython

cdef double FAR
cdef Py_ssize_t LEVELS, MAX_SINCE
cdef int ASIDE

@cython.locals(first="long long[::1]", last="long long[::1]", depth="long long[::1]", index=Py_ssize_t)
cdef _fill_depths(list chosen, tree, double[::1] row)

@cython.locals(element="long long[::1]", parent="long long[::1]", first="long long[::1]", last="long long[::1]", good="double[::1]", text="double[::1]", linked="double[::1]", total=double, block=Py_ssize_t, index=Py_ssize_t, level=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, inside=double, size=double)
cdef _fill_levels(tree, amounts, double[:, :, ::1] rows)

@cython.locals(good="double[::1]", chars="double[::1]", links="double[::1]", total=double, count="double[::1]", share="double[::1]", text="double[::1]", linked="double[::1]", block=Py_ssize_t, path=Py_ssize_t)
cdef _fill_likes(long long[::1] paths, Py_ssize_t size, amounts, double[:, ::1] rows)

@cython.locals(first="long long[::1]", last="long long[::1]", sums="double[::1]", total=double, blocks=Py_ssize_t, place=Py_ssize_t, index=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, share=double, which=Py_ssize_t, bit=int, block=Py_ssize_t)
cdef _fill_said(list found, list flags, list tags, tree, amounts, double[:, ::1] rows)

@cython.locals(element="long long[::1]", parent="long long[::1]", direct="double[::1]", block=Py_ssize_t, index=Py_ssize_t, above=Py_ssize_t, over=Py_ssize_t)
cdef _score(tree, double[::1] weight, double[::1] score)

@cython.locals(element="long long[::1]", parent="long long[::1]", best=double, last=Py_ssize_t, block=Py_ssize_t, index=Py_ssize_t, above=Py_ssize_t)
cdef _fill_top(tree, Py_ssize_t top, double[::1] score, double[:, ::1] rows)

@cython.locals(parent="long long[::1]", first="long long[::1]", last="long long[::1]", depth="long long[::1]", own="long long[::1]", bottom=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, index=Py_ssize_t, block=Py_ssize_t, left=Py_ssize_t, right=Py_ssize_t)
cpdef fill_lineage(tree, Py_ssize_t element, double[:, ::1] rows)
