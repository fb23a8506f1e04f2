"""The flat tables that docs/archives.md describes, as Arrow has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow


def of_stream(stream: bytes) -> pyarrow.Table:
    """Reads a stream of Arrow's IPC format."""
    try:
        import pyarrow.ipc
    except ImportError as error:
        raise ImportError("tables need pyarrow: pip install 'secondhand[arrow]'") from error
    with pyarrow.ipc.open_stream(stream) as reader:
        return reader.read_all()
