"""Search over the articles: a built index, opened read-only, behind the `SearchIndex` protocol."""

import os

# A question is answered on one thread: others are being answered beside it, and for matrices as small as ours a second
# thread only waits. It has to be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
