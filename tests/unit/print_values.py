# Prints COUNT random values, two lines of hex digits each: the bytes that cbor2 or msgpack makes of
# the value, and the text that the printer has to write for them.
#
#   python3 print_values.py COUNT SEED cbor|msgpack
#
# Exits with 127 where the module is not here.
import json
import os
import random
import re
import sys

count, seed, form = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
try:
    if form == "cbor":
        from cbor2 import dumps as encode
    else:
        from msgpack import packb as encode
except ImportError:
    # Another python may come before the system's, which has the packages.
    if os.path.exists("/usr/bin/python3") and "-I" not in sys.argv[4:]:
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv[:4], "-I"])
    sys.exit(127)
rng = random.Random(seed)
WORDS = ["", "a", "id", "odd key", "été", "水", "𐅑", 'say "hi"\\', "line\nend\ttab", "$x_1", "1st", "x" * 300]


def make_integer():
    low, high = (-(2**64), 2**64 - 1) if form == "cbor" else (-(2**63), 2**64 - 1)
    bits = rng.randrange(0, 65)
    return max(low, min(high, rng.randrange(-(2**bits), 2**bits + 1)))


def make_scalar():
    return rng.choice([
        make_integer,
        lambda: rng.randrange(-4000, 4000) / 8,
        lambda: rng.choice([True, False, None]),
        lambda: rng.choice(WORDS),
        lambda: rng.randbytes(rng.choice([0, 1, 16, 17, 40, 300])),
        lambda: rng.choice([float("inf"), float("-inf"), float("nan")]),
        lambda: 2 ** rng.randrange(64, 400) if form == "cbor" else 0,
        lambda: -(2 ** rng.randrange(64, 400)) - 1 if form == "cbor" else 0,
    ])()


def make_value(depth):
    kind = rng.randrange(3) if depth < 4 else 2
    if kind == 0:
        return [make_value(depth + 1) for _ in range(rng.choice([0, 1, 3, 20]) if depth < 3 else 2)]
    if kind == 1:
        return {rng.choice([rng.choice(WORDS), rng.randrange(300)]): make_value(depth + 1) for _ in range(rng.randrange(5))}
    return make_scalar()


def write_bytes(value, indent):
    if len(value) <= 16:
        return "<" + value.hex(" ") + ">"
    rows = [indent + "  " + value[i:i + 16].hex(" ") for i in range(0, len(value), 16)]
    return "<\n" + "\n".join(rows) + "\n" + indent + ">"


def write_number(value):
    if isinstance(value, int):
        return str(value) + ("" if -(2**64) <= value < 2**64 else "n")
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else repr(value)


def write_key(key):
    if isinstance(key, str):
        return key if re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", key) else json.dumps(key, ensure_ascii=False)
    return write_number(key)


def write(value, indent=""):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, bytes):
        return write_bytes(value, indent)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return write_number(value)
    inner = indent + "  "
    if isinstance(value, dict):
        items, ends = [write_key(k) + ": " + write(v, inner) for k, v in value.items()], "{}"
    else:
        items, ends = [write(v, inner) for v in value], "[]"
    if not items:
        return ends
    return ends[0] + "\n" + ",\n".join(inner + i for i in items) + "\n" + indent + ends[1]


for _ in range(count):
    value = make_value(0)
    print(encode(value).hex())
    print(write(value).encode().hex())
