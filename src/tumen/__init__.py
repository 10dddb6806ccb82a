"""Tumen reads reports of repression into coded event records whose every field is backed by the report's words."""

__version__ = "0.2.0"
