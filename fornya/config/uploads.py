"""The files that a page may be sent: one small one, at the addresses that ask for it; elsewhere none."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

# A catalogue of a whole region in FHIR is some 600 kB.
MOST = 2 * 1024 * 1024
PLACES = ("/personal/region/inlasning", "/personal/drift/inlasning")


class OneSmallFile(FileUploadHandler):
    """Keeps a file in memory where one is asked for; nothing of it is ever on disk."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse a body that is too large, before anything of it is read."""
        if self._is_asked_for() and content_length > MOST:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file, or pass it over."""
        super().new_file(*args, **kwargs)
        if not self._is_asked_for():
            raise SkipFile
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of it."""
        if start + len(raw_data) > MOST:
            raise RequestDataTooBig
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the file over."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )

    def _is_asked_for(self) -> bool:
        return self.request is not None and self.request.path in PLACES
