cimport cython

@cython.locals(bits=cython.ulonglong, one=cython.ulonglong, code=cython.uint, bit=cython.uint, table=bytes)
cpdef unsigned long long bits_of(str folded)
