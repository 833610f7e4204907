"""Matches and what becomes of them when the terms and figures of the open source are put in; written before the code."""

from __future__ import annotations

from typing import NamedTuple

from workbench.model import Concept, Term, TermStatus


def concept(name: str, kind: str, ar: str, en: str, **more: object) -> Concept:
    forms = [Term("ar", f) for f in ar.split(" | ")] + [Term("en", f) for f in en.split(" | ")]
    seen: set[str] = set()
    terms = []
    for t in forms:
        terms.append(t if t.language not in seen else Term(t.language, t.text, TermStatus.ALLOWED))
        seen.add(t.language)
    return Concept(name, tuple(terms), kind, **more)  # type: ignore[arg-type]


M, F = {"gender": "masculine"}, {"gender": "feminine"}
CONCEPTS = [
    concept("cairo", "place", "القاهرة", "Cairo"),
    concept("amman", "place", "عمّان", "Amman"),
    concept("aleppo", "place", "حلب", "Aleppo"),
    concept("iran", "place", "إيران", "Iran"),
    concept("us", "place", "الولايات المتحدة", "the United States"),
    concept("iraq", "place", "العراق", "Iraq"),
    concept("syria", "place", "سوريا", "Syria"),
    concept("nahr", "place", "مدينة النهر", "Nahr City"),
    concept("station", "place", "محطة حلب", "Aleppo Station"),
    concept("fm", "title", "وزير الخارجية", "Foreign Minister", **M),
    concept("dm", "title", "وزير الدفاع", "Defence Minister", **M),
    concept("em", "title", "وزيرة البيئة", "Environment Minister", **F),
    concept("am", "title", "وزير الزراعة", "Agriculture Minister", **M),
    concept("editor", "title", "محرر الصحيفة", "Editor", **M),
    concept("director", "title", "مدير المتحف", "Director", **M),
    concept("water", "organisation", "هيئة المياه", "Water Authority"),
    concept("roads", "organisation", "هيئة الطرق", "Roads Authority"),
    concept("council", "organisation", "مجلس المدينة", "City Council"),
    concept("union", "organisation", "اتحاد الصيادين", "the Fishers Union"),
    concept("nour", "organisation", "نور", "Nour"),
    concept("rams", "organisation", "الكباش", "Rams"),
    concept("sail", "organisation", "شراع", "Sail"),
    concept("nations", "organisation", "الأمم البحرية", "Sea Nations"),
    concept("orphans", "organisation", "صندوق الأيتام", "Orphans Fund"),
    concept(
        "haddad", "person", "سلمى حداد | حداد", "Salma Haddad | Haddad", later=(("en", "Haddad"), ("ar", "حداد")), **F
    ),
    concept(
        "mansour",
        "person",
        "رنا منصور | منصور",
        "Rana Mansour | Mansour",
        later=(("en", "Mansour"), ("ar", "منصور")),
        **F,
    ),
    concept("khoury", "person", "نادر خوري", "Nader Khoury", **M),
    concept("saleh", "person", "سامي صالح", "Sami Saleh", **M),
    concept("abu", "person", "أبو مازن", "Abu Mazen", **M),
    concept("nameless", "person", "جاد عطا", ""),
    concept("book", "work", "كتاب الرمل", "The Book of Sand"),
    concept("film", "work", "كتاب الماء", "The Book of Water"),
]


class Case(NamedTuple):
    """``wanted`` is '' where the target is to stay as it is; ``done`` counts figures and terms put in."""

    why: str
    source: str
    target: str
    query: str
    wanted: str = ""
    done: tuple[int, int] = (0, 0)
    whole: bool = False


