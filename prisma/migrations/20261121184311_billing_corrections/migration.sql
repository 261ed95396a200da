-- DropIndex
DROP INDEX "invoice_admission_id_key";

-- AlterTable
ALTER TABLE "cash_session" ADD COLUMN     "closed_by_id" UUID,
ADD COLUMN     "closing_reason" TEXT;

-- CreateIndex
CREATE INDEX "invoice_admission_id_idx" ON "invoice"("admission_id");

-- ---------------------------------------------------------------------------------------------------------------------
-- What follows is written by hand.

-- What was said to be done and was not: the order is cancelled, and keeps when it was done, by whom, and what was found.
ALTER TABLE "clinical_order"
  DROP CONSTRAINT "clinical_order_completed_with_time",
  DROP CONSTRAINT "clinical_order_treatment_given",
  ADD CONSTRAINT "clinical_order_completed_with_time" CHECK (
    ("status" <> 'COMPLETED' OR "completed_at" IS NOT NULL) AND ("status" IN ('COMPLETED', 'CANCELLED') OR "completed_at" IS NULL)),
  ADD CONSTRAINT "clinical_order_treatment_given" CHECK (
    ("kind" = 'TREATMENT' AND "completed_at" IS NOT NULL) = ("given_by_id" IS NOT NULL)),
  ADD CONSTRAINT "clinical_order_struck_is_unreleased" CHECK ("status" <> 'CANCELLED' OR "released_at" IS NULL);
CREATE OR REPLACE FUNCTION "clinical_order_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD."status"::text, NEW."status"::text) IN (
    ('ORDERED', 'SCHEDULED'), ('ORDERED', 'COLLECTED'), ('ORDERED', 'PRELIMINARY'), ('ORDERED', 'COMPLETED'),
    ('ORDERED', 'CANCELLED'),
    ('SCHEDULED', 'COLLECTED'), ('SCHEDULED', 'PRELIMINARY'), ('SCHEDULED', 'COMPLETED'), ('SCHEDULED', 'CANCELLED'),
    ('COLLECTED', 'ORDERED'), ('COLLECTED', 'PRELIMINARY'), ('COLLECTED', 'COMPLETED'), ('COLLECTED', 'CANCELLED'),
    ('PRELIMINARY', 'COMPLETED'), ('COMPLETED', 'CANCELLED'))
  OR OLD."completed_at" <> coalesce(NEW."completed_at", 'infinity')
  THEN RAISE EXCEPTION 'an order does not go from % to %', OLD."status", NEW."status"
    USING ERRCODE = '23514', CONSTRAINT = 'clinical_order_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION "clinical_order_has_result"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "wanted" uuid := CASE TG_TABLE_NAME WHEN 'clinical_order' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'order_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "clinical_order" o
    LEFT JOIN LATERAL (SELECT "status" FROM "test_result" r WHERE r."order_id" = o."id" ORDER BY "version" DESC LIMIT 1) r ON TRUE
    WHERE o."id" = "wanted" AND o."kind" = 'TEST' AND (
      (o."completed_at" IS NOT NULL) IS DISTINCT FROM coalesce(r."status" IN ('FINAL', 'AMENDED'), FALSE)
      OR (o."status" = 'PRELIMINARY') IS DISTINCT FROM coalesce(r."status" = 'PRELIMINARY', FALSE)))
  THEN RAISE EXCEPTION 'an order stands as its result does' USING ERRCODE = '23514', CONSTRAINT = 'clinical_order_has_result';
  END IF;
  RETURN NULL;
END $$;
CREATE INDEX "clinical_order_struck_idx" ON "clinical_order" ("id") WHERE "status" = 'CANCELLED' AND "completed_at" IS NOT NULL;

