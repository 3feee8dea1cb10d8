"""Events: stub for first measurement."""
def find_events(article, scans, linked, posts, tables):
    return ()
