"""The two projections as statements of the database, alike on SQLite and PostgreSQL.

``{greatest}`` and ``{least}`` are the names that each database has for them; ``{people}`` and ``{cells}`` narrow
a statement to some rows ("1 = 1" takes all). Columns stand in the order of ``COLUMNS_OF_STAY`` and
``COLUMNS_OF_STRENGTH``.
"""

from __future__ import annotations

COLUMNS_OF_STAY = (
    "person_id, organization_id, path, kind, starts_on, ends_on, began_by, ended_by, from_path, to_path, from_kind, "
    "joined_on, aged_from, sort_key, born_on, profile_id"
)
COLUMNS_OF_PROFILE = "sex, ethnicity, religion, education, professional, theory, occupation_group"
COLUMNS_OF_STRENGTH = "organization_id, path, starts_on, ends_on, official, probationary"

#: What changes from one stay to the next one of the same life in the Party: place first, then kind.
_CHANGE = """CASE
    WHEN {a}organization_id <> {b}organization_id THEN COALESCE(NULLIF({b}came_by, ''), 'MOVED')
    WHEN {a}path <> {b}path THEN 'REORGANIZED'
    WHEN {a}kind = 'PROBATIONARY' AND {b}kind = 'OFFICIAL' THEN 'RECOGNIZED'
    WHEN {a}kind <> {b}kind THEN 'REOPENED'
    ELSE 'CONTINUED' END"""
_BEGAN = _CHANGE.replace("{a}", "before_").replace("{b}", "")
_ENDED = _CHANGE.replace("{a}", "").replace("{b}", "after_")

#: A spell that follows another without leaving the Party: recognition, or probation reopened.
_GOES_ON = """({a}spell = {b}spell OR {a}ends_by = 'RECOGNIZED' OR
    ({a}ends_by = 'ANNULMENT' AND {a}kind = 'OFFICIAL' AND {b}kind = 'PROBATIONARY'))"""
_FROM_BEFORE = _GOES_ON.replace("{a}", "before_").replace("{b}", "")
_TO_AFTER = _GOES_ON.replace("{a}", "").replace("{b}", "after_")

_LOOKS = ("spell", "organization_id", "path", "kind")
_NEIGHBOURS = ",\n        ".join(
    f"{look}({column}) OVER life AS {when}_{column}"
    for look, when, more in (("LAG", "before", "ends_by"), ("LEAD", "after", "came_by"))
    for column in (*_LOOKS, more)
)