-- The same of a service: it keeps when it was done and what it cost.
ALTER TABLE "service_request"
  DROP CONSTRAINT "service_request_states",
  ADD CONSTRAINT "service_request_states" CHECK (
    ("status" <> 'REQUESTED' OR "allocated_to" IS NULL) AND ("status" NOT IN ('ALLOCATED', 'DONE') OR "allocated_to" IS NOT NULL)
    AND ("status" <> 'DONE' OR "done_at" IS NOT NULL) AND ("status" IN ('DONE', 'CANCELLED') OR "done_at" IS NULL)
    AND ("done_at" IS NULL) = ("price_minor" IS NULL)
    AND ("status" IN ('DECLINED', 'CANCELLED')) = ("close_reason" IS NOT NULL));
CREATE OR REPLACE FUNCTION "service_request_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."status"::text, NEW."status"::text) NOT IN (
    ('REQUESTED', 'ALLOCATED'), ('REQUESTED', 'DECLINED'), ('REQUESTED', 'CANCELLED'),
    ('ALLOCATED', 'REQUESTED'), ('ALLOCATED', 'DONE'), ('ALLOCATED', 'DECLINED'), ('ALLOCATED', 'CANCELLED'),
    ('DONE', 'CANCELLED'))
  OR OLD."done_at" <> coalesce(NEW."done_at", 'infinity')
  THEN RAISE EXCEPTION 'a service does not go from % to %', OLD."status", NEW."status"
    USING ERRCODE = '23514', CONSTRAINT = 'service_request_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE INDEX "service_request_struck_idx" ON "service_request" ("id") WHERE "status" = 'CANCELLED' AND "done_at" IS NOT NULL;

-- What was billed and was not done after all is read from these few.
CREATE INDEX "dispense_returned_idx" ON "dispense" ("id") WHERE "returned" > 0;
CREATE INDEX "observation_struck_idx" ON "observation" ("admission_id") WHERE "struck_at" IS NOT NULL;

-- A stay has one invoice that holds: another one only after that was made void. Who issues at the same instant waits.
CREATE FUNCTION "invoice_of_stay_once"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "admission" WHERE "id" = NEW."admission_id" FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT FROM "invoice" i WHERE i."admission_id" = NEW."admission_id"
      AND NOT EXISTS (SELECT FROM "invoice_voiding" v WHERE v."invoice_id" = i."id"))
  THEN RAISE EXCEPTION 'a stay has one invoice that holds' USING ERRCODE = '23514', CONSTRAINT = 'invoice_of_stay_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "invoice_of_stay_once" BEFORE INSERT ON "invoice"
  FOR EACH ROW WHEN (NEW."admission_id" IS NOT NULL) EXECUTE FUNCTION "invoice_of_stay_once"();

-- A counter that was forgotten is closed by somebody else, who says why.
ALTER TABLE "cash_session" ADD CONSTRAINT "cash_session_closed_for_cashier" CHECK (
  ("closed_by_id" IS NULL) = ("closing_reason" IS NULL) AND ("closed_by_id" IS NULL OR "closed_at" IS NOT NULL)
  AND "closed_by_id" <> "cashier_id");

-- A claim waits until it is answered, and once more where the receipt that confirmed it was cancelled.
CREATE OR REPLACE FUNCTION "payment_claim_stays_decided"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'SUBMITTED' AND to_jsonb(NEW) - 'patient_id' IS DISTINCT FROM to_jsonb(OLD) - 'patient_id'
    AND NOT EXISTS (SELECT FROM "payment" p WHERE p."id" = OLD."payment_id" AND p."cancelled_at" IS NOT NULL)
  THEN RAISE EXCEPTION 'a claim is answered once' USING ERRCODE = '23514', CONSTRAINT = 'payment_claim_stays_decided';
  END IF;
  RETURN NEW;
END $$;
CREATE INDEX "payment_cancelled_idx" ON "payment" ("id") WHERE "cancelled_at" IS NOT NULL;
CREATE VIEW "waiting_claim" AS
  SELECT * FROM "payment_claim" WHERE "status" = 'SUBMITTED'
  UNION ALL SELECT c.* FROM "payment" p JOIN "payment_claim" c ON c."payment_id" = p."id"
  WHERE p."cancelled_at" IS NOT NULL AND c."status" = 'CONFIRMED';
