// Words, plurals and numbers of the page's language. The words are the report's own (/explorer/words-<language>.js);
// numbers are printed as the report prints them: grouped from five digits on, a true minus, one decimal for a share.
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const words = digitclust.words;
  const language = words.language;
  const GROUPED_FROM = 10000;
  const plurals = new Intl.PluralRules(language);
  const formats = {};

  function print(value, options) {
    const key = JSON.stringify(options);
    const format = (formats[key] = formats[key] || new Intl.NumberFormat(language, options));
    return format.format(value).replace("-", "\u2212");
  }

  function number(value, decimals = 0) {
    const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return print(value, { ...fixed, useGrouping: Math.abs(value) >= GROUPED_FROM });
  }

  function share(value, decimals = 1) {
    return print(value, { style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }

  // A word by its dotted key, its {fields} filled in. A missing one is an error, never a fallback.
  function say(key, fields = {}) {
    const text = key.split(".").reduce((found, part) => (found || {})[part], words);
    if (typeof text !== "string") throw new Error(`no word ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      if (!(name in fields)) throw new Error(`the word ${key} asks for ${name}`);
      return fields[name];
    });
  }

  function count(value, noun) {
    return `${number(value)}\u00a0${words.counts[noun][plurals.select(value)]}`;
  }

  digitclust.say = { say, number, share, count, language, maps: words.maps, citation: words.citation };
})(self);
