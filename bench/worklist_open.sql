-- More requests that are open at Björkens, spread over all parts of the list. Settings: bench.open (so many more).
SET session_replication_role = replica;
SET synchronous_commit = off;

CREATE TEMP TABLE opened AS
SELECT n, gen_random_uuid() AS id, 1000001 + n % (SELECT count(*) FROM people_patient WHERE id > 1000000) AS patient_id,
       (SELECT id FROM clinics_clinic WHERE slug = 'bjorkens-vardcentral') AS clinic_id,
       -- Within five days, so that a part is late, and not all.
       now() - interval '1 minute' * (n % 7200) AS sent_at,
       (ARRAY['sent','sent','sent','sent','sent','opened','opened','question','writing','sent'])[1 + n % 10] AS status
FROM generate_series(1, current_setting('bench.open')::int) AS n;

INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by, fee_ore, message,
                                     own_answers, status, version, taken_by_id, taken_at, runs_out_on, at_front_from,
                                     is_critical, language)
SELECT id, patient_id, clinic_id, gen_random_uuid(), sent_at, sent_at::date + 2, 0, '', '[]', status, 1,
       CASE WHEN status <> 'sent' THEN 1000001 END, CASE WHEN status <> 'sent' THEN sent_at END,
       -- One in twenty is about a medicine that nobody may be without; the supply lasts up to three months.
       sent_at::date + n % 90, CASE WHEN n % 20 = 0 THEN sent_at::date ELSE sent_at::date + n % 90 - 7 END, n % 20 = 0,
       CASE WHEN n % 8 = 0 THEN 'ar' ELSE 'sv' END
FROM opened;

INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position, prescription_id, name,
                                  prescription, answers, state)
SELECT uuidv7(), id, patient_id, clinic_id, position, '',
       (ARRAY['Levaxin 100 mikrogram','Metoprolol Sandoz 50 mg','Alvedon 500 mg'])[position], '{}', '{}', status
FROM opened CROSS JOIN LATERAL generate_series(1, 1 + patient_id % 3) AS position;

INSERT INTO renewals_renewalevent (request_id, patient_id, clinic_id, what, at, actor_kind, actor_id, actor_name)
SELECT id, patient_id, clinic_id, 'answered', sent_at, 'patient', patient_id, '' FROM opened
WHERE status = 'opened' AND n % 3 = 0;

DROP TABLE opened;
RESET session_replication_role;
SELECT renewals_recount();
