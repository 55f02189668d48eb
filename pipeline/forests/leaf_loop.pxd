cimport cython

@cython.locals(tree=Py_ssize_t, row=Py_ssize_t)
cpdef add_leaves(const float[:, ::1] columns, const long long[:, ::1] feature, const float[:, ::1] border, const float[:, ::1] leaves, int[::1] numbers, double[::1] sums)

@cython.locals(entry=Py_ssize_t, row=Py_ssize_t, group=Py_ssize_t, reached=Py_ssize_t)
cpdef add_moves(const float[:, ::1] columns, const long long[:, ::1] feature, const float[:, ::1] border, const long long[::1] trees, const long long[::1] groups, const double[:, ::1] moves, int[::1] numbers, double[:, ::1] sums)

@cython.locals(row=Py_ssize_t, rows=Py_ssize_t, depth=Py_ssize_t, level=Py_ssize_t, one=Py_ssize_t, two=Py_ssize_t, three=Py_ssize_t, over_one=float, over_two=float, over_three=float, answers=int)
cdef void _number_leaves(const float[:, ::1] columns, const long long[:, ::1] feature, const float[:, ::1] border, Py_ssize_t tree, int[::1] numbers) noexcept
