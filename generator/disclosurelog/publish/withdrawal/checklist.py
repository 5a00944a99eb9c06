"""What a program cannot do on the day something got out, as a list to work through."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

_RULES = (
    "  UK GDPR Article 33: tell the Information Commissioner without undue delay and, where "
    "feasible,\n  not later than 72 hours after becoming aware of it, unless it is unlikely to "
    "harm anybody.\n  Article 34: tell the people concerned where the risk to them is high."
)


def checklist(paths: Sequence[str], slug: str, site_url: str) -> str:
    """The list, with the exact commands for this repository and the addresses of this site.

    Args:
        paths: What has to go from the history, from the top of the repository.
        slug: The record's.
        site_url: The site's address; "" where none is known.
    """
    quoted = " ".join(shlex.quote(one) for one in paths)
    address = f"{site_url.rstrip('/')}/records/{slug}/" if site_url else f"/records/{slug}/"
    return f"""\
Now, by hand:

[ ] Publish the withdrawal: git add --all && git commit -m "Withdraw {slug}" && git push
    The server builds the site anew, and removes every older release that shows more.
[ ] Note when you became aware of it: hour and day.
[ ] Ask your data protection officer whether this has to be reported.
{_RULES}
[ ] Take it out of the history, on a fresh clone. With git-filter-repo:
      git filter-repo --invert-paths {" ".join(f"--path {shlex.quote(one)}" for one in paths)}
    Without it:
      git filter-branch --index-filter \\
        'git rm -r --cached --ignore-unmatch --quiet {quoted}' --tag-name-filter cat -- --all
    The record's own folder has to be added again afterwards, with its tombstone.
    On the server, as its administrator: allow_rewind = true in gate.toml, push with
      git push --force --all && git push --force --tags
    then allow_rewind = false, and in the bare repository:
      git reflog expire --expire=now --all && git gc --prune=now
[ ] Everybody who has a clone deletes it and clones again; mirrors and code hosts too.
[ ] Caches in front of the site (a CDN, a proxy): purge {address}
    and everything below it, /search/, /data/ and /feeds/.
[ ] Search engines: ask for removal of {address}
    and of each file (Google Search Console, Removals; Bing Webmaster Tools, Block URLs).
[ ] Archives: ask web.archive.org and the National Archives to take it out.
[ ] Backups of the server, the repository and officers' machines.
[ ] The requester, and anybody else who was sent the file."""
