#!/usr/bin/env python3
"""Trains the weights by which lines are judged to be headings, and writes src/structure/weights.rs.

usage: train.py DOCUMENTS.tsv TRUTH.tsv OUTDIR [--more MORE.tsv] [--weights src/structure/weights.rs]

DOCUMENTS.tsv and MORE.tsv have a document a line: name, path. TRUTH.tsv has a heading of DOCUMENTS.tsv a line: name, page,
level (0 for a document without headings), sure (1 or 0), text. The headings of MORE.tsv are in annotations.tsv beside
this script, by the numbers of their lines; those documents count a quarter, since their headings were marked in the text
and not on printed pages.

The library itself collects the facts and finds the headings (src/structure/training.rs). Documents of TRUTH.tsv are cut
into two halves, where those with the same headings stay together: OUTDIR/half1 has the first half as Markdown, with headings
by the weights of the second half and of MORE.tsv, half2 the other way. OUTDIR/unseen has those of MORE.tsv by weights of
all other documents, in four parts, and OUTDIR/all all by the weights of all. OUTDIR/more.tsv has the headings of MORE.tsv
as TRUTH.tsv has its own. Needs numpy.
"""
import argparse, hashlib, os, re, subprocess, sys, unicodedata
from collections import defaultdict
import numpy as np

RIDGE = 4.0
# What a document of MORE.tsv counts.
SHARE = .25
PARTS = 4
ANNOTATIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'annotations.tsv')
# Shorter documents show no looks that could be compared.
LEAST_LINES = 5
KEEP = re.compile('[^0-9A-Za-z\u2160-\u216b\u2460-\u2473\u3131-\u318e\u4e00-\u9fff\uac00-\ud7a3]+')

def squash(text):
    return KEEP.sub('', unicodedata.normalize('NFC', text)).lower()

def same(a, b):
    if a == b:
        return 2
    short, long = sorted((a, b), key=len)
    return 1 if len(short) >= 2 and short in long and len(short) >= .6 * len(long) else 0

class Line:
    def __init__(self, flag, text, facts):
        self.flag, self.text, self.y = flag, text, 0
        pairs = (fact.rsplit('=', 1) for fact in facts.split())
        self.facts = {name: int(percent) / 100 for name, percent in pairs}

def label(truth, lines):
    """Says of each line whether it is a heading: 1, 0, or None where readers would disagree."""
    keys = [squash(text) for _, _, text in truth]
    likely = [(line, squash(line.text)) for line in lines]
    likely = [(line, key) for line, key in likely if any(same(key, other) for other in keys)]
    n, m = len(keys), len(likely)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            k = same(keys[i], likely[j][1])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + 10 + k if k else 0)
    i = j = 0
    while i < n and j < m:
        k = same(keys[i], likely[j][1])
        if k and best[i][j] == best[i + 1][j + 1] + 10 + k:
            likely[j][0].y = 1 if truth[i][1] else None
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1

def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]

def annotated(documents, folder):
    """The headings of documents by annotations.tsv, with the text of their lines."""
    tool('writes_lines', documents, folder)
    truth, texts = defaultdict(list), {}
    for row in open(ANNOTATIONS, encoding='utf-8'):
        name, number, level, sure, known = row.rstrip('\n').split('\t')
        path = os.path.join(folder, name + '.lines')
        if not os.path.exists(path):
            continue
        if name not in texts:
            rows = (line.rstrip('\n').split('\t', 3) for line in open(path, encoding='utf-8') if line[0].isdigit())
            texts[name] = {number: text for number, _, _, text in rows}
            truth[name] = []
        if number == '-':
            continue
        text = texts[name].get(number, '')
        if digest(text) != known:
            # The library has learned to see other lines.
            found = [text for text in texts[name].values() if digest(text) == known]
            if not found:
                print(f'{name}: line {number} is not there any more', file=sys.stderr)
                continue
            text = found[0]
        if level == '+':
            before = truth[name].pop()
            truth[name].append((*before[:2], before[2] + ' ' + text))
        else:
            truth[name].append((int(level), sure == '1', text))
    return truth

def fit(documents, shares):
    """Logistic regression by Newton's method; every document weighs as the root of its lines, times its share."""
    names = sorted({name for lines in documents for line in lines for name in line.facts})
    place = {name: at for at, name in enumerate(names)}
    rows, truth, weight = [], [], []
    for lines, share in zip(documents, shares):
        for line in lines:
            if line.y is None or line.flag != '-':
                continue
            row = np.zeros(len(names) + 1)
            row[-1] = 1
            for name, value in line.facts.items():
                row[place[name]] += value
            rows.append(row)
            truth.append(line.y)
            weight.append(share * len(lines) ** -.5)
    x, y, w = np.array(rows), np.array(truth, float), np.array(weight)
    w *= len(w) / w.sum()
    beta, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], RIDGE)
    ridge[-1] = 1e-3
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, x.T @ (w * (p - y)) + ridge * beta)
        beta -= step
        if np.abs(step).max() < 1e-4:
            break
    return {name: round(beta[at] * 100) for name, at in place.items()}, round(beta[-1] * 100)

