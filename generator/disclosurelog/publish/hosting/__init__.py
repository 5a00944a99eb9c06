"""How a site is served: headers, cache lifetimes, media types, for the hosts people use."""

from disclosurelog.publish.hosting.caddy import caddy_site
from disclosurelog.publish.hosting.nginx import nginx_site
from disclosurelog.publish.hosting.place import Place, place_of
from disclosurelog.publish.hosting.plain import NAME, plain_headers
from disclosurelog.publish.hosting.rules import ALWAYS

__all__ = ["ALWAYS", "NAME", "Place", "caddy_site", "nginx_site", "place_of", "plain_headers"]