STAYS = f"""
WITH spells AS (
    SELECT id AS spell, person_id, kind, starts_on, ends_on, ends_by, restored,
        COUNT(*) FILTER (WHERE NOT (kind = 'PROBATIONARY' AND ends_by = 'ANNULMENT')) OVER earlier AS earlier,
        FIRST_VALUE(starts_on) OVER standing AS joined_on,
        FIRST_VALUE(decided_on) OVER standing AS aged_from
    FROM members_membership
    WHERE {{people}}
    WINDOW
        earlier AS (PARTITION BY person_id ORDER BY starts_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        standing AS (
            PARTITION BY person_id
            ORDER BY CASE WHEN kind = 'PROBATIONARY' AND ends_by = 'ANNULMENT' THEN 1 ELSE 0 END, starts_on
        )
),
lives AS (
    SELECT m.spell, m.person_id, m.kind, m.ends_by, m.restored, m.earlier, m.joined_on, m.aged_from,
        m.starts_on AS spell_on, m.ends_on AS spell_ends, p.starts_on AS place_on, p.ends_on AS place_ends,
        p.organization_id, p.came_by, f.path,
        {{greatest}}(m.starts_on, p.starts_on, f.starts_on) AS starts_on,
        NULLIF({{least}}(COALESCE(m.ends_on, '9999-12-31'), COALESCE(p.ends_on, '9999-12-31'),
            COALESCE(f.ends_on, '9999-12-31')), '9999-12-31') AS ends_on
    FROM spells m
    JOIN members_placement p ON p.person_id = m.person_id AND p.kind = 'OFFICIAL'
    JOIN organizations_form f ON f.organization_id = p.organization_id
    WHERE {{greatest}}(m.starts_on, p.starts_on, f.starts_on) < {{least}}(COALESCE(m.ends_on, '9999-12-31'),
        COALESCE(p.ends_on, '9999-12-31'), COALESCE(f.ends_on, '9999-12-31'))
),
neighbours AS (
    SELECT lives.*,
        LAG(ends_on) OVER life AS before_ends_on, LEAD(starts_on) OVER life AS after_starts_on,
        {_NEIGHBOURS}
    FROM lives
    WINDOW life AS (PARTITION BY person_id ORDER BY starts_on)
),
joined AS (
    SELECT neighbours.*,
        CASE WHEN before_ends_on = starts_on AND {_FROM_BEFORE} THEN 1 ELSE 0 END AS continues,
        CASE WHEN after_starts_on = ends_on AND {_TO_AFTER} THEN 1 ELSE 0 END AS goes_on
    FROM neighbours
)
SELECT j.person_id, j.organization_id, j.path, j.kind, j.starts_on, j.ends_on,
    CASE
        WHEN continues = 1 THEN {_BEGAN}
        WHEN spell_on = starts_on AND restored THEN 'RESTORED'
        WHEN spell_on = starts_on AND earlier > 0 AND kind = 'OFFICIAL' THEN 'RESTORED'
        WHEN spell_on = starts_on AND earlier > 0 THEN 'READMITTED'
        WHEN spell_on = starts_on AND kind = 'PROBATIONARY' THEN 'ADMITTED'
        WHEN place_on = starts_on AND (came_by <> '' OR EXISTS (
            SELECT 1 FROM members_placement o
            WHERE o.person_id = j.person_id AND o.starts_on < j.starts_on AND o.kind IN ('OFFICIAL', 'MOVED_OUT')
        )) THEN COALESCE(NULLIF(came_by, ''), 'MOVED')
        ELSE 'ENTERED'
    END,
    CASE
        WHEN ends_on IS NULL THEN ''
        WHEN goes_on = 1 THEN {_ENDED}
        WHEN spell_ends = ends_on THEN CASE ends_by
            WHEN 'DEATH' THEN 'DIED' WHEN 'EXPULSION' THEN 'EXPELLED' WHEN 'STRIKE_OFF' THEN 'STRUCK_OFF'
            WHEN 'RESIGNATION' THEN 'RESIGNED' WHEN 'ANNULMENT' THEN 'ANNULLED' ELSE 'LAPSED' END
        WHEN EXISTS (
            SELECT 1 FROM members_placement o
            WHERE o.person_id = j.person_id AND o.starts_on = j.ends_on AND o.kind = 'MOVED_OUT'
        ) THEN 'MOVED'
        ELSE 'LAPSED'
    END,
    CASE WHEN continues = 1 THEN before_path ELSE '' END,
    CASE WHEN goes_on = 1 THEN after_path ELSE '' END,
    CASE WHEN continues = 1 THEN before_kind ELSE '' END,
    joined_on, aged_from, a.sort_key, a.born_on, o.id
FROM joined j
JOIN members_person a ON a.id = j.person_id
JOIN members_profile o ON o.sex = a.sex AND o.ethnicity = a.ethnicity AND o.religion = a.religion
    AND o.education = a.education AND o.professional = a.professional AND o.theory = a.theory
    AND o.occupation_group = a.occupation_group
"""  # noqa: S608  # no value of anybody's is in it

#: The combinations of these people; ``write`` leaves out those that are known.
PROFILES = f"""
SELECT DISTINCT {COLUMNS_OF_PROFILE} FROM members_person WHERE {{people}}
ON CONFLICT DO NOTHING
"""  # noqa: S608

STRENGTHS = """
WITH steps AS (
    SELECT organization_id, path, starts_on AS day,
        CASE WHEN kind = 'OFFICIAL' THEN 1 ELSE 0 END AS official,
        CASE WHEN kind = 'OFFICIAL' THEN 0 ELSE 1 END AS probationary
    FROM members_stay WHERE {cells}
    UNION ALL
    SELECT organization_id, path, ends_on,
        CASE WHEN kind = 'OFFICIAL' THEN -1 ELSE 0 END,
        CASE WHEN kind = 'OFFICIAL' THEN 0 ELSE -1 END
    FROM members_stay WHERE ends_on IS NOT NULL AND {cells}
),
days AS (
    SELECT organization_id, path, day, SUM(official) AS official, SUM(probationary) AS probationary
    FROM steps GROUP BY organization_id, path, day
    HAVING SUM(official) <> 0 OR SUM(probationary) <> 0
),
runs AS (
    SELECT organization_id, path, day AS starts_on, LEAD(day) OVER days_of_cell AS ends_on,
        SUM(official) OVER days_of_cell AS official, SUM(probationary) OVER days_of_cell AS probationary
    FROM days
    WINDOW days_of_cell AS (PARTITION BY organization_id, path ORDER BY day)
)
SELECT organization_id, path, starts_on, ends_on, official, probationary
FROM runs WHERE official + probationary > 0
"""


def write(table: str, columns: str, select: str) -> str:
    """The statement that fills a table with a projection."""
    return f"INSERT INTO {table} ({columns}) {select}"  # names of this module


def said_for(vendor: str, statement: str, **narrowed: str) -> str:
    """The statement in the words of the database."""
    words = {"greatest": "MAX", "least": "MIN"} if vendor == "sqlite" else {"greatest": "GREATEST", "least": "LEAST"}
    for name, text in (words | narrowed).items():
        statement = statement.replace("{" + name + "}", text)
    return statement
