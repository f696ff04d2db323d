// Shows of all figures those whose words hold every word that the reader typed.
(function () {
  "use strict";
  var search = document.querySelector(".gallery__search");
  if (!search) return;
  var field = search.querySelector("input");
  var found = search.querySelector(".gallery__found");
  var cards = Array.prototype.slice.call(document.querySelectorAll(".gallery > li"));

  function folded(text) {
    return text.toLowerCase().replace(/\u0451/g, "\u0435");
  }

  search.hidden = false;
  field.addEventListener("input", function () {
    var wanted = folded(field.value).split(/\s+/).filter(Boolean);
    var left = cards.filter(function (card) {
      var words = folded(card.dataset.words);
      card.hidden = !wanted.every(function (word) {
        return words.indexOf(word) >= 0;
      });
      return !card.hidden;
    });
    found.textContent = wanted.length ? found.dataset.found.replace("{n}", left.length) : "";
  });
})();
