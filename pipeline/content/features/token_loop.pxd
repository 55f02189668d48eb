cimport cython
from pipeline.content.features.said cimport said

cdef unsigned int FIRST, FIRST_TWO, LAST, LINE, WHOLE, PART, EMPTY, MASK, ONES, SPACE, SEPARATOR, ZERO, NINE, BLANK, OTHER_PLANES
cdef Py_ssize_t EDGE, MAX_LINE, MAX_NAMES, MAX_TAGGED
cdef const unsigned int[::1] CHECKSUMS

@cython.locals(start=Py_ssize_t, element=Py_ssize_t, row=Py_ssize_t, first=Py_ssize_t, at=Py_ssize_t)
cpdef fill_names(const unsigned int[::1] codes, const long long[::1] stops, const long long[::1] tags, const unsigned char[::1] kinds, long long[:, ::1] rows, long long[:, ::1] starts, long long[::1] flags, long long[:, ::1] room)

@cython.locals(first=Py_ssize_t, flags=int, count=Py_ssize_t, end=Py_ssize_t)
cdef int _add_names(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop, const unsigned char[::1] kinds, Py_ssize_t following, long long[:, ::1] rows, long long[:, ::1] starts, long long[:, ::1] room) noexcept

@cython.locals(place=Py_ssize_t, begin=Py_ssize_t, at=Py_ssize_t)
cdef bint _is_new(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t end, long long[:, ::1] room, Py_ssize_t count) noexcept

@cython.locals(found=Py_ssize_t, end=Py_ssize_t, place=Py_ssize_t)
cdef Py_ssize_t _find_parts(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop, const unsigned char[::1] kinds, long long[:, ::1] room) noexcept

@cython.locals(code="unsigned int", second="unsigned int")
cdef bint _comes_before(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t end, Py_ssize_t other, Py_ssize_t other_end) noexcept

@cython.locals(first=Py_ssize_t, place=Py_ssize_t, bucket="long long", at=Py_ssize_t, last=Py_ssize_t)
cdef void _add_parts(const unsigned int[::1] codes, Py_ssize_t found, Py_ssize_t following, long long[:, ::1] rows, long long[:, ::1] starts, long long[:, ::1] room) noexcept

@cython.locals(start=Py_ssize_t, stop=Py_ssize_t, count=Py_ssize_t, text=Py_ssize_t, whole=Py_ssize_t)
cpdef fill_lines(const unsigned int[::1] codes, const unsigned char[::1] kinds, long long[:, ::1] rows)

@cython.locals(begin=Py_ssize_t, end=Py_ssize_t, second=Py_ssize_t, checksum="unsigned int")
cdef void _fill_first(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop, const unsigned char[::1] kinds, long long[:, ::1] rows, Py_ssize_t text) noexcept

@cython.locals(begin=Py_ssize_t)
cdef void _fill_last(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop, const unsigned char[::1] kinds, long long[:, ::1] rows, Py_ssize_t text) noexcept

cdef Py_ssize_t _word_start(const unsigned int[::1] codes, Py_ssize_t at, Py_ssize_t stop, const unsigned char[::1] kinds) noexcept
cdef Py_ssize_t _word_end(const unsigned int[::1] codes, Py_ssize_t at, Py_ssize_t stop, const unsigned char[::1] kinds) noexcept
cdef unsigned int _without_digit(unsigned int code) noexcept

@cython.locals(checksum="unsigned int", at=Py_ssize_t, code="unsigned int")
cdef unsigned int _checksum(const unsigned int[::1] codes, Py_ssize_t start, Py_ssize_t stop, unsigned int seed) noexcept

cdef unsigned int _add_byte(unsigned int checksum, unsigned int byte) noexcept
