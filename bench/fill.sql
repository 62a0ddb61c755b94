-- A year of requests, made inside PostgreSQL. Settings: bench.requests, bench.senders (how many of each).
-- The prescriptions are those of the demo's own requests, so their size and shape are the store's.
SET session_replication_role = replica;  -- rows that are right by construction need no key looked up
SELECT setseed(0.5);

CREATE TEMP TABLE example AS
SELECT row_number() OVER (ORDER BY l.prescription_id) AS number, l.prescription, l.name
FROM renewals_renewalline l WHERE l.prescription_id <> '';

CREATE TEMP TABLE clinic AS
SELECT id, row_number() OVER (ORDER BY id) AS number, count(*) OVER () AS among
FROM clinics_clinic WHERE renews_online AND slug <> 'bjorkens-vardcentral';

INSERT INTO people_staff (id, hsa_id, name, licences, prescriber_code, seen_at)
OVERRIDING SYSTEM VALUE VALUES (1000001, 'SE0000000000-E901', 'Bibbi Bänk', 'LK', '9000095', now());

-- Requesters have ids from 1,000,001; each asks once or twice.
INSERT INTO people_patient (id, personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
OVERRIDING SYSTEM VALUE
SELECT 1000000 + n, to_char(date '1940-01-01' + n % 22000, 'YYYYMMDD') || lpad((1 + n / 22000)::text, 4, '0'),
       (ARRAY['Anna','Bo','Cecilia','David','Elin','Folke','Gun','Hassan','Ines','Jonas'])[1 + n % 10],
       (ARRAY['Ask','Björk','Ceder','Druva','Ek','Fura','Gran','Hassel','Idegran','Jolster'])[1 + n / 10 % 10],
       date '1940-01-01' + n % 22000, '+46701740605', 'patient' || n || '@example.se', now()
FROM generate_series(1, current_setting('bench.requests')::int * 6 / 10) AS n;

-- Every sixteenth request is Björkens', and 1,500 of them wait; elsewhere what came in the last three days waits.
CREATE TEMP TABLE request AS
SELECT n, gen_random_uuid() AS id, 1000001 + n % (current_setting('bench.requests')::int * 6 / 10) AS patient_id,
       n % 16 = 0 AS large, n % 16 = 0 AND n / 16 <= 1500 OR n % 16 <> 0 AND n % 365 < 3 AS waits,
       now() - interval '1 minute' * (CASE WHEN n % 16 = 0 AND n / 16 <= 1500 THEN n % 4000 ELSE n % 365 * 1440 + 60 END)
           AS sent_at,
       -- Few clinics get many requests: the square of an even draw.
       1 + floor(power(random(), 2) * (SELECT among FROM clinic LIMIT 1))::int AS whose
FROM generate_series(1, current_setting('bench.requests')::int) AS n;
ALTER TABLE request ADD clinic_id bigint, ADD status text;
UPDATE request SET
    clinic_id = CASE WHEN large THEN (SELECT id FROM clinics_clinic WHERE slug = 'bjorkens-vardcentral')
                     ELSE (SELECT c.id FROM clinic c WHERE c.number = whose) END,
    status = CASE WHEN NOT waits THEN 'renewed' WHEN n % 5 = 0 THEN 'opened' WHEN n % 23 = 0 THEN 'question'
                  ELSE 'sent' END;

INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by, fee_ore, message,
                                     own_answers, status, version, taken_by_id, taken_at, ended_at, runs_out_on,
                                     at_front_from, is_critical)
SELECT id, patient_id, clinic_id, gen_random_uuid(), sent_at, sent_at::date + 2, 0, '', '[]', status, 1,
       CASE WHEN status <> 'sent' THEN 1000001 END, CASE WHEN status <> 'sent' THEN sent_at + interval '3 hours' END,
       CASE WHEN NOT waits THEN sent_at + interval '20 hours' END,
       -- One in twenty is about a medicine that nobody may be without; the supply lasts up to three months.
       sent_at::date + n % 90, CASE WHEN n % 20 = 0 THEN sent_at::date ELSE sent_at::date + n % 90 - 7 END, n % 20 = 0
FROM request;

CREATE TEMP TABLE line AS
SELECT gen_random_uuid() AS id, r.id AS request_id, r.patient_id, r.clinic_id, r.waits, r.sent_at, position,
       e.prescription || jsonb_build_object('id', 'bench-' || r.n || '-' || position) AS prescription, e.name,
       CASE WHEN r.status = 'question' AND position > 1 THEN 'opened' ELSE r.status END AS state, r.n
FROM request r CROSS JOIN LATERAL generate_series(1, 1 + r.n % 3) AS position
JOIN example e ON e.number = 1 + (r.n + position) % (SELECT count(*) FROM example);

INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position, prescription_id, name,
                                  prescription, answers, state)
SELECT id, request_id, patient_id, clinic_id, position, prescription->>'id', name, prescription,
       '{"works": "yes", "side_effects": "no", "as_prescribed": "yes"}', state
