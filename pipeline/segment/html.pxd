cimport cython
from pipeline.segment.inline cimport Anchor, Run
from pipeline.segment.links cimport Resolver
from pipeline.segment.page_reader cimport Found, Frame

@cython.locals(run=Run, anchor=Anchor, frame=Frame, role=str)
cdef _block(Py_ssize_t index, Found found, Resolver resolver)
