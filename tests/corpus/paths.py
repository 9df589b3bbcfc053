#!/usr/bin/env python3
"""How many chunks stand under the headings that a reader sees above them.

usage: paths.py BIN CORPUS TRUTH.tsv [--show NAME]

CORPUS has MANIFEST.tsv. TRUTH.tsv has a heading a line: name, page, level (0 for a document without headings), sure (1 or
0), text. The headings are found in the lines of the chunks, one after the other. What all of a chunk stands under is
compared with those lines of its path that are headings of the document; items are not headings and do not count, and
neither does a heading that is not sure, unless the path has it. Nor does what stands in brackets at the end of a line of a
path, such as a subtitle.
"""
import argparse, csv, difflib, html, json, os, re, subprocess, unicodedata
from collections import defaultdict

KEEP = re.compile('[^0-9A-Za-z\u2160-\u216b\u3131-\u318e\u4e00-\u9fff\uac00-\ud7a3]+')

def words(markdown):
    """The text of Markdown: no tags, targets of links, pictures and references to notes, which stand between words."""
    text = re.sub(r'!\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]', ' ', markdown)
    text = re.sub(r'\[([^\]]*)\]\((?:<[^>]*>|[^)\s]*)\)', r'\1', text)
    return html.unescape(re.sub('(?i)</?[a-z][^<>]*>|<!--.*?-->', '', text))

def squash(text):
    return KEEP.sub('', unicodedata.normalize('NFC', text)).lower()

def same(a, b):
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= 2 and short in long and len(short) >= .6 * len(long))

def near(a, b):
    """The same but for what the page shows in between, such as the number of a note."""
    if same(a, b) or min(len(a), len(b)) < max(8, .8 * max(len(a), len(b))) or a[-1] != b[-1] and a[0] != b[0]:
        return same(a, b)
    return difflib.SequenceMatcher(None, a, b, False).ratio() >= .9

def names(line, heading):
    """Whether a line of a path is a heading, with or without what stands in brackets at its end."""
    return near(squash(line), heading) or near(squash(re.sub(r'\s*\([^()]*\)$', '', line)) or '-', heading)

def common(paths):
    first = paths[0]
    for path in paths[1:]:
        length = 0
        while length < min(len(first), len(path)) and first[length] is path[length]:
            length += 1
        first = first[:length]
    return first

def lines(texts):
    """Where each line and cell begins in the squashed text, and the line."""
    at = 0
    for text in texts:
        for line in re.split(r'\n|<br>|</t[dh]>|(?<!\\)\|', text):
            line = squash(words(line))
            if line:
                yield at, line
            at += len(line)

def located(texts, headings):
    """Where the headings are: one after the other, as many as possible, rather lines of their own than beginnings of lines,
    and rather late than early, so that they are not taken for the lines of a table of contents."""
    rows = list(lines(texts))
    whole = ''.join(line for _, line in rows)
    begins = {at for at, _ in rows} | {len(whole)}
    def weight(heading, row):
        at, line = row
        end = at + len(heading)
        if whole.startswith(heading, at):
            return 13 if end in begins else 11
        return 12 if near(heading, line) and len(line) < 2 * len(heading) else 0
    best = [[0] * (len(rows) + 1) for _ in range(len(headings) + 1)]
    weights = [[weight(heading[1], row) for row in rows] for heading in headings]
    for i in range(1, len(headings) + 1):
        for j in range(1, len(rows) + 1):
            with_it = best[i - 1][j - 1] + weights[i - 1][j - 1] if weights[i - 1][j - 1] else 0
            best[i][j] = max(best[i - 1][j], best[i][j - 1], with_it)
    i, j, found = len(headings), len(rows), []
    while i and j:
        if weights[i - 1][j - 1] and best[i][j] == best[i - 1][j - 1] + weights[i - 1][j - 1]:
            at, line = rows[j - 1]
            heading = headings[i - 1]
            found.append((at, at + (len(heading[1]) if weights[i - 1][j - 1] != 12 else len(line)), heading))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return found[::-1]

def expected(chunks, headings):
    """The headings that all of each chunk stands under. What stands before its first heading under nothing, such as a
    letterhead, does not count, as it does not for the path."""
    texts = [chunk['text'] for chunk in chunks]
    places = located(texts, headings)
    begin, stack, rest = 0, [], list(places)
    for text in texts:
        end = begin + sum(len(line) for _, line in lines([text]))
        inside = [place for place in rest if place[0] < end]
        rest = rest[len(inside):]
        paths = [list(stack)] if not inside or (stack and inside[0][0] > begin) else []
        for index, (_, last, heading) in enumerate(inside):
            stack = [above for above in stack if above[0] < heading[0]] + [heading]
            after = inside[index + 1][0] if index + 1 < len(inside) else end
            if after > last:
                paths.append(list(stack))
        yield common(paths or [stack])
        begin = end

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('bin'); parser.add_argument('corpus'); parser.add_argument('truth'); parser.add_argument('--show')
    args = parser.parse_args()
    rows = csv.DictReader(open(os.path.join(args.corpus, 'MANIFEST.tsv'), encoding='utf-8'), delimiter='\t')
    paths = {row['sha256'][:16]: os.path.join(args.corpus, row['path']) for row in rows}
    truth = defaultdict(list)
    for row in open(args.truth, encoding='utf-8'):
        name, _, level, sure, text = row.rstrip('\n').split('\t')
        truth[name] += [(int(level), squash(text), sure == '1')] if level != '0' else []
    right = count = wrong = 0
    for name, headings in sorted(truth.items()):
        done = subprocess.run([args.bin, paths[name], '-t', 'chunks'], capture_output=True, text=True)
        chunks = [json.loads(line) for line in done.stdout.splitlines()]
        chunks = [chunk for chunk in chunks if chunk['metadata']['kind'] not in ('note', 'furniture')]
        shown = {squash(line) for chunk in chunks for line in chunk['metadata']['path']}
        # What careful readers disagree about counts only where it was found, and not by the line of another heading.
        others = shown - {heading[1] for heading in headings if heading[2]}
        headings = [heading for heading in headings if heading[2] or any(near(line, heading[1]) for line in others)]
        for chunk, above in zip(chunks, expected(chunks, headings)):
            path = chunk['metadata']['path']
            wrong += sum(len(line) > 60 or line.endswith(('다.', '.다')) for line in path)
            known = [line for line in path if any(names(line, heading[1]) for heading in headings)]
            sure = [heading[1] for heading in above if heading[2] or any(names(line, heading[1]) for line in path)]
            is_right = len(known) == len(sure) and all(map(names, known, sure))
            right, count = right + is_right, count + 1
            if args.show == name and not is_right:
                print(path, sure, repr(chunk['text'][:60]))
    print(f'{len(truth)} documents, {count} chunks: {right} stand under the headings above them ({right / max(1, count):.3f}); '
          f'{wrong} lines of paths are sentences or too long')

if __name__ == '__main__':
    main()
