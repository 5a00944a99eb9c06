// Lists of numbers written as text: docs/search-format.md, "Numbers in strings".
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  const BACKSLASH = 0x5c; // the one character between # and ~ that is left out
  const LAST = 64; // indexes below it end a number
  const LEAD = 27;

  /** Returns the numbers in a text, as an Int32Array. */
  dl.decode = (text) => {
    const numbers = new Int32Array(text.length);
    let count = 0;
    let lead = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const index = code < BACKSLASH ? code - 0x23 : code - 0x24;
      if (index < LAST) {
        numbers[count++] = lead * LAST + index;
        lead = 0;
      } else {
        lead = lead * LEAD + index - LAST;
      }
    }
    return numbers.slice(0, count);
  };

  /** Turns differences into the rising numbers they stand for, in place; returns them. */
  dl.rise = (numbers) => {
    for (let at = 1; at < numbers.length; at++) numbers[at] += numbers[at - 1];
    return numbers;
  };

  /** Returns the place of a number among some rising ones, from one place up to another; or −1. */
  dl.placeOf = (numbers, wanted, from = 0, to = numbers.length) => {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low < to && numbers[low] === wanted ? low : -1;
  };

  /** Returns the place of the last of some rising numbers that is not above one. */
  dl.lastUpTo = (numbers, number) => {
    let low = 0;
    let high = numbers.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= number) low = middle;
      else high = middle;
    }
    return low;
  };

  /** Compares two texts by code point; `<` compares UTF-16, where U+10000 comes before U+FFFF. */
  dl.compare = (a, b) => {
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at++) {
      let one = a.charCodeAt(at);
      let two = b.charCodeAt(at);
      if (one === two) continue;
      if (one >= 0xd800 && one < 0xe000) one += 0x10000;
      if (two >= 0xd800 && two < 0xe000) two += 0x10000;
      return one - two;
    }
    return a.length - b.length;
  };

  /** Returns the place of the last of some sorted texts that is not greater than one; or −1. */
  dl.reach = (texts, text) => {
    let low = -1;
    let high = texts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (dl.compare(texts[middle], text) <= 0) low = middle;
      else high = middle;
    }
    return low;
  };
})();
