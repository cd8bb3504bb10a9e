"""The root of every error that this package raises on purpose.

A message of an ``EasyCarsError`` is written for the person who has to act on it and never holds a
secret, so that commands, the admin and a run's history can all show it as it is.
"""


class EasyCarsError(Exception):
    """Something went wrong that was foreseen; ``str(error)`` can be shown to staff.

    ``technical_detail`` is one line for those who look deeper, '' where there is none.
    """

    technical_detail: str = ""
