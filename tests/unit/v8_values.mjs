// Random values as node serialises them, and as text: two lines of hex digits a value.
//   node v8_values.mjs COUNT SEED
// The text is made from the value and not from its bytes: a second opinion on every rule of v8.c.
// The same seed gives the same values.
import v8 from 'node:v8';

const [count, first] = process.argv.slice(2).map(Number);
let seed = first >>> 0;

function random(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
}
const pick = (list) => list[random(list.length)];
const times = (n, make) => Array.from({ length: n }, make);
const bytes = (n) => Uint8Array.from(times(n, () => random(256)));

const LETTERS = ['a', 'b', '7', '_', '$', ' ', '"', '\\', '/', '\n', '\t', '\x1b', '\x7f', '\x9b', 'é', 'ÿ'];
const WIDE = ['€', '日', '😀', '\ud800', '\udc00', '\u202e'];
const text = () => times(random(12), () => pick(random(3) ? LETTERS : WIDE)).join('');
const latin = () => times(random(200), () => pick(LETTERS)).join('');
const double = () => new Float64Array(bytes(8).buffer)[0];
const bigint = () => (random(2) ? 1n : -1n) * BigInt('0x0' + Buffer.from(bytes(random(80))).toString('hex'));
const number = () =>
  pick([random(2 ** 32) - 2 ** 31, random(2 ** 32), random(100), double(), random(1e6) / 100, -0, NaN, -Infinity]);

const VIEWS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array];
const HEX = ['ArrayBuffer', 'Uint8Array', 'Uint8ClampedArray', 'DataView'];
const ERRORS = [Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];

function view() {
  const kind = pick(VIEWS), size = kind.BYTES_PER_ELEMENT, before = random(3) * size;
  const length = random(random(5) ? 12 : 1500);
  return new kind(bytes(before + length * size + random(2) * size).buffer, before, length);
}

function leaf() {
  return pick([number, text, latin, bigint, view, () => true, () => false, () => null, () => undefined,
    () => new Date((random(2) ? 4e12 : 8.64e15) * (random(2000) / 1000 - 1)), () => new Date(NaN),
    () => bytes(random(40)).buffer, () => new DataView(bytes(random(20)).buffer), () => Object(number()),
    () => Object(text()), () => Object(bigint()), () => Object(true), () => new RegExp('a\\d/é€', pick(['', 'gi', 'dmsuy']))])();
}

const key = () => (random(4) ? 'k' + random(1000) : random(2) ? String(random(1000)) : text());

function array(deeper) {
  const a = times(random(6), deeper);
  if (random(4) === 0) a[a.length + random(4)] = deeper();
  if (random(6) === 0) a.length += 3;
  if (random(6) === 0) a.name = deeper();
  return a;
}

function error(deeper) {
  const e = new (pick(ERRORS))(text(), random(2) ? { cause: deeper() } : undefined);
  e.stack = text();
  return e;
}

// known: the objects there are, some of them open, to refer to.
function value(depth, known) {
  const deeper = () => value(depth - 1, known);
  if (known.length && random(8) === 0) return pick(known);
  if (depth === 0 || random(4) === 0) return leaf();
  const into = (o, fill) => (known.push(o), fill(o), o);
  return pick([
    () => into({}, (o) => times(random(6), () => (o[key()] = deeper()))),
    () => into(new Map(), (m) => times(random(4), () => m.set(deeper(), deeper()))),
    () => into(new Set(), (s) => times(random(4), () => s.add(deeper()))),
    () => array(deeper),
    () => error(deeper),
  ])();
}

