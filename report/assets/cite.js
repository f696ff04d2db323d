// Buttons that copy a citation. The day on which a work was seen is its reader's: it is filled in when the reader copies.
(function () {
  "use strict";

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function day(pattern, months) {
    var now = new Date();
    var parts = {
      d: now.getDate(),
      dd: two(now.getDate()),
      m: now.getMonth() + 1,
      mm: two(now.getMonth() + 1),
      month: months.split(" ")[now.getMonth()],
      yyyy: now.getFullYear()
    };
    return pattern.replace(/\{(\w+)\}/g, function (_, name) {
      return parts[name];
    });
  }

  // A selection is copied as it looks, with its italics, and from a file on disk too.
  function copy(node) {
    var selection = getSelection();
    var range = document.createRange();
    range.selectNodeContents(node);
    selection.removeAllRanges();
    selection.addRange(range);
    var done = document.execCommand("copy");
    if (done) selection.removeAllRanges();
    return done;
  }

  document.querySelectorAll(".cite__copy").forEach(function (button) {
    var entry = button.closest(".cite__entry");
    var months = button.closest(".cite").dataset.months;
    var word = button.textContent;
    button.hidden = false;
    button.addEventListener("click", function () {
      entry.querySelectorAll("details").forEach(function (folded) {
        folded.open = true;
      });
      entry.querySelectorAll(".cite__day").forEach(function (blank) {
        blank.replaceWith(day(blank.dataset.day, months));
      });
      if (!copy(entry.querySelector(".cite__text"))) return;
      button.textContent = button.dataset.copied;
      setTimeout(function () {
        button.textContent = word;
      }, 2000);
    });
  });
})();
