cimport cython
from pipeline.content.features.said cimport said

cdef unsigned int WHOLE, PART, TAG

cpdef bytes utf8(str text)
cpdef Py_ssize_t bucket(bytes text, unsigned int seed)
cpdef str without_digits(str text)

@cython.locals(parts=list, part=bytes)
cdef tuple _part_buckets(bytes name)

cdef bint _is_long(bytes part)

@cython.locals(whole=list, parts=list, tagged=list, of_whole=list, of_parts=list, of_tagged=list, flags=list, tag=str, names=str, start=Py_ssize_t)
cpdef tuple name_tokens(list kinds)

@cython.locals(flags=int, says=int, found=dict, distinct=list, name=str, some=tuple)
cdef int _add_names(str names, list whole, list parts)

@cython.locals(mixed=Py_ssize_t, token=Py_ssize_t, last=Py_ssize_t)
cdef _add_tagged(str tag, list whole, Py_ssize_t start, list tagged)
