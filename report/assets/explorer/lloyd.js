// Lloyd's algorithm in whole numbers. A centre is a sum of images and their number, never a rounded mean, so that
// nearly all of the arithmetic is exact: of scikit-learn's labels only those may differ that a tie decides.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});
  const MOST_STEPS = 300; // as in scikit-learn
  const TOLERANCE = 1e-4; // as in scikit-learn: times the mean variance of the pixels
  const NEAR = 1e-9; // relative to the image's square; what is nearer than that is called a tie
  const BLOCK = 5; // clusters that one pass over the images serves: each pixel is read once for all of them

  // Only pixels with ink count in a product: where they stand, and how dark they are, image after image.
  function problem(pixels, n, nFeatures) {
    const ends = new Int32Array(n + 1);
    const places = [];
    const levels = [];
    const squares = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let f = 0; f < nFeatures; f++) {
        const level = pixels[i * nFeatures + f];
        if (level === 0) continue;
        places.push(f * BLOCK);
        levels.push(level);
        squares[i] += level * level;
      }
      ends[i + 1] = places.length;
    }
    const ink = { ends, places: Int32Array.from(places), levels: Float64Array.from(levels) };
    return { pixels, n, nFeatures, squares, ink, tolerance: TOLERANCE * meanVariance(pixels, n, nFeatures) };
  }

  function meanVariance(pixels, n, nFeatures) {
    let total = 0;
    for (let f = 0; f < nFeatures; f++) {
      let sum = 0;
      let square = 0;
      for (let at = f; at < n * nFeatures; at += nFeatures) {
        sum += pixels[at];
        square += pixels[at] ** 2;
      }
      total += square / n - (sum / n) ** 2;
    }
    return total / nFeatures;
  }

  // Centres as they stand: sums and counts of images, and how each image scores with them.
  function begin(data, starts) {
    const { n, nFeatures, pixels } = data;
    const k = starts.length;
    const state = { k, sums: new Int32Array(k * nFeatures), counts: new Int32Array(k).fill(1) };
    state.scores = new Float64Array(k * n);
    for (let c = 0; c < k; c++) {
      state.sums.set(pixels.subarray(starts[c] * nFeatures, (starts[c] + 1) * nFeatures), c * nFeatures);
    }
    score(data, state, Array.from({ length: k }, (_, c) => c));
    return state;
  }

  // Squared distance of every image to some centres, less the image's own square: |s/m|^2 - 2 x.s/m.
  function score(data, state, clusters) {
    for (let from = 0; from < clusters.length; from += BLOCK) {
      scoreBlock(data, state, clusters.slice(from, from + BLOCK));
    }
  }

  function scoreBlock({ n, nFeatures, ink }, { sums, counts, scores }, clusters) {
    const side = new Float64Array(nFeatures * BLOCK);
    const own = clusters.map((c, place) => {
      let square = 0;
      for (let f = 0; f < nFeatures; f++) {
        const sum = (side[f * BLOCK + place] = sums[c * nFeatures + f]);
        square += sum * sum;
      }
      return square / counts[c];
    });
    const products = new Float64Array(BLOCK * n);
    multiply(ink, side, products, n);
    clusters.forEach((c, place) => {
      const count = counts[c];
      const base = own[place];
      for (let i = 0; i < n; i++) scores[c * n + i] = (base - 2 * products[place * n + i]) / count;
    });
  }

  // Products of every image with five sums at once, where nearly all of the time goes. Doubles hold these whole numbers
  // exactly, and browsers multiply them faster than integers.
  function multiply({ ends, places, levels }, side, products, n) {
    for (let i = 0; i < n; i++) {
      let p0 = 0;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      let p4 = 0;
      for (let at = ends[i], end = ends[i + 1]; at < end; at++) {
        const place = places[at];
        const level = levels[at];
        p0 += level * side[place];
        p1 += level * side[place + 1];
        p2 += level * side[place + 2];
        p3 += level * side[place + 3];
        p4 += level * side[place + 4];
      }
      products[i] = p0;
      products[n + i] = p1;
      products[2 * n + i] = p2;
      products[3 * n + i] = p3;
      products[4 * n + i] = p4;
    }
  }

  // Nearest centre of each image; of equally near ones the first, as everywhere in the report.
  function assign({ n, squares }, { k, scores }) {
    const labels = new Uint8Array(n);
    let inertia = 0;
    let ties = 0;
    for (let i = 0; i < n; i++) {
      let best = Infinity;
      let second = Infinity;
      let label = 0;
      for (let c = 0; c < k; c++) {
        const value = scores[c * n + i];
        if (value < best) {
          second = best;
          best = value;
          label = c;
        } else if (value < second) second = value;
      }
      labels[i] = label;
      inertia += best + squares[i];
      if (second - best <= NEAR * squares[i]) ties += 1;
    }
    return { labels, inertia, ties };
  }

  // New centres from labels; scores again only the clusters that an image joined or left. Returns how far they moved.
  function update(data, state, labels, before) {
    const { n, nFeatures, pixels } = data;
    const { sums, counts } = state;
    const old = { sums: sums.slice(), counts: counts.slice() };
    const changed = new Set();
    const move = (i, cluster, sign) => {
      counts[cluster] += sign;
      changed.add(cluster);
      for (let f = 0; f < nFeatures; f++) sums[cluster * nFeatures + f] += sign * pixels[i * nFeatures + f];
    };
    if (!before) {
      sums.fill(0);
      counts.fill(0);
    }
    for (let i = 0; i < n; i++) {
      if (before && labels[i] === before[i]) continue;
      move(i, labels[i], 1);
      if (before) move(i, before[i], -1);
    }
    fill(data, state, labels, move);
    score(data, state, [...changed]);
    return shift(old, state, nFeatures);
  }

  // A cluster that lost all its images takes the image farthest from its centre, as in scikit-learn.
  function fill({ n, squares }, { k, counts, scores }, labels, move) {
    const distance = (i) => scores[labels[i] * n + i] + squares[i];
    for (let c = 0; c < k; c++) {
      if (counts[c] > 0) continue;
      let far = 0;
      for (let i = 1; i < n; i++) if (distance(i) > distance(far)) far = i;
      move(far, labels[far], -1);
      move(far, c, 1);
      labels[far] = c;
    }
  }

  // Sum of the squared distances that the centres moved.
  function shift(old, { k, sums, counts }, nFeatures) {
    let total = 0;
    for (let c = 0; c < k; c++) {
      for (let at = c * nFeatures; at < (c + 1) * nFeatures; at++) {
        total += (sums[at] / counts[c] - old.sums[at] / old.counts[c]) ** 2;
      }
    }
    return total;
  }

  // A whole run; keep is told every step. It ends as in scikit-learn: when no label changes, or when the centres
  // hardly moved and every image went to its nearest centre once more.
  function run(data, starts, keep) {
    const state = begin(data, starts);
    let ties = 0;
    let before = null;
    for (let step = 0, settled = false; ; step++) {
      const found = assign(data, state);
      ties += found.ties;
      const still = before !== null && same(found.labels, before);
      if (keep) keep(found, state);
      if (still || settled) return { ...found, ties, nSteps: settled ? step : step + 1 };
      settled = update(data, state, found.labels, before) <= data.tolerance || step === MOST_STEPS - 1;
      before = found.labels;
    }
  }

  function same(one, other) {
    for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
    return true;
  }

  digitclust.lloyd = { problem, begin, assign, run };
})(typeof self === "undefined" ? globalThis : self);
