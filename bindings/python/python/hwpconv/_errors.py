"""The exceptions of hwpconv."""

from __future__ import annotations


class HwpError(Exception):
    """A document could not be converted.

    Attributes:
        kind: One stable word, the same as in the reports of the command: ``not-hwp``, ``empty``, ``unsupported``,
            ``encrypted``, ``wrong-password``, ``damaged``, ``no-body``, ``limit``, ``no-pages``, ``io``, ``timeout``,
            ``memory``, ``crash`` or ``panic``.
        place: The part of the document, such as ``BodyText/Section0 at 0x1a2c``. Empty when it is not known.
        message: A sentence for people.
    """

    kind: str
    place: str
    message: str

    def __init__(self, kind: str, place: str, message: str) -> None:
        # All three are the arguments, so that the exception can be pickled and sent to another process.
        super().__init__(kind, place, message)
        self.kind = kind
        self.place = place
        self.message = message

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class NotHwpError(HwpError):
    """The input is not a document of the HWP family."""


class EncryptedError(HwpError):
    """The document is locked, or the password does not open it."""


class UnsupportedError(HwpError):
    """A document of the HWP family that hwpconv does not read."""


class LimitError(HwpError):
    """The document goes over a limit of size, time or memory."""


class DamagedError(HwpError):
    """So much of the document is broken that nothing can be read."""


class InternalError(HwpError):
    """An error in hwpconv. Please report it."""
