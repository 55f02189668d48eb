cimport cython

@cython.locals(at=Py_ssize_t, words=Py_ssize_t, text=Py_ssize_t, size=Py_ssize_t, last=int, kind=int, code="unsigned int", zero="unsigned int", other="unsigned int", last_power=Py_ssize_t, unspaced=int, digit=int)
cpdef Py_ssize_t hash_words(const unsigned int[::1] codes, const unsigned char[::1] kinds, const unsigned long long[::1] powers, unsigned long long[::1] hashes, long long[::1] texts)

cdef unsigned long long ALL_ONES, MULTIPLIER, SEED, IN_TITLE, IN_BODY

@cython.locals(other="unsigned int", start=Py_ssize_t, text=Py_ssize_t, stop=Py_ssize_t, at=Py_ssize_t, bits="unsigned int", kind=Py_ssize_t)
cpdef count_kinds(const unsigned int[::1] codes, const unsigned char[::1] classes, const unsigned short[::1] kinds, const long long[::1] lengths, double[:, ::1] counts, long long[:, ::1] edges)

@cython.locals(other="unsigned int", count=Py_ssize_t, text=Py_ssize_t, inside=bint, at=Py_ssize_t, code="unsigned int")
cpdef hash_pieces(const unsigned int[::1] codes, const unsigned char[::1] kinds, int space, unsigned long long[::1] hashes, long long[::1] ends)

@cython.locals(seen=Py_ssize_t, at=Py_ssize_t, text=Py_ssize_t, pieces=Py_ssize_t, in_title=Py_ssize_t, in_body=Py_ssize_t, reads=bint, slot=Py_ssize_t)
cpdef fill_overlap(const unsigned long long[::1] hashes, const long long[::1] ends, Py_ssize_t title, double[::1] good, Py_ssize_t start, Py_ssize_t most, unsigned long long[:, ::1] slots, double[:, ::1] rows)

@cython.locals(last="unsigned long long", slot="unsigned long long")
cdef Py_ssize_t _slot(unsigned long long hashed, unsigned long long[:, ::1] slots) noexcept