def halves(truth):
    """Two lists of names; documents that share half of their headings stay together."""
    groups = []
    for name in sorted(truth):
        keys = {squash(text) for _, _, text in truth[name]}
        like = next((g for g in groups if len(keys & g[0]) * 2 > len(keys | g[0])), None)
        if like:
            like[1].append(name)
        else:
            groups.append((keys, [name]))
    return [n for g in groups[::2] for n in g[1]], [n for g in groups[1::2] for n in g[1]]

def tool(test, documents, out, **more):
    """Runs one of the ignored tests of src/structure/training.rs."""
    variables = {'HEADINGS_DOCUMENTS': documents, 'HEADINGS_OUT': out, **more}
    command = ['cargo', 'test', '-q', '--lib', 'training::' + test, '--', '--ignored']
    environment = {**os.environ, **{name: os.path.abspath(path) for name, path in variables.items()}}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)

def write_headings(folder, names, paths, weights, bias):
    os.makedirs(folder, exist_ok=True)
    documents, table = folder + '.documents', folder + '.weights'
    with open(documents, 'w', encoding='utf-8') as out:
        out.writelines(f'{name}\t{paths[name]}\n' for name in names)
    with open(table, 'w', encoding='utf-8') as out:
        out.write(f'bias {bias}\n')
        out.writelines(f'{name} {weight}\n' for name, weight in weights.items())
    tool('writes_headings', documents, folder, HEADINGS_WEIGHTS=table)

def write_weights(path, weights, bias):
    lines = open(path, encoding='utf-8').read().split('\n')
    kept = {name: value for name, value in weights.items() if value}
    first = next(at for at, line in enumerate(lines) if line.startswith('const WEIGHTS'))
    last = next(at for at in range(first, len(lines)) if lines[at] == '];')
    table = [f'    ("{name}", {value}),' for name, value in sorted(kept.items())]
    lines[first:last] = [f'const WEIGHTS: [(&str, i32); {len(kept)}] = ['] + table
    at = next(at for at, line in enumerate(lines) if line.startswith('const BIAS'))
    lines[at] = f'const BIAS: i32 = {bias};'
    open(path, 'w', encoding='utf-8').write('\n'.join(lines))

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('documents', 'truth', 'out', '--more', '--weights'):
        parser.add_argument(name)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    paths = dict(row.rstrip('\n').split('\t') for row in open(args.documents, encoding='utf-8'))
    truth = defaultdict(list)
    for row in open(args.truth, encoding='utf-8'):
        name, _, level, sure, text = row.rstrip('\n').split('\t')
        truth[name] += [(int(level), sure == '1', text)] if level != '0' else []
    first, second = halves(truth)
    known = set(truth)
    if args.more:
        more = annotated(args.more, os.path.join(args.out, 'lines'))
        with open(os.path.join(args.out, 'more.tsv'), 'w', encoding='utf-8') as out:
            for name, headings in more.items():
                rows = headings or [(0, True, '(none)')]
                out.writelines(f'{name}\t1\t{level}\t{sure:d}\t{text}\n' for level, sure, text in rows)
        truth.update(more)
        paths.update(row.rstrip('\n').split('\t') for row in open(args.more, encoding='utf-8'))
    documents = os.path.join(args.out, 'documents.tsv')
    with open(documents, 'w', encoding='utf-8') as out:
        out.writelines(f'{name}\t{paths[name]}\n' for name in truth)
    collected = os.path.join(args.out, 'facts.tsv')
    tool('writes_facts', documents, collected)
    lines = {name: [] for name in truth}
    for row in open(collected, encoding='utf-8'):
        name, flag, text, facts = row.rstrip('\n').split('\t')
        lines[name].append(Line(flag, text, facts))
    for name in truth:
        label(truth[name], lines[name])
    others = sorted(name for name in truth if name not in known)
    runs = [('half1', second + others, first), ('half2', first + others, second)]
    for part in range(PARTS if others else 0):
        tested = others[part::PARTS]
        runs.append(('unseen', [name for name in truth if name not in set(tested)], tested))
    runs.append(('all', list(truth), list(truth)))
    for folder, trained, tested in runs:
        trained = [name for name in trained if len(lines[name]) >= LEAST_LINES]
        weights, bias = fit([lines[name] for name in trained], [1 if name in known else SHARE for name in trained])
        write_headings(os.path.join(args.out, folder), tested, paths, weights, bias)
    if args.weights:
        write_weights(args.weights, weights, bias)

if __name__ == '__main__':
    main()
