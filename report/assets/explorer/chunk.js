// A text within a PNG file, as the standard has it (ISO/IEC 15948, 11.3.4.5 iTXt; checksum in annex D).
(function (root) {
  "use strict";
  const digitclust = root.digitclust;
  const HEAD = 33; // bytes of the signature and of the first chunk, behind which others may stand

  const table = Int32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });

  const checksum = (bytes) => ~bytes.reduce((sum, byte) => table[(sum ^ byte) & 255] ^ (sum >>> 8), -1) >>> 0;

  function chunk(type, content) {
    const named = new Uint8Array([...new TextEncoder().encode(type), ...content]);
    const bytes = new Uint8Array(named.length + 8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, content.length);
    bytes.set(named, 4);
    view.setUint32(named.length + 4, checksum(named));
    return bytes;
  }

  // No compression, no language, no translated keyword: five zeros behind the keyword.
  function describe(png, text) {
    const own = chunk("iTXt", new TextEncoder().encode(`Description\0\0\0\0\0${text}`));
    const bytes = new Uint8Array(png);
    const whole = new Uint8Array(bytes.length + own.length);
    whole.set(bytes.subarray(0, HEAD));
    whole.set(own, HEAD);
    whole.set(bytes.subarray(HEAD), HEAD + own.length);
    return whole;
  }

  digitclust.chunk = { describe };
})(self);
