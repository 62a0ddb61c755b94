-- What the worklist reads of a year of requests, made inside PostgreSQL; nothing of what their own pages show.
-- Settings: bench.requests. Every sixteenth was Björkens' and has ended; elsewhere what came lately waits.
SET session_replication_role = replica;  -- rows that are right by construction need no key looked up
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SELECT setseed(0.5);

-- Indexes are made afterwards: each at once, instead of a million times a little.
CREATE TEMP TABLE made_after AS
SELECT indexname, indexdef FROM pg_indexes i
WHERE tablename IN ('renewals_renewalrequest', 'renewals_renewalline', 'people_patient')
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname);
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT indexname FROM made_after LOOP EXECUTE 'DROP INDEX ' || quote_ident(each.indexname); END LOOP;
END $$;

INSERT INTO people_staff (id, hsa_id, name, licences, prescriber_code, seen_at)
OVERRIDING SYSTEM VALUE VALUES (1000001, 'SE0000000000-E901', 'Bibbi Bänk', 'LK', '9000095', now());
INSERT INTO people_session (token_hash, staff_id, clinic_id, role, commissions, started_at, last_seen_at)
SELECT sha256(convert_to('bench-token-staff', 'UTF8')), 1000001, c.id, 'prescriber',
       jsonb_build_array(jsonb_build_array('SE0000000000-C0001', 'Läkare', c.hsa_id, c.name, c.id)), now(), now()
FROM clinics_clinic c WHERE c.slug = 'bjorkens-vardcentral';

-- Names of four syllables each, so that a search by name finds a few and not a tenth of all.
INSERT INTO people_patient (id, personnummer, given_name, surname, birth_date, phone, email, first_seen_at)
OVERRIDING SYSTEM VALUE
SELECT 1000000 + n, to_char(date '1940-01-01' + n % 22000, 'YYYYMMDD') || lpad((1 + n / 22000)::text, 4, '0'),
       (ARRAY['Anna','Bo','Cecilia','David','Elin','Folke','Gun','Hassan','Ines','Jonas'])[1 + n % 10],
       (ARRAY['Ask','Björk','Ceder','Druva','Ek'])[1 + n / 10 % 5]
           || (ARRAY['berg','ström','lund','holm','kvist','dal','näs','mark'])[1 + n / 50 % 8]
           || (ARRAY['sson','er','man','ius','in'])[1 + n / 400 % 5],
       date '1940-01-01' + n % 22000, '', '', now()
FROM generate_series(1, current_setting('bench.requests')::int * 6 / 10) AS n;

CREATE TEMP TABLE clinic AS
SELECT id, row_number() OVER (ORDER BY id) AS number, count(*) OVER () AS among
FROM clinics_clinic WHERE renews_online AND slug <> 'bjorkens-vardcentral';

INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by, fee_ore, message,
                                     own_answers, status, version, ended_at, runs_out_on, at_front_from, is_critical)
SELECT gen_random_uuid(), patient_id, coalesce(c.id, (SELECT id FROM clinics_clinic WHERE slug = 'bjorkens-vardcentral')),
       gen_random_uuid(), sent_at, sent_at::date + 2, 0, '', '[]', CASE WHEN waits THEN 'sent' ELSE 'renewed' END, 1,
       CASE WHEN NOT waits THEN sent_at + interval '20 hours' END, sent_at::date + n % 90, sent_at::date + n % 90 - 7,
       n % 20 = 0
FROM (SELECT n, 1000001 + n % (current_setting('bench.requests')::int * 6 / 10) AS patient_id,
             now() - interval '1 minute' * (n % 363 * 1440 + 2880) AS sent_at, n % 16 <> 0 AND n % 363 < 1 AS waits,
             -- Few clinics get many requests: the square of an even draw.
             CASE WHEN n % 16 <> 0
                  THEN 1 + floor(power(random(), 2) * (SELECT among FROM clinic LIMIT 1))::int END AS whose
      FROM generate_series(1, current_setting('bench.requests')::int) AS n) r
LEFT JOIN clinic c ON c.number = r.whose;

INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position, prescription_id, name,
                                  prescription, answers, state)
SELECT uuidv7(), r.id, r.patient_id, r.clinic_id, position, '',
       (ARRAY['Levaxin 100 mikrogram','Metoprolol Sandoz 50 mg','Alvedon 500 mg'])[position], '{}', '{}', r.status
FROM renewals_renewalrequest r CROSS JOIN LATERAL generate_series(1, 1 + r.patient_id % 3) AS position
WHERE r.patient_id > 1000000;

DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT indexdef FROM made_after LOOP EXECUTE each.indexdef; END LOOP;
END $$;
RESET session_replication_role;
