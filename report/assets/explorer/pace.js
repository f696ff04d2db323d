// Work in slices: what has to be done while the page loads is handed out piece by piece, so that it answers all the while.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});
  const SLICE = 10; // milliseconds of work before the page may answer
  const waiting = [];

  function work() {
    const until = performance.now() + SLICE;
    while (waiting.length && performance.now() < until) waiting.shift()();
    if (waiting.length) setTimeout(work);
  }

  digitclust.later = (piece) => {
    if (waiting.push(piece) === 1) setTimeout(work);
  };
  digitclust.folder = document.currentScript.src; // where the page has its scripts from
  document.documentElement.classList.add("explorer-on");
})(self);
