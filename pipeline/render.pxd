cimport cython
from pipeline.segment.shape cimport words_in

@cython.locals(gone=dict, kept=list, taken=list, rest=str)
cdef list _kept(tuple blocks, removals)
cdef _stats(view, list kept)
