"""From an accepted push to a live site: releases, one swap, and the way back."""
