#!/usr/bin/env python3
"""Would the tests notice?  Changes one operator, return or break of src/ at a time, in a copy of the
tree, and runs the tests until one fails.  Prints the mutants that no test noticed.

    python3 tests/mutate.py [-n N] [--seed S] [--only FOLDER] [--jobs J]

A mutant that does not compile, or gives the same object code, does not count: another is drawn.
The tests of the folder that mirrors the file come first; all unit tests run, those of fetch for
src/net, and some end-to-end tests for src/cli.  They are built with AddressSanitizer and
UndefinedBehaviorSanitizer against a shared library, so that one object and the library are rebuilt.
"""
import argparse, glob, hashlib, os, random, re, shutil, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor

BUILD = 'build/mutate'
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:\\\n|[^\n])*',
                      re.S | re.M)
SWAPS = {'==': '!=', '!=': '==', '<=': '<', '>=': '>', '<': '<=', '>': '>=', '&&': '||', '||': '&&',
         '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '+=': '-=', '-=': '+='}
OPERATOR = re.compile(r' (==|!=|<=|>=|<|>|&&|\|\||\+=|-=|\+|-|\*|/|%) (?=\S)|(?<=[(&| ])!(?=[\w(*])')
STATEMENT = re.compile(r'\breturn ([^;{}]+);|\b(break|continue);')
ALSO = {'net': ['fetch/*'], 'cli': ['e2e/oneshot/test_*']}


def find_sites(path, text):
    """(start, end, replacement) of each place where the code may be changed."""
    code = NOT_CODE.sub(lambda m: re.sub(r'[^\n]', '~', m.group()), text)
    for m in OPERATOR.finditer(code):
        if m.group(1):
            yield m.start(1), m.end(1), SWAPS[m.group(1)]
        else:
            yield m.start(), m.end(), ''
    for m in STATEMENT.finditer(code):
        if m.group(2):
            yield m.start(), m.end(), {'break': ';', 'continue': 'break;'}[m.group(2)]
        else:
            value = text[m.start(1):m.end(1)]
            swapped = {'true': 'false', 'false': 'true', '0': '1', 'NULL': None}.get(value, '0')
            if swapped is not None:
                yield m.start(1), m.end(1), swapped


def order_tests(path):
    """The tests that may notice, those of the closest folder first."""
    parts = path.split('/')[1:-1]
    tests = sorted(glob.glob('tests/unit/**/test_*.c', recursive=True))
    # strcmp() is wrapped where a program is linked, which a library escapes; other programs take long
    tests = [t for t in tests if not t.endswith(('/test_many.c', '/test_store_many.c', '_tools.c'))]
    stem = os.path.basename(path)[:-2]

    def distance(test):
        folders = test.split('/')[2:-1]
        same = 0
        while same < min(len(parts), len(folders)) and parts[same] == folders[same]:
            same += 1
        return -same, stem.split('_')[0] not in os.path.basename(test), test

    tests.sort(key=distance)
    for pattern in ALSO.get(parts[0], []):
        tests += sorted(glob.glob(f'tests/{pattern}.c'))
    return [f'{BUILD}/{t[:-2]}' for t in tests]


class Copy:
    """A copy of the tree with everything built."""

    def __init__(self, top, seconds):
        self.dir = top
        self.seconds = seconds  # that each test took without any change

    def make(self, *targets):
        return subprocess.run(['make', '-s', 'MODE=mutate', *targets], cwd=self.dir, capture_output=True, text=True)

    def run(self, test, **kept):
        """0: it passed.  An endless loop counts as a failure."""
        env = dict(os.environ, ASAN_OPTIONS=f'detect_leaks={int("e2e" not in test)}',
                   CFQTOP_BIN=f'{self.dir}/{BUILD}/cfqtop', CFQTOP_SIM=f'{self.dir}/{BUILD}/cfqtop-sim',
                   CFQTOP_TEST_SLOW='4')
        limit = 20 + 10 * self.seconds[test] if test in self.seconds else None
        kept = kept or dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return subprocess.run([test], cwd=self.dir, env=env, timeout=limit, stdin=subprocess.DEVNULL,
                                  **kept).returncode
        except subprocess.TimeoutExpired:
            return -1

    def notices(self, path):
        return next((test for test in order_tests(path) if self.run(test)), None)

    def measure(self):
        """Runs all tests as they are.  The one that fails, or None."""
        for test in dict.fromkeys(order_tests('src/cli/cli.c') + order_tests('src/net/job.c')):
            began = time.monotonic()
            if self.run(test):
                return test
            self.seconds[test] = time.monotonic() - began

    def try_mutant(self, mutant):
        """None: it does not count; else (mutant, the test that noticed it or None)."""
        path, start, end, new = mutant
        source, made = f'{self.dir}/{path}', f'{self.dir}/{BUILD}/obj/{path[:-2]}.o'
        text = open(source).read()
        before = open(made, 'rb').read()
        code = hash_code(made)
        try:
            with open(source, 'w') as f:
                f.write(text[:start] + new + text[end:])
            if self.make(f'{BUILD}/obj/{path[:-2]}.o').returncode or hash_code(made) == code:
                return None
            if self.make(f'{BUILD}/libcfqtop.so').returncode:
                return None
            return mutant, self.notices(path)
        finally:
            with open(source, 'w') as f:
                f.write(text)
            with open(made, 'wb') as f:
                f.write(before)
            os.utime(made)


def hash_code(path):
    """Of the object without what a debugger is told."""
    bare = path + '.bare'
    subprocess.run(['objcopy', '--strip-debug', path, bare], check=True)
    with open(bare, 'rb') as f:
        return hashlib.sha1(f.read()).digest()


def show(mutant):
    path, start, end, new = mutant
    text = open(path).read()
    line = text.count('\n', 0, start) + 1
    begin = text.rfind('\n', 0, start) + 1
    stop = text.find('\n', end)
    return f'{path}:{line}: {text[begin:stop].strip()}   [{text[start:end]} -> {new or "nothing"}]'


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('-n', type=int, default=100)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--only', default='src')
    arguments.add_argument('--jobs', type=int, default=os.cpu_count())
    options = arguments.parse_args()
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
    built = subprocess.run(['make', '-s', 'MODE=mutate', f'-j{options.jobs}', 'mutable'])
    if built.returncode:
        sys.exit(built.returncode)
    files = [f for f in sorted(glob.glob(f'{options.only}/**/*.c', recursive=True)) if f != 'src/main.c']
    mutants = [(f, *site) for f in files for site in find_sites(f, open(f).read())]
    random.Random(options.seed).shuffle(mutants)
    tracked = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '-z'], capture_output=True, check=True)
    with tempfile.TemporaryDirectory(prefix='cfqtop-mutate-') as top:
        first = Copy(f'{top}/0', {})
        shutil.copytree(BUILD, f'{first.dir}/{BUILD}')
        for name in filter(None, tracked.stdout.decode().split('\0')):
            if os.path.isfile(name):
                os.makedirs(os.path.dirname(f'{first.dir}/{name}'), exist_ok=True)
                shutil.copy2(name, f'{first.dir}/{name}')
        failing = first.measure()
        if failing:
            first.run(failing, stdout=sys.stderr, stderr=sys.stderr)
            sys.exit(f'{failing} fails without any change')
        copies = [first]
        for i in range(1, options.jobs):
            shutil.copytree(first.dir, f'{top}/{i}')
            copies.append(Copy(f'{top}/{i}', first.seconds))
        run(copies, mutants, options.n)


def run(copies, mutants, n):
    free, left, results = list(copies), iter(mutants), []

    def work(copy):
        for mutant in left:
            if len(results) >= n:
                return
            result = copy.try_mutant(mutant)
            if result and len(results) < n:
                results.append(result)
                if not result[1]:
                    print('not noticed:', show(result[0]), flush=True)

    with ThreadPoolExecutor(len(copies)) as pool:
        for _ in pool.map(work, free):
            pass
    noticed = sum(1 for _, test in results if test)
    by_folder = {}
    for mutant, test in results:
        tally = by_folder.setdefault(mutant[0].split('/')[1], [0, 0])
        tally[0] += test is not None
        tally[1] += 1
    print(f'{noticed} of {len(results)} noticed:',
          ', '.join(f'{k} {a} of {b}' for k, (a, b) in sorted(by_folder.items())))


main()
