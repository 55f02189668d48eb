cimport cython
from pipeline.segment.shape cimport words_in

cdef bint _is_short(block) except -1