FROM line;

INSERT INTO renewals_question (id, line_id, patient_id, clinic_id, text, asked_by_id, asked_at, answer)
SELECT gen_random_uuid(), id, patient_id, clinic_id, 'Hur ofta tar du tabletten?', 1000001, now(), ''
FROM line WHERE state = 'question';

INSERT INTO renewals_decision (id, line_id, patient_id, clinic_id, outcome, reason, text, prescription,
                               decided_by_id, decided_at, digest, store_key, stored_id, stored_at)
SELECT gen_random_uuid(), id, patient_id, clinic_id, 'renew', '', '',
       jsonb_build_object('dosage_text', prescription->'dosage_text', 'units_per_day', prescription->'units_per_day',
                          'quantity', prescription->'quantity', 'unit', prescription->'unit',
                          'withdrawals_total', prescription->'withdrawals_total', 'valid_until', '2027-11-01'),
       1000001, sent_at + interval '20 hours', md5(id::text), gen_random_uuid(), id::text, sent_at + interval '21 hours'
FROM line WHERE NOT waits;

INSERT INTO renewals_renewalevent (request_id, patient_id, clinic_id, what, at, actor_kind, actor_id, actor_name)
SELECT id, patient_id, clinic_id, what, sent_at + after, kind, CASE kind WHEN 'staff' THEN 1000001 ELSE patient_id END,
       CASE kind WHEN 'staff' THEN 'Bibbi Bänk' ELSE 'Anna Ask' END
FROM request CROSS JOIN (VALUES ('sent', interval '0', 'patient'), ('take', interval '3 hours', 'staff'),
                                ('approve', interval '20 hours', 'staff')) AS happened (what, after, kind)
WHERE what = 'sent' OR what = 'take' AND status <> 'sent' OR what = 'approve' AND NOT waits;

INSERT INTO messages_message (id, patient_id, kind, about, source, facts, created_at)
SELECT gen_random_uuid(), patient_id, kind, id, id::text,
       '{"clinic": "Björkens vårdcentral", "answer_by": "2026-11-25", "lines": [{"name": "Levaxin 100 mikrogram"}]}',
       sent_at
FROM request CROSS JOIN (VALUES ('received'), ('renewed')) AS told (kind) WHERE kind = 'received' OR NOT waits;

-- Senders have ids from 2,000,001: each is signed in and has one whole form at Ekbacken that only has to be sent, so
-- that Björkens' worklist stays as it is.
-- Their keys are made from their number, so that pgbench can make the same ones.
INSERT INTO people_patient (id, personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
OVERRIDING SYSTEM VALUE
SELECT 2000000 + n, '2970' || lpad(n::text, 8, '0'), 'Sven', 'Sändare', '1970-01-01', '+46701740605',
       'sender' || n || '@example.se', now()
FROM generate_series(1, current_setting('bench.senders')::int) AS n;

INSERT INTO renewals_renewaldraft (id, patient_id, clinic_id, send_key, content, medicines, medicines_read_at,
                                   source_down, hidden, started_at, updated_at)
SELECT md5('draft' || n)::uuid, 2000000 + n, (SELECT id FROM clinics_clinic WHERE slug = 'ekbackens-vardcentral'),
       md5('send' || n)::uuid,
       jsonb_build_object('chosen', ids, 'answers', (SELECT jsonb_object_agg(id, jsonb_build_object(
           'works', 'yes', 'side_effects', 'no', 'as_prescribed', 'yes')) FROM jsonb_array_elements_text(ids) AS id),
           'own', '[]'::jsonb, 'by_hand', '[]'::jsonb, 'message', '', 'pharmacy', '{"kind": "any", "gln": ""}'::jsonb,
           'contact', '{"phone": "+46701740605", "email": "sven@example.se"}'::jsonb),
       medicines, now(), false, false, now(), now()
FROM generate_series(1, current_setting('bench.senders')::int) AS n,
     (SELECT jsonb_agg(prescription ORDER BY number) AS medicines,
             jsonb_path_query_array(jsonb_agg(prescription->'id' ORDER BY number), '$[0 to 1]') AS ids FROM example) AS e;

-- Everybody's token is made from their id.
INSERT INTO people_session (token_hash, patient_id, role, commissions, started_at, last_seen_at)
SELECT sha256(convert_to('bench-token-' || id, 'UTF8')), id, 'patient', '[]', now(), now()
FROM people_patient WHERE id > 2000000 OR id BETWEEN 1000001 AND 1005000;
INSERT INTO people_session (token_hash, staff_id, clinic_id, role, commissions, started_at, last_seen_at)
SELECT sha256(convert_to('bench-token-staff', 'UTF8')), 1000001, c.id, 'prescriber',
       jsonb_build_array(jsonb_build_array('SE0000000000-C0001', 'Läkare', c.hsa_id, c.name, c.id)), now(), now()
FROM clinics_clinic c WHERE c.slug = 'bjorkens-vardcentral';

