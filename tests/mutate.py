#!/usr/bin/env python3
"""Would the tests notice?  Changes one operator, return or break of src/ at a time, in a copy of the
tree, and runs the tests until one fails.  Prints the mutants that no test noticed.

    python3 tests/mutate.py [-v] [-n N] [--seed S] [--only FOLDER] [--jobs J]

-v prints those that were noticed too, with the test.

A mutant that does not compile, or that an optimizing compiler makes the same code of, does not
count: another is drawn.  All unit tests that can reach it run, those closest to the file first; then
those over real connections and of the program as a whole that have a word of the file's path in
their name, or are named for its folder in ALSO.  These wait for others: they must fail twice, and
pass without the change.  All are built with AddressSanitizer and UndefinedBehaviorSanitizer against
a shared library, so that one object and the library are rebuilt.
"""
import argparse, functools, glob, os, random, re, resource, shutil, signal, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor

BUILD = 'build/mutate'
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:\\\n|[^\n])*',
                      re.S | re.M)
SWAPS = {'==': '!=', '!=': '==', '<=': '<', '>=': '>', '<': '<=', '>': '>=', '&&': '||', '||': '&&',
         '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '+=': '-=', '-=': '+='}
OPERATOR = re.compile(r' (==|!=|<=|>=|<|>|&&|\|\||\+=|-=|\+|-|\*|/|%) (?=\S)|(?<=[(&| ])!(?=[\w(*])')
STATEMENT = re.compile(r'\breturn ([^;{}]+);|\b(break|continue);')
ALSO = {'net': 'fetch', 'api': 'fetch', 'cli': 'cli configured oneshot release state', 'config': 'configured cli',
        'effects': 'copy leave state', 'programs': 'take', 'files': 'take', 'store': 'release state',
        'change': 'acknowledge batches keep leases', 'show': 'look inspect', 'decode': 'chain', 'value': 'forms',
        'layout': 'value', 'list': 'arrange look'}
TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
LAYERS = re.search(r'^LAYERS := (.*)', open(f'{TOP}/Makefile').read(), re.M)[1].split()
TIMED_OUT = -99


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


@functools.cache
def find_reach(path):
    """The last of the layers that a test includes, itself or through its kits: none behind it is called."""
    reach = 0
    for included in re.findall(r'#include "([^"]+)"', open(path).read()):
        if included.split('/')[0] in LAYERS:
            reach = max(reach, LAYERS.index(included.split('/')[0]))
        elif included.startswith('tests/'):
            reach = max(reach, find_reach(included))
    return reach


@functools.cache
def find_tests(pattern):
    """Asked for once, so that somebody may go on working on the tree."""
    return glob.glob(f'tests/{pattern}', recursive=True)


@functools.cache
def read_source(path):
    with open(path) as f:
        return f.read()


def find_words(path):
    return {word.rstrip('s') for word in re.split(r'[/_.]', path)}


def order_tests(path, seconds):
    """Those that may notice: the unit tests, the closest first, and others."""
    parts = path.split('/')[1:-1]
    words = find_words('/'.join(path.split('/')[1:])[:-2])
    wider = words.union(*(ALSO[part].split() for part in parts if part in ALSO))

    def distance(test):
        folders = test.split('/')[2:-1]
        same = 0
        while same < min(len(parts), len(folders)) and parts[same] == folders[same]:
            same += 1
        return -same, -len(words & find_words(os.path.basename(test)[:-2])), seconds.get(test, 0)

    # strcmp() is wrapped where a program is linked, which a library escapes; other programs take long
    unit = [t for t in find_tests('unit/**/test_*.c')
            if not t.endswith(('/test_many.c', '/test_store_many.c', '_tools.c')) and
            find_reach(t) >= LAYERS.index(parts[0])]
    other = [t for top in ('fetch', 'e2e') for t in find_tests(f'{top}/**/test_*.c')
             if wider & find_words(f'{top}/{os.path.basename(t)[:-2]}') - {'test', 'e2e'}]
    scripts = [t for t in find_tests('e2e/scripts/**/*.test')
               if wider & find_words(os.path.basename(t))]
    return sorted(unit, key=distance), scripts + other


def limit_cpu(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Copy:
    """A copy of the tree with everything built."""

    def __init__(self, top, seconds):
        self.dir = top
        self.seconds = seconds  # that each test took without any change

    def sh(self, command):
        return subprocess.run(['sh', '-c', command], cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0

    def run(self, test, **kept):
        """0: it passed.  Time that it works is limited, and, far wider, the time that it waits: others may keep
        the machine busy."""
        env = dict(os.environ, ASAN_OPTIONS=f'detect_leaks={int("unit" in test)}',
                   CFQTOP_BIN=f'{self.dir}/{BUILD}/cfqtop', CFQTOP_SIM=f'{self.dir}/{BUILD}/cfqtop-sim',
                   CFQTOP_TEST_SLOW='4')
        program = [f'{BUILD}/tests/e2e/script', test] if test.endswith('.test') else [f'{BUILD}/{test[:-2]}']
        usual = self.seconds.get(test, 30)
        kept = kept or dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with subprocess.Popen(program, cwd=self.dir, env=env, stdin=subprocess.DEVNULL, start_new_session=True,
                              preexec_fn=lambda: limit_cpu(int(10 + 10 * usual)), **kept) as child:
            try:
                return child.wait(timeout=60 + 30 * usual)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                return TIMED_OUT

    def notices(self, path, undo):
        unit, others = order_tests(path, self.seconds)
        for test in unit:
            status = self.run(test)
            if status:
                return test + (' (endless)' if status in (TIMED_OUT, -signal.SIGXCPU) else '')
        test = next((test for test in others if self.run(test) and self.run(test)), None)
        if test and undo() and self.run(test):
            sys.exit(f'{test} fails without any change')
        return test

    def measure(self, tests):
        """Runs those of tests, which others may take from too.  The one that fails, or None."""
        for test in tests:
            began = time.monotonic()
            if self.run(test):
                return test
            self.seconds[test] = time.monotonic() - began
        return None

    def try_mutant(self, mutant, builder):
        """None: it does not count; else (mutant, the test that noticed it or None)."""
        path, start, end, new = mutant
        source, made = f'{self.dir}/{path}', f'{self.dir}/{builder.object_of(path)}'
        text = open(source).read()
        before, plain = read(made), builder.compile_plain(self, path)

        def undo():
            with open(source, 'w') as f:
                f.write(text)
            with open(made, 'wb') as f:
                f.write(before)
            return self.sh(builder.link)

        try:
            with open(source, 'w') as f:
                f.write(text[:start] + new + text[end:])
            if builder.compile_plain(self, path) in (plain, None):
                return None
            if not self.sh(builder.compile(path)) or not self.sh(builder.link):
                sys.exit(f'{show(mutant)}: no library')
            return mutant, self.notices(path, undo)
        finally:
            undo()


class Builder:
    """The commands of the Makefile for one object and for the library, asked of it once: it takes longer to ask
    than to compile."""

    def __init__(self, path):
        self.path = path
        self.compile_one = self.ask(self.object_of(path), f' -o {self.object_of(path)} ').replace(' -MMD -MP ', ' ')
        self.link = self.ask(f'{BUILD}/libcfqtop.so', ' -shared ')

    def ask(self, target, sign):
        said = subprocess.run(['make', '-n', 'V=1', 'MODE=mutate', '-W', self.path, target], capture_output=True,
                              text=True, check=True).stdout.replace('\\\n', ' ')
        return next(line for line in said.splitlines() if sign in line)

    @staticmethod
    def object_of(path):
        return f'{BUILD}/obj/{path[:-2]}.o'

    def compile(self, path):
        return self.compile_one.replace(self.path[:-2], path[:-2])

    def compile_plain(self, copy, path):
        """The object as a user gets it, or None."""
        return read(f'{copy.dir}/plain.o') if copy.sh(
            self.compile(path).replace(self.object_of(path), 'plain.o') + ' -O2 -fno-sanitize=all') else None


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def show(mutant):
    path, start, end, new = mutant
    text = read_source(path)
    line = text.count('\n', 0, start) + 1
    begin = text.rfind('\n', 0, start) + 1
    stop = text.find('\n', end)
    return f'{path}:{line}:{start - begin + 1}: {text[begin:stop].strip()}   [{text[start:end]} -> {new or "nothing"}]'


def copy_tree(to):
    shutil.copytree(BUILD, f'{to}/{BUILD}')
    tracked = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '-z'], capture_output=True, check=True)
    for name in filter(None, tracked.stdout.decode().split('\0')):
        if os.path.isfile(name):
            os.makedirs(os.path.dirname(f'{to}/{name}'), exist_ok=True)
            shutil.copy2(name, f'{to}/{name}')


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('-v', action='store_true')
    arguments.add_argument('-n', type=int, default=100)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--only', default='src')
    arguments.add_argument('--jobs', type=int, default=os.cpu_count() + 1)
    options = arguments.parse_args()
    os.chdir(TOP)
    built = subprocess.run(['make', '-s', 'MODE=mutate', f'-j{options.jobs}', 'mutable'])
    if built.returncode:
        sys.exit(built.returncode)
    files = [f for f in sorted(glob.glob(f'{options.only}/**/*.c', recursive=True)) if f != 'src/main.c']
    mutants = [(f, *site) for f in files for site in find_sites(f, read_source(f))]
    random.Random(options.seed).shuffle(mutants)
    builder = Builder(files[0])
    with tempfile.TemporaryDirectory(prefix='cfqtop-mutate-') as top:
        copies = [Copy(f'{top}/{i}', {}) for i in range(options.jobs)]
        for copy in copies:
            copy.seconds = copies[0].seconds
            copy_tree(copy.dir)
        tests = order_tests('src/base/', {})[0]  # all: they reach at least that
        with ThreadPoolExecutor(len(copies)) as pool:
            left = iter(tests)
            failing = list(filter(None, pool.map(lambda copy: copy.measure(left), copies)))
        for test in failing:
            copies[0].run(test, stdout=sys.stderr, stderr=sys.stderr)
            sys.exit(f'{test} fails without any change')
        run(copies, builder, mutants, options)


def run(copies, builder, mutants, options):
    free, left, results = list(copies), iter(mutants), []

    def work(copy):
        for mutant in left:
            if len(results) >= options.n:
                return
            result = copy.try_mutant(mutant, builder)
            if result and len(results) < options.n:
                results.append(result)
                if options.v or not result[1]:
                    print(f'{result[1] or "not noticed"}: {show(result[0])}', flush=True)

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


if __name__ == '__main__':
    main()
