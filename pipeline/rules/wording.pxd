from pipeline.rules.character_bits cimport bits_of
from pipeline.rules.line_index cimport Entry, LineIndex, fold
