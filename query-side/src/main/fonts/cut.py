"""Cuts the two fonts of the dossier: Han from Droid Sans Fallback, signs that neither it nor Liberation Sans has from DejaVu Sans.

    python3 cut.py DroidSansFallback.ttf DejaVuSans.ttf LiberationSans-Regular.ttf

with fontTools 4.66; the first from Debian's fonts-droid-fallback, the last from PDFBox's jar. See docs/decisions/0010-dossier.md.
"""
import gzip, io, sys
from fontTools import subset
from fontTools.ttLib import TTFont

def decoded(codec, leads, trails):
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found |= {ord(c) for c in bytes([lead, trail]).decode(codec)}
            except UnicodeDecodeError:
                pass
    return found

def cut(source, unicodes, name, target, also=None):
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = True
    options.name_IDs = [0, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "DSIG", "gasp", "LTSH", "VDMX", "hdmx", "kern", "FFTM", "MATH"]
    for wanted, drawn in (also or {}).items():
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[wanted] = table.cmap[drawn]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(unicodes) | set(also or {}))
    cutter.subset(font)
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, name.replace(" ", ""))):
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    # Without names of glyphs PDFBox warns at each reading.
    font["post"].formatType = 2.0
    font["post"].extraNames = []
    font["post"].mapping = {}
    out = io.BytesIO()
    font.save(out)
    with open(target, "wb") as file:
        file.write(gzip.compress(out.getvalue(), 9, mtime=0))
    return set(font.getBestCmap())

droid, dejavu, liberation = sys.argv[1:4]
gb2312 = decoded("gb2312", range(0xA1, 0xFF), range(0xA1, 0xFF))
big5_frequent = decoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
in_names = {ord(c) for c in "镕喆堃啰昇祎翀玥昉珅晞旸旻昳晗赟淼犇骉羴垚焱燚皛珮珺珣琤琰瑀瑄璟璠瓛甯晟昶暐曈曦翯菡虓裎褀谞谡赪趱迺逄郇郗鄢釭钰铖锴锳镒镠隽雯霈霁靓韫颀颉颙飏骁骢鲲鸢鹍囍〇朤淏煊熠濛玘玚珩琬琮瑭璘璐皓禤竑筠絮翙萱蔺蕴蘧赉趵迦逦邝郤鄞酆钊钭锜镛闫阚陟隗雱霭頔飔骐鬯鲍鳌麴龚妤婳嬿孖峣嵘嶶彧忞怡恺惇愔懋旼昀昕晁晔晙晢朗杺柟栩桉梓棣椋楗楙榕槿樾橦氚沄沺泓洺浠涵淳湉湜溆滢漪潆澍澔瀚炆炜炫烜烨焜煜燊爔犀珂珞珧琇琏琨琪瑗瑜瑶璇璋璎璞"}
han = cut(droid, {c for c in gb2312 | big5_frequent | in_names if c >= 0x3000}, "Wangge Dossier Han", "dossier-han.ttf.gz")
latin = set(TTFont(liberation).getBestCmap())
signs = (gb2312 | set(map(ord, "⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳✓✔✗✘☐☑☒★☆▶◀■□▲△●○◆◇→⇒≤≥‰℃"))) - han - latin
drawn = cut(dejavu, signs, "Wangge Dossier Signs", "dossier-signs.ttf.gz", {0x3008: 0x27E8, 0x3009: 0x27E9})
print(len(han), len(drawn), "in none:", "".join(map(chr, sorted(gb2312 - han - latin - drawn))))
