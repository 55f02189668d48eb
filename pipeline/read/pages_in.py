"""stub"""
import os
from collections.abc import Iterator
from pipeline.read.files import InputFile
from pipeline.read.pages import Columns, Loss, PageRef

def pages_in(file: InputFile, columns: Columns = Columns()) -> Iterator[PageRef | Loss]:
    yield PageRef(ref=file.ref, path=os.fsencode(file.path))
