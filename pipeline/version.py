"""The version, as the package metadata and every record give it."""

VERSION = "0.2.0"
