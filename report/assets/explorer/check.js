// Runs the study's seeds again and compares: what is right, and a digest of all labels. Also used by the worker.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});

  // One seed: what was published, what is found here, and whether a tie was met on the way.
  function seed(given, problem, state) {
    const { lloyd, naming, digest } = digitclust;
    const begun = given.starts.subarray(state * given.k, (state + 1) * given.k);
    const found = lloyd.run(problem, begun);
    const { correct } = naming.name(given.digits, given.nDigits, found.labels, given.k);
    const own = digest.ofLabels(found.labels);
    return { state, correct, digest: own, ties: found.ties, equal: own === given.digests[state] && correct === given.correct[state] };
  }

  // What a worker is handed: plain arrays, which can be copied.
  const problem = (given) => digitclust.lloyd.problem(given.pixels, given.n, given.nFeatures);

  digitclust.check = { seed, problem };
})(typeof self === "undefined" ? globalThis : self);
