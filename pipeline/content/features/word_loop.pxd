cimport cython

@cython.locals(at=Py_ssize_t, words=Py_ssize_t, text=Py_ssize_t, size=Py_ssize_t, last=int, kind=int, code="unsigned int", zero="unsigned int", other="unsigned int", last_power=Py_ssize_t, unspaced=int, digit=int)
cpdef Py_ssize_t hash_words(const unsigned int[::1] codes, const unsigned char[::1] kinds, const unsigned long long[::1] powers, unsigned long long[::1] hashes, long long[::1] texts)
