// Sets the page going, once everything that listens is there.
self.digitclust.state.begin();