const quote = (s) =>
  JSON.stringify(s).replace(/[\x7f-\x9f\u202e]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const nameOf = (s) => (/^[A-Za-z_$][\w$]*$/.test(s) || /^(0|[1-9]\d{0,8})$/.test(s) ? s : quote(s));

function printer(whole) {
  const seen = new Map(); // object: { open, label }
  let labels = 0;
  const pad = (depth) => '\n' + ' '.repeat(2 * Math.min(depth, 32));
  const list = (open, items, close, depth) =>
    open + items.map((item) => pad(depth + 1) + item).join(',') + (items.length ? pad(depth) : '') + close;

  function elements(name, all, size, depth) {
    const hex = HEX.includes(name), most = 1024 / size, row = hex ? 16 : 8, [open, close] = hex ? '<>' : '[]';
    const words = Array.from(all.subarray(0, most), (x) =>
      hex ? x.toString(16).padStart(2, '0') : scalar(x)), glue = hex ? ' ' : ', ';
    if (all.length <= row) return `${name}(${all.length}) ${open}${words.join(glue)}${close}`;
    let out = `${name}(${all.length}) ${open}`;
    for (let i = 0; i < words.length; i += row)
      out += (i && !hex ? ',' : '') + pad(depth + 1) + words.slice(i, i + row).join(glue);
    if (all.length > most) out += pad(depth + 1) + `... ${all.length - most} more`;
    return out + pad(depth) + close;
  }

  function scalar(x) {
    if (typeof x === 'string') return quote(x);
    if (typeof x === 'bigint') return x + 'n';
    return Object.is(x, -0) ? '-0' : String(x);
  }

  function buffer(x, depth) {
    if (x instanceof ArrayBuffer) return elements('ArrayBuffer', new Uint8Array(x), 1, depth);
    const name = x.constructor.name, size = x.BYTES_PER_ELEMENT ?? 1, total = x.buffer.byteLength;
    const all = x instanceof DataView ? new Uint8Array(x.buffer) : x;
    const part = whole && x.byteLength < total ? ` at byte ${x.byteOffset} of ${total}` : '';
    return elements(name, all, size, depth) + part;
  }

  function items(a, depth) {
    const out = [];
    let next = 0;
    const holes = (to) => to > next && out.push(`<${to - next} empty item${to - next === 1 ? '' : 's'}>`);
    for (const k of Object.keys(a)) {
      if (String(k >>> 0) === k) {
        holes(Number(k));
        next = Number(k) + 1;
        out.push(print(a[k], depth + 1));
      } else {
        holes(a.length);
        next = a.length;
        out.push(`${nameOf(k)}: ${print(a[k], depth + 1)}`);
      }
    }
    holes(a.length);
    return out;
  }

  function object(x, depth) {
    const inner = (v) => print(v, depth + 1);
    if (x instanceof Date) return isNaN(x) ? 'Date(invalid)' : `Date(${x.toISOString()})`;
    if (x instanceof RegExp) return `/${x.source}/${x.flags}`;
    if (x instanceof ArrayBuffer || ArrayBuffer.isView(x)) return buffer(x, depth);
    for (const box of [Number, String, Boolean, BigInt])
      if (x instanceof box) return `[${box.name}: ${scalar(x.valueOf())}]`;
    if (x instanceof Map) return list('Map {', [...x].map(([k, v]) => `${inner(k)} => ${inner(v)}`), '}', depth);
    if (x instanceof Set) return list('Set {', [...x].map(inner), '}', depth);
    if (Array.isArray(x)) return list('[', items(x, depth), ']', depth);
    if (x instanceof Error)
      return list(x.name + ' {', ['message', 'cause', 'stack'].filter((k) => Object.hasOwn(x, k))
        .map((k) => `${k}: ${inner(x[k])}`), '}', depth);
    return list('{', Object.keys(x).map((k) => `${nameOf(k)}: ${inner(x[k])}`), '}', depth);
  }

  function print(x, depth) {
    if (x === null || typeof x !== 'object') return scalar(x);
    const known = seen.get(x);
    if (known) {
      known.label ||= ++labels;
      return `[${known.open ? 'Circular' : 'Ref'} *${known.label}]`;
    }
    const entry = { open: true, label: 0, mark: `\0${seen.size}\0` };
    seen.set(x, entry);
    const out = entry.mark + object(x, depth);
    entry.open = false;
    return out;
  }

  return (x) => {
    const entries = [], out = print(x, 0);
    for (const entry of seen.values()) entries.push(entry);
    return out.replace(/\0(\d+)\0/g, (_, i) => (entries[i].label ? `<ref *${entries[i].label}> ` : ''));
  };
}

function serialize(x, whole) {
  if (!whole) return v8.serialize(x);
  const s = new v8.Serializer();
  s.writeHeader();
  s.writeValue(x);
  return s.releaseBuffer();
}

const out = [];
for (let i = 0; i < count; i++) {
  const x = value(4, []), whole = i % 2 === 0;
  out.push(serialize(x, whole).toString('hex'), Buffer.from(printer(whole)(x)).toString('hex'));
}
process.stdout.write(out.join('\n') + '\n');
