cimport cython

@cython.locals(depth=Py_ssize_t, trees=Py_ssize_t, rows=Py_ssize_t, tree=Py_ssize_t, row=Py_ssize_t, level=Py_ssize_t, asked=Py_ssize_t, above=float)
cpdef add_leaves(const float[:, ::1] columns, const long long[:, ::1] feature, const float[:, ::1] border, const float[:, ::1] leaves, int[::1] numbers, double[::1] sums)
