// src/signature/json-syntax.ts
function skipSpace(text, start) {
  let at = start;
  for (; ; ) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at++;
  }
}
function refuse(at, expected) {
  throw new SyntaxError(`Not JSON as Python reads it: expected ${expected} at position ${at}`);
}

// src/signature/json-number.ts
var mostDigits = 4300;
var number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
var word = /true|false|null|NaN|-?Infinity/y;
function plainIntegerEnd(text, start) {
  let at = start;
  let code = text.charCodeAt(at);
  if (code === 48) return start;
  while (code >= 48 && code <= 57) code = text.charCodeAt(++at);
  const isFloat = code === 46 || code === 69 || code === 101;
  return isFloat || at - start > mostDigits ? start : at;
}
function readNumberOrWord(text, start) {
  word.lastIndex = start;
  if (word.test(text)) return { written: text.slice(start, word.lastIndex), end: word.lastIndex };
  number.lastIndex = start;
  const [source = refuse(start, "a value"), fraction, exponent] = number.exec(text) ?? [];
  const written = fraction || exponent ? writeFloat(Number(source)) : writeInteger(source, start);
  return { written, end: start + source.length };
}
function writeInteger(source, start) {
  if (source === "-0") return "0";
  const digits = source.startsWith("-") ? source.length - 1 : source.length;
  return digits > mostDigits ? refuse(start, `a whole number of at most ${mostDigits} digits`) : source;
}
function writeFloat(value) {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (!Number.isFinite(value)) return String(value);
  const [digits = "", exponent] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

// src/signature/json-string.ts
var quote = 34;
var slash = 47;
var backslash = 92;
function plainEnd(text, start) {
  let at = start;
  for (; ; ) {
    const code = text.charCodeAt(at);
    if (!(code >= 32 && code <= 126) || code === quote || code === backslash) return at;
    at++;
  }
}
function readString(text, start) {
  let at = plainEnd(text, start);
  let written = text.slice(start, at);
  let order = written;
  while (text.charCodeAt(at) !== quote) {
    const { point, end } = readCharacter(text, at);
    at = plainEnd(text, end);
    const plain = text.slice(end, at);
    written += writeCharacter(point) + plain;
    order += orderedCharacter(point) + plain;
  }
  return { written, order, end: at + 1 };
}
var shortEscapes = /* @__PURE__ */ new Map([
  ['"', quote],
  ["\\", backslash],
  ["/", slash],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9]
]);
var shortForms = new Map([...shortEscapes].map(([letter, point]) => [point, `\\${letter}`]));
function readCharacter(text, at) {
  const point = text.codePointAt(at) ?? refuse(at, "the end of a string");
  if (point < 32) refuse(at, "a control character to be escaped");
  if (point !== backslash) return { point, end: at + (point > 65535 ? 2 : 1) };
  const short = shortEscapes.get(text.charAt(at + 1));
  if (short !== void 0) return { point: short, end: at + 2 };
  const unit = readUnit(text, at) ?? refuse(at, "an escape that JSON has");
  const end = at + 6;
  const low = unit >= 55296 && unit <= 56319 ? readUnit(text, end) : void 0;
  if (low === void 0 || low < 56320 || low > 57343) return { point: unit, end };
  return { point: 65536 + ((unit & 1023) << 10) + (low & 1023), end: end + 6 };
}
var unicodeEscape = /\\u([0-9a-fA-F]{4})/y;
function readUnit(text, at) {
  unicodeEscape.lastIndex = at;
  const hexadecimal = unicodeEscape.exec(text)?.[1];
  return hexadecimal === void 0 ? void 0 : Number.parseInt(hexadecimal, 16);
}
function writeCharacter(point) {
  if (point > 65535)
    return writeUnit(55296 + (point - 65536 >> 10)) + writeUnit(56320 + (point & 1023));
  if (point === slash) return "/";
  const short = shortForms.get(point);
  if (short) return short;
  return point >= 32 && point <= 126 ? String.fromCharCode(point) : writeUnit(point);
}
var writeUnit = (unit) => `\\u${unit.toString(16).padStart(4, "0")}`;
function orderedCharacter(point) {
  if (point < 55296) return String.fromCharCode(point);
  return point > 65535 ? String.fromCharCode(55297, point >> 16, point & 65535) : String.fromCharCode(55296, point);
}

