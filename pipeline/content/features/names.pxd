cpdef Py_ssize_t bucket(str text)
cpdef str without_digits(str text)
