// Clusters get names: the digit most frequent in each, of equally frequent ones the smallest, as in the study.
(function (root) {
  "use strict";
  const digitclust = (root.digitclust = root.digitclust || {});

  // digits are places in the sorted list of true digits, so that any data's labels will do.
  function name(digits, nDigits, labels, k) {
    const counts = Array.from({ length: k }, () => new Array(nDigits).fill(0));
    for (let i = 0; i < labels.length; i++) counts[labels[i]][digits[i]] += 1;
    const names = counts.map((row) => row.indexOf(Math.max(...row)));
    const sizes = counts.map((row) => row.reduce((total, one) => total + one, 0));
    const correct = counts.reduce((total, row, c) => total + row[names[c]], 0);
    return { counts, names, sizes, correct };
  }

  // Rows are true digits, columns names.
  function confusion({ counts, names }, nDigits) {
    const table = Array.from({ length: nDigits }, () => new Array(nDigits).fill(0));
    counts.forEach((row, c) => row.forEach((n, digit) => (table[digit][names[c]] += n)));
    return table;
  }

  digitclust.naming = { name, confusion };
})(typeof self === "undefined" ? globalThis : self);
