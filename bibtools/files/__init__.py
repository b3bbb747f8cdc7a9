"""Files: which ones a run reads, their exact text, and the atomic write."""

from bibtools.files.paths import (
    all_relative,
    beside,
    exists,
    here_in,
    in_work_tree,
    is_above,
    is_file,
    is_folder,
    relative,
    same,
    suffix,
)
from bibtools.files.reading import (
    STANDARD_INPUT,
    Unread,
    bundled_records,
    read_library,
    read_source,
    sizes,
    text_of,
)
from bibtools.files.walking import Exclusion, Walk, excluded, walk
from bibtools.files.writing import write

__all__ = [
    "STANDARD_INPUT",
    "Exclusion",
    "Unread",
    "Walk",
    "all_relative",
    "beside",
    "bundled_records",
    "excluded",
    "exists",
    "here_in",
    "in_work_tree",
    "is_above",
    "is_file",
    "is_folder",
    "read_library",
    "read_source",
    "relative",
    "same",
    "sizes",
    "suffix",
    "text_of",
    "walk",
    "write",
]
