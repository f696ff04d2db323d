// Sends a reader of the start page to the browser's first language that the report has. Whoever comes with
// #languages, or from a page of the report itself, stays and chooses.
(function () {
  "use strict";
  var here = location.href.split(/[?#]/)[0];
  if (location.hash === "#languages" || document.referrer.indexOf(here) === 0) return;
  var wanted = navigator.languages && navigator.languages.length ? navigator.languages : [navigator.language || ""];
  for (var i = 0; i < wanted.length; i++) {
    var code = wanted[i].toLowerCase().split("-")[0];
    if (document.querySelector('link[hreflang="' + code.replace(/[^a-z]/g, "") + '"]')) {
      location.replace(code + "/" + (here.slice(-5) === ".html" && location.protocol === "file:" ? "index.html" : ""));
      return;
    }
  }
})();
