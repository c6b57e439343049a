"""Classes of the fields of protection's own models, and of every third-party model with the reason for its class.

Each app of ours classifies its own models in its routes. Here stands what nobody else can say. The system check walks
every installed model, so a new dependency that brings tables fails until a line here says what they hold.
"""

from portal.seams.access import INTERNAL, PERSONAL, SPECIAL, classify

# --- Protection -------------------------------------------------------------------------------
classify("protection.CaseAssignment", PERSONAL, retention="client_record")
classify("protection.DataKey", SPECIAL, retention="client_record")
# Who did what with which record; reasons are written by people and may name somebody.
classify("protection.TrailEntry", PERSONAL, retention="access_log", reason=SPECIAL)
classify("protection.TrailAnchor", INTERNAL, retention="evidence")
classify("protection.TrailCut", INTERNAL, retention="evidence")
classify("protection.ErasureCertificate", PERSONAL, retention="evidence")

# --- Django -----------------------------------------------------------------------------------
classify("auth.*", INTERNAL, retention="reference")  # names of groups and permissions
classify("contenttypes.*", INTERNAL, retention="reference")  # names of our models
# Signed, not sealed: ties a browser to a person, and holds the reason for a case opened outside the caseload.
classify("sessions.Session", SPECIAL, retention="session")
classify("admin.LogEntry", PERSONAL, retention="editing_log")  # who changed what in Django's admin
classify("django_tasks_database.*", INTERNAL, retention="task")  # arguments are numbers and keys, never contents

# --- Sign-in ----------------------------------------------------------------------------------
classify("account.*", PERSONAL, retention="account")  # e-mail addresses of people
classify("mfa.Authenticator", SPECIAL, retention="account")  # sealed secrets of second factors
classify("axes.*", PERSONAL, retention="sign_in_log")  # addresses and names of failed sign-ins

# --- Wagtail ----------------------------------------------------------------------------------
classify("wagtailcore.*", INTERNAL)  # pages, collections, workflows: never a client
classify("wagtailcore.Comment", PERSONAL, retention="editing_log")
classify("wagtailcore.CommentReply", PERSONAL, retention="editing_log")
classify("wagtailcore.PageLogEntry", PERSONAL, retention="editing_log")
classify("wagtailcore.ModelLogEntry", PERSONAL, retention="editing_log")
classify("wagtailcore.PageSubscription", PERSONAL, retention="account")
classify("wagtailcore.PageViewRestriction", INTERNAL, password=SPECIAL)
classify("wagtailcore.CollectionViewRestriction", INTERNAL, password=SPECIAL)
classify("wagtailcore.UploadedFile", INTERNAL, retention="export_file")  # half of an upload of several files
classify("wagtailadmin.*", PERSONAL, retention="editing_log")  # who edits what at this moment
classify("wagtailusers.*", PERSONAL, retention="account")  # preferences and picture of a person
classify("wagtailimages.*", INTERNAL)
classify("wagtaildocs.*", INTERNAL)
classify("wagtailembeds.*", INTERNAL)
classify("wagtailredirects.*", INTERNAL)
classify("wagtailsearch.*", INTERNAL)  # index of published pages
classify("wagtail_localize.*", INTERNAL)  # strings of pages and their translations
classify("taggit.*", INTERNAL)
