"""Images, served after asking: media are never routed directly."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.images import get_image_model


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