# fmt: off
INTO_ENGLISH = [
    Case("a place", "وصل الوفد إلى القاهرة مساء أمس", "The delegation reached Cairo last night",
         "وصل الوفد إلى عمّان مساء أمس", "The delegation reached Amman last night", (0, 1), True),
    Case("title, person, place and figure", "التقى وزير الدفاع نادر خوري في القاهرة 12 مندوبا أمس",
         "Defence Minister Nader Khoury met 12 delegates in Cairo yesterday",
         "التقى وزير الخارجية سامي صالح في عمان 15 مندوبا أمس",
         "Foreign Minister Sami Saleh met 15 delegates in Amman yesterday", (1, 3), True),
    Case("twice in the source, one behind a clitic", "وصل القطار من القاهرة وللقاهرة محطتان", "The train came from there; Cairo has two stations",
         "وصل القطار من حلب وللقاهرة محطتان"),
    Case("behind a proclitic", "سافر الوزير بالقطار لحلب صباح اليوم", "The minister took the train to Aleppo this morning",
         "سافر الوزير بالقطار لعمان صباح اليوم", "The minister took the train to Amman this morning", (0, 1), True),
    Case("another clitic in the source", "غادر الوفد حلب صباح اليوم الباكر", "The delegation left Aleppo early this morning",
         "غادر الوفد لعمان صباح اليوم الباكر"),
    Case("the possessive stays", "رحب سكان القاهرة بالقرار الجديد", "Cairo's residents welcomed the new decision",
         "رحب سكان حلب بالقرار الجديد", "Aleppo's residents welcomed the new decision", (0, 1), True),
    Case("a becomes an", "عينت الشركة وزير الدفاع السابق مستشارا", "The company hired a Defence Minister of the past",
         "عينت الشركة وزير الزراعة السابق مستشارا", "The company hired an Agriculture Minister of the past", (0, 1), True),
    Case("an becomes a", "عين المجلس محرر الصحيفة مستشارا له", "The board took an Editor on as adviser",
         "عين المجلس مدير المتحف مستشارا له", "The board took a Director on as adviser", (0, 1), True),
    Case("the article goes with its name", "عاد الفريق من الولايات المتحدة أمس", "The team came back from the United States yesterday",
         "عاد الفريق من إيران أمس", "The team came back from Iran yesterday", (0, 1), True),
    Case("and comes with it", "عاد الفريق من إيران أمس", "The team came back from Iran yesterday",
         "عاد الفريق من الولايات المتحدة أمس", "The team came back from the United States yesterday", (0, 1), True),
    Case("no article behind an adjective", "اجتاحت الفيضانات إيران هذا الأسبوع", "Floods swept through northern Iran this week",
         "اجتاحت الفيضانات الولايات المتحدة هذا الأسبوع"),
    Case("a body with an article of its own", "احتج اتحاد الصيادين على القرار الجديد",
         "The Fishers Union protested against the new decision", "احتج صندوق الأيتام على القرار الجديد"),
    Case("the article of a body stays", "أعلنت هيئة المياه خطة جديدة", "The Water Authority announced a new plan",
         "أعلنت هيئة الطرق خطة جديدة", "The Roads Authority announced a new plan", (0, 1), True),
    Case("one word without article for several", "قال نور إن العمل بدأ فعلا", "Nour said that work had begun indeed",
         "قال مجلس المدينة إن العمل بدأ فعلا"),
    Case("one of whom there are many", "احتج نور على القرار الجديد أمس", "Nour protested against the new decision yesterday",
         "احتج الكباش على القرار الجديد أمس"),
    Case("twice in the target", "قال سكان حلب إن الأسعار ارتفعت", "People of Aleppo said prices in Aleppo had risen",
         "قال سكان عمان إن الأسعار ارتفعت"),
    Case("twice in the source", "الطريق من حلب يعود إلى حلب دائما", "The road from Aleppo always leads back",
         "الطريق من عمان يعود إلى عمان دائما"),
    Case("translated in another sense", "حلب المزارع بقرته قرب حلب أمس", "The farmer milked his cow near the city yesterday",
         "حلب المزارع بقرته قرب عمان أمس"),
    Case("a plural", "اجتمع وزير الدفاع مع نظيره أمس", "The Defence Ministers met yesterday",
         "اجتمع وزير الخارجية مع نظيره أمس"),
    Case("a dual in the source", "وصل وزيرا الخارجية أمس إلى المطار", "The Foreign Minister arrived yesterday with another",
         "وصل وزيرا الدفاع أمس إلى المطار"),
    Case("a pronoun of the other gender", "وصلت سلمى حداد أمس وقالت إن الوقت ضيق", "Salma Haddad came yesterday and said she was in a hurry",
         "وصلت نادر خوري أمس وقالت إن الوقت ضيق"),
    Case("no pronoun", "زار الوفد سلمى حداد أمس", "The delegation visited Salma Haddad yesterday",
         "زار الوفد نادر خوري أمس", "The delegation visited Nader Khoury yesterday", (0, 1), True),
    Case("within a longer name", "افتتح الوزير في حلب معرضا جديدا", "The minister opened a new show at Aleppo Station",
         "افتتح الوزير في عمان معرضا جديدا"),
    Case("a longer name beside it", "زار الوزير مدينة حلب القديمة أمس", "The minister visited Old Aleppo Village yesterday",
         "زار الوزير مدينة عمان القديمة أمس"),
    Case("a later mention for a later one", "وقالت حداد إن العمل بدأ", "Haddad said that work had begun",
         "وقالت منصور إن العمل بدأ", "Mansour said that work had begun", (0, 1), True),
    Case("a surname is no full name", "وقالت حداد إن العمل بدأ فعلا", "Haddad said that work had begun indeed",
         "وقالت سامي صالح إن العمل بدأ فعلا"),
    Case("no approved form", "زار الوفد نادر خوري أمس", "The delegation visited Nader Khoury yesterday",
         "زار الوفد جاد عطا أمس"),
    Case("another kind", "شكر الوفد نادر خوري أمس", "The delegation thanked Nader Khoury yesterday",
         "شكر الوفد هيئة المياه أمس"),
    Case("a kind that is not swapped", "قرأ الطالب كتاب الرمل أمس", "The student read The Book of Sand yesterday",
         "قرأ الطالب كتاب الماء أمس"),
    Case("more differs", "سافر الوزير إلى القاهرة مع الوفد", "The minister travelled to Cairo with the delegation",
         "سافر الوزير إلى عمان مع زوجته", "The minister travelled to Amman with the delegation", (0, 1), False),
    Case("one can be put in, one cannot", "سافر الوفد من حلب إلى القاهرة يوم الأحد 12 شخصا",
         "Twelve people went from Aleppo to Cairo on Sunday", "سافر الوفد من عمان إلى القاهرة يوم الأحد 15 شخصا",
         "Twelve people went from Amman to Cairo on Sunday", (0, 1), False),
    Case("two change places", "شكر نادر خوري مضيفه سامي صالح أمس", "Nader Khoury thanked his host Sami Saleh yesterday",
         "شكر سامي صالح مضيفه نادر خوري أمس", "Sami Saleh thanked his host Nader Khoury yesterday", (0, 2), True),
    Case("changed places and more", "شكر نادر خوري مضيفه سامي صالح أمس", "Nader Khoury thanked his host Sami Saleh yesterday",
         "شكر سامي صالح بحرارة مضيفه القديم نادر خوري أمس"),
    Case("one more name is no swap", "وصل نادر خوري إلى المطار أمس", "Nader Khoury arrived at the airport yesterday",
         "وصل سامي صالح ونادر خوري إلى المطار أمس"),
    Case("a number word in the target", "وصل 7 عمال إلى حلب أمس", "Seven workers reached Aleppo yesterday",
         "وصل 9 عمال إلى حلب أمس"),
    Case("words of the scale are not carried over", "بلغت كلفة المشروع 12 مليون دولار", "The project cost $12 million",
         "بلغت كلفة المشروع 13 مليون دولار", "The project cost $13 million", (1, 0), True),
    Case("percent as the target writes it", "ارتفعت الأسعار 7 في المئة هذا العام", "Prices rose 7 percent this year",
         "ارتفعت الأسعار 5 في المئة هذا العام", "Prices rose 5 percent this year", (1, 0), True),
]
INTO_ARABIC = [
    Case("a place", "The delegation reached Cairo last night", "وصل الوفد إلى القاهرة مساء أمس",
         "The delegation reached Amman last night", "وصل الوفد إلى عمّان مساء أمس", (0, 1), True),
    Case("behind ل, article gone", "The train went to Cairo yesterday", "ذهب القطار للقاهرة أمس",
         "The train went to Aleppo yesterday", "ذهب القطار لحلب أمس", (0, 1), True),
    Case("behind ل, article come", "The train went to Aleppo yesterday", "ذهب القطار لحلب أمس",
         "The train went to Cairo yesterday", "ذهب القطار للقاهرة أمس", (0, 1), True),
    Case("behind و and ب", "He lived in Iran and in Aleppo", "عاش في إيران وبحلب",
         "He lived in Iran and in Cairo", "عاش في إيران وبالقاهرة", (0, 1), True),
    Case("a masculine country", "Syria said that work had begun", "قالت سوريا إن العمل بدأ",
         "Iraq said that work had begun"),
    Case("the article with its name", "The team came back from the United States yesterday", "عاد الفريق من الولايات المتحدة أمس",
         "The team came back from Iran yesterday", "عاد الفريق من إيران أمس", (0, 1), True),
    Case("a title", "The Defence Minister arrived yesterday", "وصل وزير الدفاع أمس",
         "The Foreign Minister arrived yesterday", "وصل وزير الخارجية أمس", (0, 1), True),
    Case("a title of the other gender", "The Defence Minister arrived yesterday", "وصل وزير الدفاع أمس",
         "The Environment Minister arrived yesterday"),
    Case("a person of the other gender", "Nader Khoury arrived yesterday", "وصل نادر خوري أمس",
         "Salma Haddad arrived yesterday"),
    Case("a person", "Nader Khoury arrived yesterday", "وصل نادر خوري أمس",
         "Sami Saleh arrived yesterday", "وصل سامي صالح أمس", (0, 1), True),
    Case("أبو bends", "The delegation met Nader Khoury yesterday", "التقى الوفد نادر خوري أمس",
         "The delegation met Abu Mazen yesterday"),
    Case("a body of the same gender", "The Water Authority announced a new plan", "أعلنت هيئة المياه خطة جديدة",
         "The Roads Authority announced a new plan", "أعلنت هيئة الطرق خطة جديدة", (0, 1), True),
    Case("a body of the other gender", "The Water Authority announced a new plan", "أعلنت هيئة المياه خطة جديدة",
         "The City Council announced a new plan"),
    Case("bodies that do not show their gender", "Nour announced a new plan today", "أعلنت نور اليوم خطة جديدة",
         "Sail announced a new plan today"),
    Case("nor do plurals", "Sea Nations announced a new plan today", "أعلنت الأمم البحرية اليوم خطة جديدة",
         "City Council announced a new plan today"),
    Case("but their adjectives do", "Sea Nations announced a new plan today", "أعلنت الأمم البحرية اليوم خطة جديدة",
         "Water Authority announced a new plan today", "أعلنت هيئة المياه اليوم خطة جديدة", (0, 1), True),
    Case("the possessive of the source", "Nader Khoury's car was stolen yesterday", "سرقت سيارة نادر خوري أمس",
         "Sami Saleh's car was stolen yesterday", "سرقت سيارة سامي صالح أمس", (0, 1), True),
    Case("twice in the target", "People of Aleppo said prices had risen", "قال سكان حلب إن الأسعار في حلب ارتفعت",
         "People of Amman said prices had risen"),
    Case("a longer name", "The minister opened a new show in Aleppo", "افتتح الوزير معرضا جديدا في محطة حلب",
         "The minister opened a new show in Amman"),
    Case("bent in the target", "Both Defence Ministers met yesterday", "اجتمع وزيرا الدفاع أمس",
         "Both Foreign Ministers met yesterday"),
    Case("a figure and a place", "After 12 days they reached Aleppo", "وصلوا بعد 12 يوما إلى حلب",
         "After 15 days they reached Amman", "وصلوا بعد 15 يوما إلى عمّان", (1, 1), True),
    Case("a figure that bends its noun, and a place", "After 7 days they reached Aleppo", "وصلوا بعد 7 أيام إلى حلب",
         "After 11 days they reached Amman", "وصلوا بعد 7 أيام إلى عمّان", (0, 1), False),
    Case("a later mention", "Haddad said that work had begun", "قالت حداد إن العمل بدأ",
         "Mansour said that work had begun", "قالت منصور إن العمل بدأ", (0, 1), True),
    Case("in Indic digits, grouped", "The city has 1,250 schools today", "في المدينة اليوم ١٬٢٥٠ مدرسة",
         "The city has 2,350 schools today", "في المدينة اليوم ٢٬٣٥٠ مدرسة", (1, 0), True),
]
# fmt: on
