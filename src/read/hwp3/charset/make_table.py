#!/usr/bin/env python3
"""Make table.txt, the characters of HWP 3, from the public-domain list `hnc2unicode.tsv`.

usage: make_table.py hnc2unicode.tsv hanyang_pua.tsv > table.txt

hnc2unicode.tsv has a code, a tab, and its code points in hex on each line; its author, Hodong Kim, made it by saving a
document of all codes as text in Hancom Office 2014 and placed it in the public domain (hnc2unicode.rb).
hanyang_pua.tsv is ../../charset/hanyang_pua.tsv: jamo that the Hanyang fonts keep in the private use area.

Left out of table.txt is what mod.rs composes from five bits each for initial, vowel and final (`composed` here, too).
Standard error gets the figures that the test of mod.rs compares: how many codes there are, and a checksum of them all.
"""
import sys

INITIALS = [0x111E, 0x115F, *range(0x1100, 0x1113), 0x1120, 0x1121, 0x1127, 0x112B, 0x112D, 0x112F, 0x1132, 0x1136,
            0x1140, 0x114C, 0x1158]
VOWELS = [0, 0, 0x1160, *range(0x1161, 0x1166), 0, 0, *range(0x1166, 0x116C), 0x1160, 0x1188, *range(0x116C, 0x1172),
          0x1191, 0x1194, *range(0x1172, 0x1176), 0x119E, 0x11A1]
FINALS = [0x11D9, 0, *range(0x11A8, 0x11B8), 0x11E6, *range(0x11B8, 0x11C3), 0x11EB, 0x11F0]
NO_FINAL = 0xF86A  # the Hanyang character for a final that is not there


def composed(code):
    initial, vowel, final = code >> 10 & 31, VOWELS[code >> 5 & 31], FINALS[code & 31]
    if code < 0x8000 or vowel == 0:
        return None
    first = INITIALS[initial]
    is_modern = 0x1100 <= first <= 0x1112 and 0x1161 <= vowel <= 0x1175 and (final == 0 or 0x11A8 <= final <= 0x11C2)
    if is_modern:
        return [0xAC00 + (first - 0x1100) * 588 + (vowel - 0x1161) * 28 + (final - 0x11A7 if final else 0)]
    return [first, vowel] + ([final] if final else [])


def lines(path):
    for line in open(path, encoding='utf-8'):
        if line.strip() and not line.startswith('#'):
            code, values = line.rstrip('\n').split('\t')[:2]
            yield int(code, 16), [int(value, 16) for value in values.split()]


def old_hangul(path):
    """The characters of hanyang_pua.tsv, as its head describes them."""
    code = 0
    for line in open(path, encoding='utf-8'):
        if line.startswith('#'):
            continue
        start, first, last = line.rstrip('\n').split('\t')
        code = int(start, 16) if start else code
        for letter in last.split(' '):
            yield code, [int(value, 16) for value in (*first.split(), letter) if value != '-']
            code += 1


def is_hanja(point):
    return 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def tokens(values):
    """Successive characters: `XXXX`, `XXXX+XXXX` of several letters, `…*n` for n that go up by one, `=` and hanja."""
    at = 0
    while at < len(values):
        if len(values[at]) == 1 and is_hanja(values[at][0]):
            end = at
            while end < len(values) and end - at < 32 and len(values[end]) == 1 and is_hanja(values[end][0]):
                end += 1
            yield end - at, '=' + ''.join(chr(value[0]) for value in values[at:end])
        else:
            first, end = values[at], at + 1
            while end < len(values) and values[end] == first[:-1] + [first[-1] + end - at]:
                end += 1
            token = '+'.join(f'{point:04X}' for point in first)
            yield end - at, token + (f'*{end - at}' if end - at > 1 else '')
        at = end


def main():
    hanyang = dict(old_hangul(sys.argv[2]))
    table = {}
    for code, values in lines(sys.argv[1]):
        if code >= 0x8000:
            values = [letter for value in values if value != NO_FINAL for letter in hanyang.get(value, [value])]
        table[code] = values
    checksum = 0xCBF29CE484222325
    for code in sorted(table):
        for byte in f'{code:04X} {"".join(map(chr, table[code]))}\n'.encode():
            checksum = (checksum ^ byte) * 0x100000001B3 % 2**64
    extra = [code for code in range(0x8000, 0x10000) if composed(code) and code not in table]
    assert not extra, extra
    print(f'{len(table)} codes, checksum {checksum:#018x}', file=sys.stderr)

    print('# Made by make_table.py from hnc2unicode.tsv, which its author (Hodong Kim) placed in the public domain.')
    print('# A line: the first code, then its character and those of the codes after it, as make_table.py says.')
    listed = [code for code in sorted(table) if composed(code) != table[code]]
    run = []
    for code, following in zip(listed, listed[1:] + [None]):
        run.append(table[code])
        if following == code + 1:
            continue
        first = code + 1 - len(run)
        line, start = '', first
        for count, token in tokens(run):
            if len(line) + len(token) > 90:
                print(f'{start:04X}{line}')
                line, start = '', first
            line, first = f'{line} {token}', first + count
        print(f'{start:04X}{line}')
        run = []


main()
