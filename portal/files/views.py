"""Images and documents, served after asking: media are never routed directly."""

from functools import partial

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.documents.views.serve import serve
from wagtail.images import get_image_model

from portal.files.ranges import bytes_of, in_parts


def image(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition (any signed-in reader whom the image's collection admits) or an original (who may change it).

    `path` is the file's name in the storage, as `{% image %}` writes it behind MEDIA_URL. 404 hides what is refused.
    """
    picture = get_image_model()
    rendition = picture.get_rendition_model()._default_manager.filter(file=path).select_related("image").first()
    if rendition:
        restrictions = rendition.image.collection.get_view_restrictions()
        if not all(restriction.accept_request(request) for restriction in restrictions):
            raise Http404
        file, keep = rendition.file, not restrictions
    else:
        original = picture._default_manager.filter(file=path).first()
        if original is None or not original.is_editable_by_user(request.user):
            raise Http404
        file, keep = original.file, False
    try:
        answer = FileResponse(file.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if keep:
        answer["Cache-Control"] = "private, max-age=3600"
    return answer


def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document, or the part of it that a player asks for. Wagtail decides who may have it, and in what dress."""
    answer: HttpResponseBase = serve(request, document_id, document_filename)
    if not isinstance(answer, FileResponse) or answer.file_to_stream is None:
        return answer
    del answer["Content-Encoding"]  # Wagtail writes the word "None" into it
    if answer["Content-Type"].startswith(("audio/", "video/")):
        # Opened alone, a browser makes a page of its own around it, which may load nothing but the recording.
        answer["Content-Security-Policy"] += "; media-src 'self'"
    read = partial(bytes_of, answer.file_to_stream)
    return in_parts(request, answer, size=int(answer["Content-Length"]), tag=answer["ETag"], read=read)
