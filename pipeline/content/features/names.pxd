cimport cython
from pipeline.content.features.said cimport said

cdef unsigned int WHOLE, PART, TAG

cpdef bytes utf8(str text)
cpdef Py_ssize_t bucket(bytes text, unsigned int seed)
cpdef str without_digits(str text)

@cython.locals(parts=list, part=bytes)
cdef tuple _part_buckets(bytes name)

cdef bint _is_long(bytes part)
