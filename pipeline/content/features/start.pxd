cimport cython

cdef double FAR, SHARE
cdef Py_ssize_t WINDOW, NEAR_TITLE, MAX_SINCE

@cython.locals(first="long long[::1]", last="long long[::1]", total=double, reached=Py_ssize_t, index=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, block=Py_ssize_t)
cdef _fill_side(list chosen, layout, double[::1] sums, double[::1] side)

@cython.locals(blocks=Py_ssize_t, most=double, first=Py_ssize_t, block=Py_ssize_t, enough=double, ahead=double)
cdef Py_ssize_t _find_candidates(double[::1] good, double[::1] sums, double[::1] side, double[::1] fits) except -2

@cython.locals(title=Py_ssize_t, block=Py_ssize_t)
cdef Py_ssize_t _after_title(double[::1] titles, double[::1] fits, Py_ssize_t first) except -1

@cython.locals(index=Py_ssize_t, text=str)
cdef list _in_titles(list lowered, str known)

@cython.locals(blocks=Py_ssize_t, block=Py_ssize_t)
cdef _fill_places(Py_ssize_t start, double[::1] sums, double total, double[:, ::1] rows)

@cython.locals(block=Py_ssize_t)
cdef _fill_like(long long[::1] paths, Py_ssize_t start, double[::1] row)

@cython.locals(distance=double, block=Py_ssize_t)
cdef _fill_since(double[::1] flags, double[::1] row)

@cython.locals(distance=double, block=Py_ssize_t)
cdef _fill_until(double[::1] flags, double[::1] row)

@cython.locals(block=Py_ssize_t)
cdef _fill_count(Py_ssize_t start, double[::1] sums, double[::1] row)

@cython.locals(blocks=Py_ssize_t, gap=double, longest=double, block=Py_ssize_t)
cdef _fill_gaps(Py_ssize_t start, double[::1] good, double[::1] sums, double total, double[:, ::1] rows)

@cython.locals(found=Py_ssize_t, distance=double, block=Py_ssize_t)
cdef _fill_group(long long[::1] markers, Py_ssize_t group, Py_ssize_t start, double[:, :] rows)

@cython.locals(seen=dict, above=Py_ssize_t, rank=Py_ssize_t, block=Py_ssize_t)
cdef _fill_sections(Py_ssize_t start, double[::1] headings, double[::1] level, long long[::1] markers, double[:, ::1] rows)
