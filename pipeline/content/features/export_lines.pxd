cimport cython

cdef double COMMON
cdef Py_ssize_t MAX_INDENT

@cython.locals(place=Py_ssize_t, indent=Py_ssize_t, raw=str)
cdef _read_lines(tuple blocks, double[:, ::1] rows)

@cython.locals(lines=Py_ssize_t, windows=Py_ssize_t, window=Py_ssize_t, size=Py_ssize_t, side=Py_ssize_t, wide=Py_ssize_t, sides=Py_ssize_t, line=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, around=double)
cdef _fill_around(double[::1] chars, double[::1] sentences, double[::1] good, double[::1] long, double[:, ::1] rows, double[:, ::1] logarithms)

@cython.locals(start=Py_ssize_t, line=Py_ssize_t, place=Py_ssize_t)
cdef _fill_runs(double[::1] flags, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t, last="unsigned long long", slot="unsigned long long", hashed="unsigned long long", count=Py_ssize_t)
cdef Py_ssize_t _number(const unsigned long long[::1] hashes, unsigned long long[:, ::1] room, long long[::1] word) except -1

@cython.locals(seen="long long[::1]", lines="double[::1]", in_long="double[::1]", in_first="double[::1]", longs=double, of_first=Py_ssize_t, place=Py_ssize_t, most=double, logarithms="double[::1]", at=Py_ssize_t, index=Py_ssize_t, own=Py_ssize_t, telling=Py_ssize_t, shared=double, often=double, first=double, single=double, number=Py_ssize_t, others=double)
cdef _fill_shared(long long[::1] word, Py_ssize_t count, long long[::1] line, double[::1] is_long, double[:, ::1] rows)
