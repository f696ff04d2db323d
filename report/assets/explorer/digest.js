// SHA-256 (FIPS 180-4). The browser's own is not offered to pages opened from a file, so that it stands here.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});
  const BLOCK = 64; // bytes
  const SHOWN = 12; // hexadecimal digits, as in the table of all seeds

  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  // The standard's constants are the first bits behind the point of the roots of the first primes.
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const ROUNDS = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
  const INITIAL = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));

  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  function padded(bytes) {
    const length = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
    const message = new Uint8Array(length);
    message.set(bytes);
    message[bytes.length] = 0x80;
    const view = new DataView(message.buffer);
    view.setUint32(length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
    view.setUint32(length - 4, (bytes.length * 8) >>> 0);
    return view;
  }

  function schedule(view, at, words) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const a = words[t - 15];
      const b = words[t - 2];
      const small = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const large = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      words[t] = (words[t - 16] + small + words[t - 7] + large) | 0;
    }
  }

  function compress(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[t] + words[t]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, place) => {
      state[place] = (state[place] + value) | 0;
    });
  }

  function sha256(bytes) {
    const view = padded(bytes);
    const state = INITIAL.slice();
    const words = new Int32Array(64);
    for (let at = 0; at < view.byteLength; at += BLOCK) {
      schedule(view, at, words);
      compress(state, words);
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  // The digest that the study publishes of a run: its labels as whole numbers of eight bytes, least byte first.
  function ofLabels(labels) {
    const bytes = new Uint8Array(labels.length * 8);
    for (let i = 0; i < labels.length; i++) bytes[i * 8] = labels[i];
    return sha256(bytes).slice(0, SHOWN);
  }

  digitclust.digest = { sha256, ofLabels };
})(typeof self === "undefined" ? globalThis : self);
