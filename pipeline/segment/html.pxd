cimport cython
from pipeline.segment.inline cimport Run
from pipeline.segment.links cimport Resolver
from pipeline.segment.page_reader cimport Found, Frame

@cython.locals(run=Run, frame=Frame, role=str)
cdef _block(Py_ssize_t index, Found found, Resolver resolver)
