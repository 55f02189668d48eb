cimport cython
from pipeline.segment.shape cimport words_in

@cython.locals(gone=dict, kept=list, taken=list, rest=str)
cdef list _kept(tuple blocks, removals)
@cython.locals(kept=list, at=Py_ssize_t)
cdef str _rest(str text, list taken)
cdef _stats(view, list kept)
