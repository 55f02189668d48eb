cpdef bint is_aside(Py_ssize_t index, document, title_at=*)
