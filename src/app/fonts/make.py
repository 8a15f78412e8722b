"""Makes the fonts of the page, cut down to what it shows, from the published ones.

    python3 -m pip install fonttools==4.68.0 brotli==1.2.1
    npm pack source-sans@3.52.0 && tar xzf source-sans-3.52.0.tgz && mv package source-sans
    npm pack @fontsource/stix-two-math@5.3.0 && tar xzf fontsource-stix-two-math-5.3.0.tgz && mv package stix-two-math
    python3 make.py .

`test/app/fonts.test.ts` tells which characters of the page are in none of them: add them here, and run this again. The families bear other
names than their sources, as their licences ask of what is changed.
"""

import string
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.varLib import instancer

here = Path(__file__).parent
sources = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
source_sans = sources / "source-sans/WOFF2/VF/SourceSans3VF-Upright.ttf.woff2"
stix_math = sources / "stix-two-math/files/stix-two-math-latin-400-normal.woff2"

ascii_ = "".join(map(chr, range(0x20, 0x7F)))
greek = "αβγδεζηθλμνξπρστφχψωΔ"

# What nearly every view shows, and what few do: the second file is fetched where one of its characters stands.
text = ascii_ + "°±²³⁴µ·×á–−…‘’\u2009"
text_more = greek + "ΣΠΩ" + "§¹¼½éèíñóôöøüç“”′ʰˣ⁰⁵⁶⁷⁸⁹⁻⁺ⁿ₀₁₂₃₄₊₋←↑→↓⇧∂√∞∫≈≠≤≥⟨⟩✓✗‖⁄÷"

# Letters of symbols: those of mathematics, under the numbers of the plain ones, so that names and formulas have the same shapes. Greek ones
# beyond those of the commonest names are apart, as above.
symbols = string.ascii_letters + string.digits + "θμτΔ"
symbols_more = "".join(c for c in greek + "∞" if c not in symbols)

# MathML sets a single letter in the slanted letters of mathematics, all else as it is.
formulas = string.ascii_letters + string.digits + greek + " ()[]{}|+−-=<>/,.^·√∫∞≈≠≤≥→←±∝∂ˆ\u0302\u2002\u2009"


def slanted(c: str) -> int:
    """The letter of mathematics for a plain one."""
    if c == "h":
        return 0x210E
    for first, last, to in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("Α", "Ω", 0x1D6E2), ("α", "ω", 0x1D6FC)):
        if first <= c <= last:
            return to + ord(c) - ord(first)
    return ord(c)


def cut(font: TTFont, characters, features: list[str], family: str, name: str) -> None:
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2]
    options.name_languages = [0x409]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    missing = sorted(set(characters) - set(font.getBestCmap()))
    if missing:
        raise SystemExit(f"{name}: the source has no {' '.join(map(chr, missing))}")
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = family
    font.flavor = "woff2"
    # Equal bytes from equal sources.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(here / name)
    print(f"{name}: {len(set(characters))} characters, {(here / name).stat().st_size} bytes")


def between_regular_and_semibold() -> TTFont:
    """One file for the two weights of the page. Kerning costs 2 kB and is not seen at 13 px: it is left out."""
    font = TTFont(source_sans)
    instancer.instantiateVariableFont(font, {"wght": (400, 400, 600)}, inplace=True)
    plain = here / "between.ttf"
    font.flavor = None
    font.save(plain)
    font = TTFont(plain, lazy=False)
    plain.unlink()
    return font


def with_letters_of_mathematics(characters: str) -> TTFont:
    font = TTFont(stix_math)
    glyphs = font.getBestCmap()
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 1, 0
    table.cmap = {ord(c): glyphs[slanted(c)] for c in characters}
    font["cmap"].tables = [table]
    for tag in ("MATH", "GSUB", "GPOS", "GDEF"):
        del font[tag]
    return font


def main() -> None:
    for characters, name in ((text, "text.woff2"), (text_more, "text-more.woff2")):
        cut(between_regular_and_semibold(), [ord(c) for c in characters], [], "Galvani Text", name)
    for characters, name in ((symbols, "symbols.woff2"), (symbols_more, "symbols-more.woff2")):
        cut(with_letters_of_mathematics(characters), [ord(c) for c in characters], [], "Galvani Symbols", name)
    letters = {ord(c) for c in formulas} | {slanted(c) for c in string.ascii_letters + greek}
    cut(TTFont(stix_math), sorted(letters), ["ssty", "dtls", "flac"], "Galvani Math", "math.woff2")


main()
