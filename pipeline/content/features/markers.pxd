cpdef Py_ssize_t marker_of(str text)
