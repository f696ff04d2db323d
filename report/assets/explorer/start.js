// Sets the page going, once everything that listens is there.
(function (root) {
  "use strict";
  const { digitclust } = root;
  document.documentElement.classList.add("explorer-on");
  digitclust.state.begin();
})(self);
