cimport cython

cdef double MOST

@cython.locals(parent="long long[::1]", first="long long[::1]", last="long long[::1]", total=double, index=Py_ssize_t)
cdef _find_sections(tree, double[::1] text, long long[::1] section)

@cython.locals(element="long long[::1]", first="long long[::1]", last="long long[::1]", depth="long long[::1]", good="double[::1]", text="double[::1]", linked="double[::1]", blocks=Py_ssize_t, total=double, page=double, block=Py_ssize_t, index=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, inside=double, size=double)
cdef _fill_rows(tree, long long[::1] section, amounts, double[:, ::1] rows)

@cython.locals(element="long long[::1]", first="long long[::1]", last="long long[::1]", headings="double[::1]", dates="double[::1]", prices="double[::1]", titles="double[::1]", block=Py_ssize_t, index=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, size=Py_ssize_t)
cdef _fill_counted(tree, long long[::1] section, amounts, double[:, ::1] rows)
