// The published data (/explorer/data.js), unpacked: numbers come as letters, one or two each.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const packed = digitclust.data;
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const codes = new Uint8Array(128);
  [...LETTERS].forEach((letter, value) => (codes[letter.charCodeAt(0)] = value));

  // Plain loops: a hundred thousand calls of a function would keep the page waiting while it loads.
  function singles(text) {
    const values = new Uint8Array(text.length);
    for (let i = 0; i < values.length; i++) values[i] = codes[text.charCodeAt(i)];
    return values;
  }

  function pairs(text) {
    const values = new Uint16Array(text.length / 2);
    for (let i = 0; i < values.length; i++) values[i] = codes[text.charCodeAt(2 * i)] * 64 + codes[text.charCodeAt(2 * i + 1)];
    return values;
  }

  const { width, height, levels, labels, k, correct, ties, seed } = packed;
  const nFeatures = width * height;
  const pixels = packed.levels < LETTERS.length ? singles(packed.pixels) : pairs(packed.pixels);
  const n = pixels.length / nFeatures;
  const starts = pairs(packed.starts);
  const digits = pairs(packed.digits);
  const digestLength = packed.digests.length / correct.length;

  // Across and upwards, from 0 to 1; a screen counts downwards.
  function map(text) {
    const places = pairs(text);
    const most = 1023;
    return {
      x: Float32Array.from({ length: n }, (_, i) => places[i] / most),
      y: Float32Array.from({ length: n }, (_, i) => 1 - places[n + i] / most),
    };
  }

  digitclust.images = {
    pixels, n, nFeatures, width, height, levels, labels, digits, k, correct, ties, seed, starts,
    nSeeds: correct.length,
    maps: Object.fromEntries(Object.entries(packed.maps).map(([name, text]) => [name, map(text)])),
    of: (image) => pixels.subarray(image * nFeatures, (image + 1) * nFeatures),
    // The place of an image in the data as scikit-learn hands them out.
    numberOf: (image) => (packed.images.length ? packed.images[image] : image),
    startsOf: (state) => Array.from(starts.subarray(state * k, (state + 1) * k)),
    digestOf: (state) => packed.digests.slice(state * digestLength, (state + 1) * digestLength),
  };
})(self);
