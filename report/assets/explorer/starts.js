// Starting centres of seeds that are not the study's. The generator is xorshift128 with the parameters of
// G. Marsaglia, Xorshift RNGs, J. Stat. Softw. 8 (2003), no. 14, p. 5; whole numbers only, so that a seed
// starts alike in every browser. The seed is added to the paper's first word, and the first outputs are thrown away.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});
  const THROWN_AWAY = 64;

  function generator(seed) {
    let [x, y, z, w] = [(123456789 + seed) | 0, 362436069, 521288629, 88675123];
    const next = () => {
      const t = x ^ (x << 11);
      [x, y, z] = [y, z, w];
      w = w ^ (w >>> 19) ^ (t ^ (t >>> 8));
      return (w >>> 0) / 2 ** 32;
    };
    for (let i = 0; i < THROWN_AWAY; i++) next();
    return next;
  }

  const below = (next, n) => Math.floor(next() * n);

  // Different images, each choice as likely as any other (the first steps of a Fisher-Yates shuffle).
  function random({ n }, k, seed) {
    const next = generator(seed);
    const order = Array.from({ length: n }, (_, i) => i);
    for (let c = 0; c < k; c++) {
      const other = c + below(next, n - c);
      [order[c], order[other]] = [order[other], order[c]];
    }
    return order.slice(0, k);
  }

  // D. Arthur, S. Vassilvitskii, k-means++, SODA 2007: an image is drawn with a chance that grows with the square of
  // its distance to the centres chosen so far; of several drawn the best is kept, as many as in scikit-learn.
  function plusPlus(data, k, seed) {
    const next = generator(seed);
    const nTrials = 2 + Math.floor(Math.log(k));
    const chosen = [below(next, data.n)];
    let nearest = distances(data, chosen[0]);
    while (chosen.length < k) {
      let best = null;
      for (let trial = 0; trial < nTrials; trial++) {
        const image = draw(nearest, next());
        const left = distances(data, image).map((d, i) => Math.min(d, nearest[i]));
        const total = sum(left);
        if (!best || total < best.total) best = { image, left, total };
      }
      chosen.push(best.image);
      nearest = best.left;
    }
    return chosen;
  }

  function draw(weights, chance) {
    const wanted = chance * sum(weights);
    let reached = 0;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] === 0) continue;
      last = i;
      reached += weights[i];
      if (reached > wanted) break;
    }
    return last;
  }

  const sum = (values) => values.reduce((total, value) => total + value, 0);

  function distances({ pixels, n, nFeatures }, image) {
    const found = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let square = 0;
      for (let f = 0; f < nFeatures; f++) square += (pixels[i * nFeatures + f] - pixels[image * nFeatures + f]) ** 2;
      found[i] = square;
    }
    return found;
  }

  digitclust.starts = { generator, random, plusPlus };
})(typeof self === "undefined" ? globalThis : self);
