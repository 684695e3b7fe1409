"""`make bench`: how long reports and answers take, beside their peers in one run."""

import sslhelp.search  # noqa: F401  (it says how many threads numpy gets, and has to before numpy is loaded)
