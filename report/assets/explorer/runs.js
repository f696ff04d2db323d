// Runs of K-Means as the page shows them: whole, step by step, with names. The last few are kept.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const { images, lloyd, starts, naming, digest } = digitclust;
  const KEPT = 8;
  const problem = lloyd.problem(images.pixels, images.n, images.nFeatures);
  const kept = new Map();

  function beginning({ start, seed, k }) {
    return start === "study" ? images.startsOf(seed) : starts[start](problem, k, seed);
  }

  function make(state) {
    const begun = beginning(state);
    const frames = [];
    const keep = ({ labels, inertia, ties }, { sums, counts }) => {
      const named = naming.name(images.digits, images.labels.length, labels, begun.length);
      frames.push({ labels, inertia, ties, sums: sums.slice(), weights: counts.slice(), ...named });
    };
    const end = lloyd.run(problem, begun, keep);
    return { start: state.start, seed: state.seed, k: begun.length, starts: begun, frames, ties: end.ties, digest: digest.ofLabels(end.labels) };
  }

  function of(state) {
    const key = [state.start, state.seed, state.k].join();
    if (!kept.has(key)) kept.set(key, make(state));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return kept.get(key);
  }

  const last = (run) => run.frames.length - 1;
  const stepOf = (state, run) => (state.step === null ? last(run) : Math.min(state.step, last(run)));

  // What the page shows now: the run, its step, and the clusters as they stand.
  function now(state) {
    const run = of(state);
    const step = stepOf(state, run);
    return { run, step, last: last(run), frame: run.frames[step] };
  }

  function centre(frame, cluster) {
    const { nFeatures } = images;
    const from = cluster * nFeatures;
    return Float64Array.from({ length: nFeatures }, (_, f) => frame.sums[from + f] / frame.weights[cluster]);
  }

  // Clusters from the nearest to the farthest, each with the distance of its centre to some pixels.
  function distances(frame, pixels) {
    const all = frame.names.map((_, cluster) => {
      const middle = centre(frame, cluster);
      return { cluster, distance: Math.sqrt(middle.reduce((sum, level, f) => sum + (level - pixels[f]) ** 2, 0)) };
    });
    return all.sort((one, other) => one.distance - other.distance || one.cluster - other.cluster);
  }

  const nameOf = (frame, image) => frame.names[frame.labels[image]];
  const isRight = (frame, image) => nameOf(frame, image) === images.digits[image];

  digitclust.runs = { of, now, centre, distances, nameOf, isRight };
})(self);
