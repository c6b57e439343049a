"""Codes of an app: what it shows at this moment for a secret. For the demo and for tests."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time


def code_now(secret: str) -> str:
    """Six digits for now, by RFC 6238."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))
