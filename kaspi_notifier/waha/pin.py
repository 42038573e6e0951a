"""A server of one's own whose certificate nobody vouches for: the person names it by its fingerprint."""

import asyncio
import hashlib
import ssl
from urllib.parse import urlsplit

OTHER_CERTIFICATE = "the server shows another certificate"
_PATIENCE = 10.0


class _PinnedObject(ssl.SSLObject):
    """A handshake that ends well with one certificate only; nothing of a request was sent before its end."""

    def do_handshake(self) -> None:
        super().do_handshake()
        context = self.context
        assert isinstance(context, _PinnedContext)
        if (shown := _fingerprint(self)) != context.pinned:
            raise ssl.SSLCertVerificationError(
                1, f"{OTHER_CERTIFICATE} ({shown}) than the one in the settings ({context.pinned})"
            )


class _PinnedContext(ssl.SSLContext):
    sslobject_class = _PinnedObject
    pinned: str


def pinned(fingerprint: str) -> ssl.SSLContext:
    """What trusts the one certificate with this SHA-256 fingerprint, whoever signed it, for whatever name."""
    context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.pinned = fingerprint
    return context


async def shown_by(url: str) -> str | None:
    """The fingerprint of the certificate that this server shows now; nothing is sent to it."""
    parts = urlsplit(url)
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port or 443, ssl=anybody)
    except (OSError, TimeoutError):
        return None
    shown = _fingerprint(writer.get_extra_info("ssl_object"))
    writer.transport.abort()
    return shown


def _fingerprint(connection: ssl.SSLObject) -> str:
    certificate = connection.getpeercert(binary_form=True) or b""
    return hashlib.sha256(certificate).digest().hex(":").upper()
