-- What some five million requests at many clinics in three years come to: tallies and answer times, no
-- requests. `bench.clinics` says how many clinics; Björken is a large one with many groups.
SET session_replication_role = replica;
TRUNCATE statistics_tally, statistics_answertime;
CREATE TEMP TABLE place AS
SELECT id, true AS large FROM clinics_clinic WHERE slug = 'bjorkens-vardcentral'
UNION ALL
SELECT 10000000 + n, false FROM generate_series(2, current_setting('bench.clinics')::int) AS n;
-- A clinic has twelve requests a month, in five groups; the large one a thousand, in thirty.
INSERT INTO statistics_tally (clinic_id, month, medicine_group, sent, answered, late, renewed,
                              renewed_changed, meet, declined, withdrawn)
SELECT p.id, m::date,
       CASE g WHEN 0 THEN '' ELSE chr(65 + (p.id + g)::int % 14) || '0' || g % 9 + 1 END,
       n, n, n / 20, n * 7 / 10, n / 10, n / 10, n / 20, n / 20
FROM generate_series(timestamp '2024-01-01', timestamp '2026-12-01', interval '1 month') AS m
CROSS JOIN place p CROSS JOIN generate_series(0, 30) AS g
CROSS JOIN LATERAL (
    SELECT CASE WHEN large THEN 1000 ELSE 12 END / CASE WHEN g = 0 THEN 1 WHEN large THEN 15 ELSE 4 END AS n
) AS size
WHERE large OR g <= 5
ON CONFLICT DO NOTHING;
-- The more answers, the more different times: up to sixty.
INSERT INTO statistics_answertime (clinic_id, month, medicine_group, days, hours, answers)
SELECT t.clinic_id, t.month, t.medicine_group, h / 24, h, greatest(1, t.answered / 20)
FROM statistics_tally t CROSS JOIN LATERAL generate_series(1, least(60, (t.answered * 2 + 2) / 3)) AS h;
RESET session_replication_role;