// src/signature/canonical-json.ts
var quote2 = 34;
var comma = 44;
var colon = 58;
var openBracket = 91;
var closeBracket = 93;
var openBrace = 123;
var closeBrace = 125;
var mostLevels = 1e3;
function canonicalJson(text) {
  const open = [];
  let at = skipSpace(text, 0);
  for (; ; ) {
    let value;
    const code = text.charCodeAt(at);
    if (code === openBrace || code === openBracket) {
      if (open.length === mostLevels) refuse(at, `at most ${mostLevels} levels of nesting`);
      const container = code === openBrace ? new ObjectText() : new ArrayText();
      at = skipSpace(text, at + 1);
      if (text.charCodeAt(at) !== container.close) {
        open.push(container);
        at = container.beforeValue(text, at);
        continue;
      }
      value = container.written();
      at++;
    } else if (code === quote2) {
      const end = plainEnd(text, at + 1);
      if (text.charCodeAt(end) === quote2) {
        value = text.slice(at, end + 1);
        at = end + 1;
      } else {
        const string = readString(text, at + 1);
        value = `"${string.written}"`;
        at = string.end;
      }
    } else {
      const end = plainIntegerEnd(text, at);
      if (end > at) {
        value = text.slice(at, end);
        at = end;
      } else {
        const number2 = readNumberOrWord(text, at);
        value = number2.written;
        at = number2.end;
      }
    }
    for (; ; ) {
      at = skipSpace(text, at);
      const container = open[open.length - 1];
      if (!container) return at === text.length ? value : refuse(at, "nothing more");
      container.add(value);
      const code2 = text.charCodeAt(at);
      if (code2 === comma) {
        at = container.beforeValue(text, skipSpace(text, at + 1));
        break;
      }
      if (code2 !== container.close) refuse(at, `a comma or ${String.fromCharCode(container.close)}`);
      value = container.written();
      open.pop();
      at++;
    }
  }
}
var ArrayText = class {
  close = closeBracket;
  values = [];
  beforeValue(_, at) {
    return at;
  }
  add(value) {
    this.values.push(value);
  }
  written() {
    return `[${this.values.join(", ")}]`;
  }
};
var fewMembers = 32;
var ObjectText = class {
  close = closeBrace;
  orders = [];
  members = [];
  order = "";
  key = "";
  beforeValue(text, at) {
    if (text.charCodeAt(at) !== quote2) refuse(at, "a key in quotes");
    let end = plainEnd(text, at + 1);
    if (text.charCodeAt(end) === quote2) {
      this.key = text.slice(at + 1, end);
      this.order = this.key;
      end++;
    } else {
      const string = readString(text, at + 1);
      this.key = string.written;
      this.order = string.order;
      end = string.end;
    }
    const separator = skipSpace(text, end);
    if (text.charCodeAt(separator) !== colon) refuse(separator, "a colon");
    return skipSpace(text, separator + 1);
  }
  add(value) {
    const { orders, members, order } = this;
    const member = `"${this.key}": ${value}`;
    let index = orders.length;
    if (index < fewMembers) while (index > 0 && (orders[index - 1] ?? "") > order) index--;
    if (index > 0 && orders[index - 1] === order) members[index - 1] = member;
    else if (index === orders.length) {
      orders.push(order);
      members.push(member);
    } else {
      orders.push(order);
      members.push(member);
      for (let i = orders.length - 1; i > index; i--) {
        orders[i] = orders[i - 1];
        members[i] = members[i - 1];
      }
      orders[index] = order;
      members[index] = member;
    }
  }
  written() {
    if (this.orders.length > fewMembers) {
      const sorted = new Map(this.orders.map((order, index) => [order, this.members[index]]));
      return `{${[...sorted.keys()].sort().map((order) => sorted.get(order)).join(", ")}}`;
    }
    return `{${this.members.join(", ")}}`;
  }
};

// quickp.ts
import { readFileSync } from "node:fs";
var t = JSON.stringify({ ...JSON.parse(readFileSync(`examples/payloads/prompt_template_label_moved.json`, "utf8")), user_name: "John", user_email: "john.doe@e.com" }).slice();
var c = canonicalJson(t);
var n = 0;
for (let i = 0; i < 15e5; i++) if (canonicalJson(t) === c) n++;
