cpdef style_under(above, str tag)
