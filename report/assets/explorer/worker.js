// Checks all seeds beside the page, so that it stays at hand. Pages from a file have no worker: they check in slices.
"use strict";
importScripts("lloyd.js", "naming.js", "digest.js", "check.js");
const TOGETHER = 10; // seeds between two messages

self.onmessage = ({ data }) => {
  const { check } = self.digitclust;
  const problem = check.problem(data);
  for (let from = 0; from < data.nSeeds; from += TOGETHER) {
    const states = Array.from({ length: Math.min(TOGETHER, data.nSeeds - from) }, (_, i) => from + i);
    self.postMessage(states.map((state) => check.seed(data, problem, state)));
  }
};
