from pipeline.segment.links cimport Resolver

cdef _block(Py_ssize_t index, found, Resolver resolver)
