-- CreateEnum
CREATE TYPE "TriageDecisionKind" AS ENUM ('SIGN_OFF', 'OVERRIDE');

-- CreateEnum
CREATE TYPE "ScoreKind" AS ENUM ('FOUR_C', 'WHO_SEVERITY', 'WHO_PROGRESSION');

-- CreateEnum
CREATE TYPE "HomeAlert" AS ENUM ('NONE', 'RECHECK', 'URGENT', 'EMERGENCY');

-- CreateEnum
CREATE TYPE "HomeChange" AS ENUM ('BETTER', 'SAME', 'WORSE');

-- CreateEnum
CREATE TYPE "AlertKind" AS ENUM ('RED_FLAG', 'NEWS2', 'CRITICAL_RESULT', 'EMERGENCY', 'SILENCE');

-- CreateEnum
CREATE TYPE "AlertStatus" AS ENUM ('OPEN', 'ACKNOWLEDGED', 'CLOSED');

-- CreateEnum
CREATE TYPE "AlertAudience" AS ENUM ('ADDRESSEE', 'DESK', 'DEPUTY', 'ADMIN');

-- CreateEnum
CREATE TYPE "RequestSource" AS ENUM ('TRIAGE', 'RED_FLAG', 'STAFF');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('WAITING', 'ADMITTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "BedStayKind" AS ENUM ('OCCUPIED', 'HELD', 'CLEANING', 'BLOCKED');

-- CreateEnum
CREATE TYPE "SexPolicy" AS ENUM ('ANY', 'FEMALE', 'MALE');

-- CreateEnum
CREATE TYPE "BedEquipment" AS ENUM ('OXYGEN', 'MONITOR', 'SUCTION', 'INFUSION_PUMP', 'NON_INVASIVE_VENTILATOR', 'VENTILATOR', 'DIALYSIS');

-- CreateEnum
CREATE TYPE "ServiceStatus" AS ENUM ('REQUESTED', 'ALLOCATED', 'DONE', 'DECLINED', 'CANCELLED');

-- AlterEnum
ALTER TYPE "PrintedKind" ADD VALUE 'ISOLATION_CERTIFICATE';

-- AlterEnum
ALTER TYPE "InvoiceLineKind" ADD VALUE 'SERVICE';

-- DropIndex
DROP INDEX "bed_stay_bed_id_idx";

-- AlterTable
ALTER TABLE "doctor" ADD COLUMN     "deputy_id" UUID;

-- AlterTable
ALTER TABLE "care_assignment" ADD COLUMN     "reason" TEXT;

-- AlterTable
ALTER TABLE "home_isolation" ADD COLUMN     "caregiver_name" TEXT,
ADD COLUMN     "caregiver_phone" TEXT,
ADD COLUMN     "check_hours" SMALLINT NOT NULL DEFAULT 12,
ADD COLUMN     "doctor_id" UUID,
ADD COLUMN     "end_rule" JSONB,
ADD COLUMN     "ended_by_id" UUID,
ADD COLUMN     "plan_note" TEXT,
ADD COLUMN     "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "ward" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "sex_policy" "SexPolicy" NOT NULL DEFAULT 'ANY',
ALTER COLUMN "daily_rate_minor" SET DEFAULT 0;

-- AlterTable
ALTER TABLE "bed" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "equipment" "BedEquipment"[] DEFAULT ARRAY[]::"BedEquipment"[],
ADD COLUMN     "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "room_id" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "admission" ADD COLUMN     "discharge_ordered_at" TIMESTAMPTZ(3),
ADD COLUMN     "discharge_ordered_by_id" UUID,
ADD COLUMN     "expected_discharge_on" DATE,
ADD COLUMN     "overridden_items" JSONB,
ADD COLUMN     "override_reason" TEXT;

-- AlterTable
ALTER TABLE "bed_stay" ADD COLUMN     "ended_by_id" UUID,
ADD COLUMN     "kind" "BedStayKind" NOT NULL DEFAULT 'OCCUPIED',
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "request_id" UUID,
ADD COLUMN     "started_by_id" UUID,
ALTER COLUMN "admission_id" DROP NOT NULL,
ALTER COLUMN "daily_rate_minor" SET DEFAULT 0;

-- CreateTable
CREATE TABLE "triage_decision" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "kind" "TriageDecisionKind" NOT NULL,
    "site" "CareSite" NOT NULL,
    "reason" TEXT NOT NULL,
    "doctor_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "triage_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clinical_score" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "admission_id" UUID,
    "kind" "ScoreKind" NOT NULL,
    "status" "TriageStatus" NOT NULL,
    "total" SMALLINT,
    "grade" TEXT,
    "told" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "rule_set_version" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clinical_score_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_check" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "isolation_id" UUID NOT NULL,
    "observation_id" UUID,
    "daily_report_id" UUID,
    "reported_by_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "breathing" "HomeChange",
    "feeling" "HomeChange",
    "symptoms" TEXT[],
    "fever_days" SMALLINT,
    "alert" "HomeAlert" NOT NULL,
    "result" JSONB NOT NULL,
    "rule_set_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "home_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "doctor_id" UUID,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_by_id" UUID,
    "status" "AlertStatus" NOT NULL DEFAULT 'OPEN',
    "step" SMALLINT NOT NULL DEFAULT 0,
    "next_step_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "action" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_step" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "step" SMALLINT NOT NULL,
    "audience" "AlertAudience" NOT NULL,
    "account_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pathway_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "deputy_minutes" INTEGER NOT NULL DEFAULT 10,
    "admin_minutes" INTEGER NOT NULL DEFAULT 20,
    "silence_hours" INTEGER NOT NULL DEFAULT 24,
    "silence_alert_hours" INTEGER NOT NULL DEFAULT 36,
    "bed_hold_minutes" INTEGER NOT NULL DEFAULT 60,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pathway_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission_request" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "source" "RequestSource" NOT NULL,
    "assessment_id" UUID,
    "alert_id" UUID,
    "priority" "Priority" NOT NULL,
    "levels" "WardLevel"[],
    "isolation" BOOLEAN NOT NULL,
    "oxygen" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_id" UUID,
    "status" "RequestStatus" NOT NULL DEFAULT 'WAITING',
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "close_reason" TEXT,
    "admission_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "admission_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "sex_policy" "SexPolicy" NOT NULL DEFAULT 'ANY',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ward_rate" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "daily_rate_minor" BIGINT NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ward_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_item" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "service_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_request" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "isolation_id" UUID,
    "admission_id" UUID,
    "status" "ServiceStatus" NOT NULL DEFAULT 'REQUESTED',
    "priority" "Priority" NOT NULL DEFAULT 'ROUTINE',
    "details" TEXT,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "allocated_to" TEXT,
    "planned_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "price_minor" BIGINT,
    "close_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_event" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "status" "ServiceStatus" NOT NULL,
    "note" TEXT,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "admission_id" UUID,
    "kind" "InvoiceLineKind" NOT NULL,
    "source_type" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "unit_price_minor" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT,
    "invoice_line_id" UUID,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "triage_decision_assessment_id_decided_at_id_idx" ON "triage_decision"("assessment_id", "decided_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "triage_decision_patient_id_idx" ON "triage_decision"("patient_id");

-- CreateIndex
CREATE INDEX "triage_decision_doctor_id_idx" ON "triage_decision"("doctor_id");

-- CreateIndex
CREATE INDEX "clinical_score_patient_id_recorded_at_id_idx" ON "clinical_score"("patient_id", "recorded_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "clinical_score_admission_id_idx" ON "clinical_score"("admission_id");

-- CreateIndex
CREATE UNIQUE INDEX "home_check_observation_id_key" ON "home_check"("observation_id");

-- CreateIndex
CREATE INDEX "home_check_isolation_id_taken_at_id_idx" ON "home_check"("isolation_id", "taken_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "home_check_patient_id_taken_at_id_idx" ON "home_check"("patient_id", "taken_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "home_check_daily_report_id_idx" ON "home_check"("daily_report_id");

-- CreateIndex
CREATE INDEX "alert_status_raised_at_id_idx" ON "alert"("status", "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_patient_id_raised_at_id_idx" ON "alert"("patient_id", "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_doctor_id_status_idx" ON "alert"("doctor_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "alert_kind_subject_id_key" ON "alert"("kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_step_alert_id_step_account_id_key" ON "alert_step"("alert_id", "step", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "admission_request_admission_id_key" ON "admission_request"("admission_id");

-- CreateIndex
CREATE INDEX "admission_request_patient_id_requested_at_idx" ON "admission_request"("patient_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "admission_request_status_requested_at_id_idx" ON "admission_request"("status", "requested_at", "id");

-- CreateIndex
CREATE INDEX "admission_request_assessment_id_idx" ON "admission_request"("assessment_id");

-- CreateIndex
CREATE INDEX "admission_request_alert_id_idx" ON "admission_request"("alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_ward_id_number_key" ON "room"("ward_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ward_rate_ward_id_from_day_key" ON "ward_rate"("ward_id", "from_day");

-- CreateIndex
CREATE UNIQUE INDEX "service_item_code_key" ON "service_item"("code");

-- CreateIndex
CREATE INDEX "service_request_patient_id_requested_at_id_idx" ON "service_request"("patient_id", "requested_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_status_requested_at_id_idx" ON "service_request"("status", "requested_at", "id");

-- CreateIndex
CREATE INDEX "service_request_item_id_idx" ON "service_request"("item_id");

-- CreateIndex
CREATE INDEX "service_request_isolation_id_idx" ON "service_request"("isolation_id");

-- CreateIndex
CREATE INDEX "service_request_admission_id_idx" ON "service_request"("admission_id");

-- CreateIndex
CREATE INDEX "service_event_request_id_at_idx" ON "service_event"("request_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "charge_invoice_line_id_key" ON "charge"("invoice_line_id");

-- CreateIndex
CREATE INDEX "charge_patient_id_occurred_at_id_idx" ON "charge"("patient_id", "occurred_at", "id");

-- CreateIndex
CREATE INDEX "charge_admission_id_idx" ON "charge"("admission_id");

-- CreateIndex
CREATE INDEX "doctor_deputy_id_idx" ON "doctor"("deputy_id");

-- CreateIndex
CREATE INDEX "home_isolation_doctor_id_idx" ON "home_isolation"("doctor_id");

-- CreateIndex
CREATE INDEX "bed_room_id_idx" ON "bed"("room_id");

-- CreateIndex
CREATE INDEX "bed_stay_request_id_idx" ON "bed_stay"("request_id");

-- CreateIndex
CREATE INDEX "bed_stay_bed_id_started_at_idx" ON "bed_stay"("bed_id", "started_at" DESC);

-- AddForeignKey
ALTER TABLE "doctor" ADD CONSTRAINT "doctor_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "doctor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_isolation" ADD CONSTRAINT "home_isolation_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed" ADD CONSTRAINT "bed_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed_stay" ADD CONSTRAINT "bed_stay_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "admission_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_decision" ADD CONSTRAINT "triage_decision_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_decision" ADD CONSTRAINT "triage_decision_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "triage_assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_decision" ADD CONSTRAINT "triage_decision_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_score" ADD CONSTRAINT "clinical_score_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_score" ADD CONSTRAINT "clinical_score_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_isolation_id_fkey" FOREIGN KEY ("isolation_id") REFERENCES "home_isolation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_check" ADD CONSTRAINT "home_check_daily_report_id_fkey" FOREIGN KEY ("daily_report_id") REFERENCES "daily_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_step" ADD CONSTRAINT "alert_step_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission_request" ADD CONSTRAINT "admission_request_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission_request" ADD CONSTRAINT "admission_request_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "triage_assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission_request" ADD CONSTRAINT "admission_request_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission_request" ADD CONSTRAINT "admission_request_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ward_rate" ADD CONSTRAINT "ward_rate_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "service_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_isolation_id_fkey" FOREIGN KEY ("isolation_id") REFERENCES "home_isolation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_event" ADD CONSTRAINT "service_event_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "service_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_invoice_line_id_fkey" FOREIGN KEY ("invoice_line_id") REFERENCES "invoice_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------------------------------------------------------
-- What Prisma's language cannot say.

-- Whose a row is, its own patient says as well as the row it belongs to.
ALTER TABLE "triage_assessment" ADD CONSTRAINT "triage_assessment_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "home_isolation" ADD CONSTRAINT "home_isolation_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "observation" ADD CONSTRAINT "observation_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "alert" ADD CONSTRAINT "alert_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "triage_decision" ADD CONSTRAINT "triage_decision_same_patient" FOREIGN KEY ("assessment_id", "patient_id")
  REFERENCES "triage_assessment" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "clinical_score" ADD CONSTRAINT "clinical_score_same_patient" FOREIGN KEY ("admission_id", "patient_id")
  REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "home_check"
  ADD CONSTRAINT "home_check_isolation_same_patient" FOREIGN KEY ("isolation_id", "patient_id")
    REFERENCES "home_isolation" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "home_check_observation_same_patient" FOREIGN KEY ("observation_id", "patient_id")
    REFERENCES "observation" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "admission_request"
  ADD CONSTRAINT "admission_request_admission_same_patient" FOREIGN KEY ("admission_id", "patient_id")
    REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "admission_request_assessment_same_patient" FOREIGN KEY ("assessment_id", "patient_id")
    REFERENCES "triage_assessment" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "admission_request_alert_same_patient" FOREIGN KEY ("alert_id", "patient_id")
    REFERENCES "alert" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "service_request"
  ADD CONSTRAINT "service_request_isolation_same_patient" FOREIGN KEY ("isolation_id", "patient_id")
    REFERENCES "home_isolation" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT "service_request_admission_same_patient" FOREIGN KEY ("admission_id", "patient_id")
    REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "charge" ADD CONSTRAINT "charge_same_patient" FOREIGN KEY ("admission_id", "patient_id")
  REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;

-- Decisions, scores and reports from home stay as they were written.
ALTER TABLE "triage_decision" ADD CONSTRAINT "triage_decision_sign_off_is_home" CHECK ("kind" <> 'SIGN_OFF' OR "site" = 'HOME');
CREATE TRIGGER "triage_decision_append_only" BEFORE UPDATE OR DELETE ON "triage_decision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "clinical_score" ADD CONSTRAINT "clinical_score_total" CHECK (
  CASE "kind" WHEN 'FOUR_C' THEN "total" BETWEEN 0 AND 21 WHEN 'WHO_PROGRESSION' THEN "total" BETWEEN 0 AND 10 ELSE "total" IS NULL END
  AND ("status" = 'OK' OR ("total" IS NULL AND "grade" IS NULL)));
CREATE TRIGGER "clinical_score_append_only" BEFORE UPDATE OR DELETE ON "clinical_score"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "home_check"
  ADD CONSTRAINT "home_check_fever_days" CHECK ("fever_days" BETWEEN 0 AND 60);
CREATE TRIGGER "home_check_append_only" BEFORE UPDATE OR DELETE ON "home_check"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "home_isolation"
  ADD CONSTRAINT "home_isolation_check_hours" CHECK ("check_hours" BETWEEN 1 AND 24);
UPDATE "home_isolation" h SET "started_at" = least(h."created_at", coalesce(h."ended_at", h."created_at")),
  "check_hours" = CASE WHEN (SELECT t."high_risk" FROM "triage_assessment" t WHERE t."id" = h."assessment_id") THEN 6 ELSE 12 END;

-- Alerts: each cause once; a step is never taken twice, and what was answered asks nobody any more.
ALTER TABLE "alert"
  ADD CONSTRAINT "alert_acknowledged" CHECK (
    ("status" = 'ACKNOWLEDGED') = ("acknowledged_at" IS NOT NULL) AND ("acknowledged_at" IS NULL) = ("acknowledged_by_id" IS NULL)
    AND ("status" = 'OPEN') = ("action" IS NULL)),
  ADD CONSTRAINT "alert_closed" CHECK (("status" = 'CLOSED') = ("closed_at" IS NOT NULL)),
  ADD CONSTRAINT "alert_answered_rests" CHECK ("status" = 'OPEN' OR "next_step_at" IS NULL);
CREATE INDEX "alert_due_idx" ON "alert" ("next_step_at") WHERE "next_step_at" IS NOT NULL;
CREATE FUNCTION "alert_answered_once"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an alert is answered once' USING ERRCODE = '23514', CONSTRAINT = 'alert_answered_once';
END $$;
CREATE TRIGGER "alert_answered_once" BEFORE UPDATE OF "status" ON "alert"
  FOR EACH ROW WHEN (OLD."status" <> 'OPEN' AND NEW."status" IS DISTINCT FROM OLD."status") EXECUTE FUNCTION "alert_answered_once"();
CREATE TRIGGER "alert_step_append_only" BEFORE UPDATE OR DELETE ON "alert_step"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
-- The desk is told as one, without an account.
CREATE UNIQUE INDEX "alert_step_audience_once" ON "alert_step" ("alert_id", "step", "audience") WHERE "account_id" IS NULL;

ALTER TABLE "doctor" ADD CONSTRAINT "doctor_not_own_deputy" CHECK ("deputy_id" <> "id");

-- Settings of the pathway
INSERT INTO "pathway_settings" ("id") VALUES (1);
ALTER TABLE "pathway_settings"
  ADD CONSTRAINT "pathway_settings_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "pathway_settings_alerts" CHECK ("deputy_minutes" BETWEEN 1 AND 240 AND "admin_minutes" > "deputy_minutes" AND "admin_minutes" <= 480),
  ADD CONSTRAINT "pathway_settings_silence" CHECK ("silence_hours" BETWEEN 1 AND 72 AND "silence_alert_hours" > "silence_hours" AND "silence_alert_hours" <= 120),
  ADD CONSTRAINT "pathway_settings_bed_hold" CHECK ("bed_hold_minutes" BETWEEN 5 AND 1440);

-- Requests for a bed: one that waits for each patient.
ALTER TABLE "admission_request"
  ADD CONSTRAINT "admission_request_levels" CHECK (cardinality("levels") > 0),
  ADD CONSTRAINT "admission_request_closed" CHECK (
    ("status" = 'WAITING') = ("closed_at" IS NULL) AND ("status" = 'ADMITTED') = ("admission_id" IS NOT NULL)
    AND ("status" <> 'WITHDRAWN' OR "close_reason" IS NOT NULL)),
  ADD CONSTRAINT "admission_request_red_flag" CHECK ("source" <> 'RED_FLAG' OR "alert_id" IS NOT NULL);
CREATE UNIQUE INDEX "admission_request_one_waiting" ON "admission_request" ("patient_id") WHERE "status" = 'WAITING';
-- Whom a triage advised a bed before requests had rows: as the waiting list found them.
INSERT INTO "admission_request" (
  "id", "patient_id", "source", "assessment_id", "priority", "levels", "isolation", "oxygen", "reason", "requested_at", "requested_by_id")
SELECT gen_random_uuid(), t."patient_id", 'TRIAGE', t."id",
  (CASE WHEN t."result" ->> 'urgency' = 'EMERGENCY' OR advised.site = 'HDU_ICU' THEN 'EMERGENCY' ELSE 'URGENT' END)::"Priority",
  (CASE advised.site WHEN 'WARD' THEN ARRAY['WARD'] ELSE ARRAY['HDU', 'ICU'] END)::"WardLevel"[],
  TRUE, advised.site = 'HDU_ICU' OR t."severity" IS DISTINCT FROM 'MILD', 'A triage advised admission.', t."created_at", t."recorded_by_id"
FROM "triage_assessment" t
CROSS JOIN LATERAL (SELECT coalesce(t."site"::text, t."result" #>> '{atLeast,site}') AS site) advised
JOIN "patient" p ON p."id" = t."patient_id" AND p."deactivated_at" IS NULL AND p."merged_into_id" IS NULL
WHERE advised.site IN ('WARD', 'HDU_ICU') AND t."created_at" >= now() - interval '14 days'
  AND NOT EXISTS (
    SELECT FROM "triage_assessment" later
    WHERE later."patient_id" = t."patient_id" AND (later."created_at", later."id") > (t."created_at", t."id"))
  AND NOT EXISTS (
    SELECT FROM "admission" a
    WHERE a."patient_id" = t."patient_id" AND (a."discharged_at" IS NULL OR a."discharged_at" >= t."created_at"));

-- Beds: what a bed is at an instant is the one stay that holds it then. A hold names its own end when it begins, so that
-- it lapses by itself. What beds were by their condition becomes a stay.
UPDATE "ward" SET "opened_at" = '2000-01-01Z';
UPDATE "bed" SET "opened_at" = '2000-01-01Z';
ALTER TABLE "ward" ADD CONSTRAINT "ward_dates_in_order" CHECK ("closed_at" >= "opened_at");
ALTER TABLE "bed" ADD CONSTRAINT "bed_dates_in_order" CHECK ("closed_at" >= "opened_at");
ALTER TABLE "bed_stay"
  ADD CONSTRAINT "bed_stay_of_admission" CHECK (("kind" = 'OCCUPIED') = ("admission_id" IS NOT NULL)),
  ADD CONSTRAINT "bed_stay_of_request" CHECK (("kind" = 'HELD') = ("request_id" IS NOT NULL)),
  ADD CONSTRAINT "bed_stay_hold_ends" CHECK ("kind" <> 'HELD' OR "ended_at" IS NOT NULL),
  ADD CONSTRAINT "bed_stay_blocked_with_reason" CHECK ("kind" <> 'BLOCKED' OR "reason" IS NOT NULL),
  ADD CONSTRAINT "bed_stay_one_hold_per_request" EXCLUDE USING gist (
    "request_id" WITH =, tstzrange("started_at", "ended_at") WITH &&) WHERE ("kind" = 'HELD');
INSERT INTO "bed_stay" ("id", "kind", "bed_id", "started_at", "reason")
SELECT gen_random_uuid(), b."condition"::text::"BedStayKind", b."id",
  coalesce((SELECT max(s."ended_at") FROM "bed_stay" s WHERE s."bed_id" = b."id"), now()),
  CASE b."condition" WHEN 'BLOCKED' THEN 'Blocked before reasons were noted' END
FROM "bed" b
WHERE b."condition" IN ('CLEANING', 'BLOCKED')
  AND NOT EXISTS (SELECT FROM "bed_stay" s WHERE s."bed_id" = b."id" AND s."ended_at" IS NULL);
CREATE FUNCTION "bed_is_open"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "bed" b WHERE b."id" = NEW."bed_id" AND b."closed_at" IS NOT NULL) THEN
    RAISE EXCEPTION 'a bed that was taken away takes nobody' USING ERRCODE = '23514', CONSTRAINT = 'bed_is_open';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "zz_bed_is_open" AFTER INSERT ON "bed_stay" FOR EACH ROW EXECUTE FUNCTION "bed_is_open"();
CREATE FUNCTION "bed_closes_empty"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "bed_stay" s WHERE s."bed_id" = NEW."id" AND s."kind" IN ('OCCUPIED', 'HELD')
    AND coalesce(s."ended_at", 'infinity') > NEW."closed_at")
  THEN RAISE EXCEPTION 'a bed in use stays' USING ERRCODE = '23514', CONSTRAINT = 'bed_closes_empty';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bed_closes_empty" BEFORE UPDATE OF "closed_at" ON "bed"
  FOR EACH ROW WHEN (NEW."closed_at" IS NOT NULL) EXECUTE FUNCTION "bed_closes_empty"();
CREATE FUNCTION "bed_in_room_of_ward"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "room" r WHERE r."id" = NEW."room_id" AND r."ward_id" = NEW."ward_id") THEN
    RAISE EXCEPTION 'a bed stands in a room of its ward' USING ERRCODE = '23514', CONSTRAINT = 'bed_in_room_of_ward';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bed_in_room_of_ward" BEFORE INSERT OR UPDATE OF "room_id", "ward_id" ON "bed"
  FOR EACH ROW WHEN (NEW."room_id" IS NOT NULL) EXECUTE FUNCTION "bed_in_room_of_ward"();

-- Rates by date: what stood in the ward holds from the beginning.
ALTER TABLE "ward_rate" ADD CONSTRAINT "ward_rate_from_not_negative" CHECK ("daily_rate_minor" >= 0);
INSERT INTO "ward_rate" ("id", "ward_id", "from_day", "daily_rate_minor")
  SELECT gen_random_uuid(), "id", '2000-01-01', "daily_rate_minor" FROM "ward";
ALTER TABLE "admission"
  ADD CONSTRAINT "admission_discharge_ordered" CHECK (("discharge_ordered_at" IS NULL) = ("discharge_ordered_by_id" IS NULL)),
  ADD CONSTRAINT "admission_overridden" CHECK (("override_reason" IS NULL) = ("overridden_items" IS NULL));

-- Services, and what is charged for them
ALTER TABLE "service_item" ADD CONSTRAINT "service_item_price_not_negative" CHECK ("price_minor" >= 0);
INSERT INTO "service_item" ("id", "code", "name", "description", "price_minor") VALUES
  (gen_random_uuid(), 'TELE', 'Tele-consultation', 'A doctor calls, by telephone or video.', 30000),
  (gen_random_uuid(), 'MED', 'Medicine delivery', 'What is prescribed is brought to the door.', 10000),
  (gen_random_uuid(), 'O2', 'Oxygen cylinder', 'A filled cylinder with mask and regulator, for one week.', 250000),
  (gen_random_uuid(), 'SAMPLE', 'Sample collection', 'Blood or swabs are taken at home.', 20000),
  (gen_random_uuid(), 'NURSE', 'Nurse visit', 'A nurse measures, gives medicines and looks after wounds, for up to one hour.', 60000),
  (gen_random_uuid(), 'AMB', 'Ambulance', 'To the hospital, with oxygen and an attendant.', 150000);
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_states" CHECK (
  ("status" <> 'REQUESTED' OR "allocated_to" IS NULL) AND ("status" NOT IN ('ALLOCATED', 'DONE') OR "allocated_to" IS NOT NULL)
  AND ("status" = 'DONE') = ("done_at" IS NOT NULL) AND ("status" = 'DONE') = ("price_minor" IS NOT NULL)
  AND ("status" IN ('DECLINED', 'CANCELLED')) = ("close_reason" IS NOT NULL));
CREATE FUNCTION "service_request_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD."status"::text, NEW."status"::text) NOT IN (
    ('REQUESTED', 'ALLOCATED'), ('REQUESTED', 'DECLINED'), ('REQUESTED', 'CANCELLED'),
    ('ALLOCATED', 'REQUESTED'), ('ALLOCATED', 'DONE'), ('ALLOCATED', 'DECLINED'), ('ALLOCATED', 'CANCELLED'))
  THEN RAISE EXCEPTION 'a service does not go from % to %', OLD."status", NEW."status"
    USING ERRCODE = '23514', CONSTRAINT = 'service_request_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "service_request_changes_state" BEFORE UPDATE OF "status" ON "service_request"
  FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION "service_request_changes_state"();
CREATE TRIGGER "service_event_append_only" BEFORE UPDATE OR DELETE ON "service_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "charge"
  ADD CONSTRAINT "charge_amount" CHECK ("quantity" > 0 AND "unit_price_minor" >= 0),
  ADD CONSTRAINT "charge_voided_with_reason" CHECK (("voided_at" IS NULL) = ("void_reason" IS NULL)),
  ADD CONSTRAINT "charge_billed_stays" CHECK ("voided_at" IS NULL OR "invoice_line_id" IS NULL);
CREATE UNIQUE INDEX "charge_once" ON "charge" ("source_type", "source_id") WHERE "voided_at" IS NULL;
CREATE INDEX "charge_open_idx" ON "charge" ("patient_id") WHERE "invoice_line_id" IS NULL AND "voided_at" IS NULL;
CREATE TRIGGER "charge_keeps" BEFORE UPDATE OR DELETE ON "charge"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('voided_at', 'void_reason', 'invoice_line_id');
-- A charge stands on a line of its own patient that says the same, and stays there; what was taken back stays so.
CREATE FUNCTION "charge_stays_billed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (
    OLD."invoice_line_id" <> coalesce(NEW."invoice_line_id", gen_random_uuid()) OR OLD."voided_at" <> coalesce(NEW."voided_at", 'infinity'))
  THEN RAISE EXCEPTION 'what became of a charge stays' USING ERRCODE = '23514', CONSTRAINT = 'charge_stays_billed';
  END IF;
  IF NEW."invoice_line_id" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "invoice_line" l JOIN "invoice" i ON i."id" = l."invoice_id"
    WHERE l."id" = NEW."invoice_line_id" AND i."patient_id" = NEW."patient_id"
      AND l."quantity" = NEW."quantity" AND l."unit_price_minor" = NEW."unit_price_minor")
  THEN RAISE EXCEPTION 'the line of a charge says the same' USING ERRCODE = '23514', CONSTRAINT = 'charge_on_its_line';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "charge_stays_billed" BEFORE INSERT OR UPDATE OF "invoice_line_id", "voided_at" ON "charge"
  FOR EACH ROW EXECUTE FUNCTION "charge_stays_billed"();
-- What is done is charged in the same transaction.
CREATE FUNCTION "service_done_is_charged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "charge" WHERE "source_type" = 'service_request' AND "source_id" = NEW."id")
  THEN RAISE EXCEPTION 'a service that is done is charged' USING ERRCODE = '23514', CONSTRAINT = 'service_done_is_charged';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "service_done_is_charged" AFTER INSERT OR UPDATE OF "status" ON "service_request"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" = 'DONE') EXECUTE FUNCTION "service_done_is_charged"();

-- Of two records that are parted again, what hangs together without a foreign key of its own to follow: readings and a
-- daily report go with the report from home that brought them, an alert with what it is about, a charge with its
-- invoice or, while it is on none, with its service.
CREATE VIEW "reading_from_home" AS SELECT "observation_id" AS "id", "patient_id" FROM "home_check" WHERE "observation_id" IS NOT NULL;
CREATE VIEW "daily_report_from_home" AS SELECT "daily_report_id" AS "id", "patient_id" FROM "home_check" WHERE "daily_report_id" IS NOT NULL;
CREATE VIEW "alert_subject" AS
  SELECT "id", "patient_id" FROM "home_check" UNION ALL SELECT "id", "patient_id" FROM "observation"
  UNION ALL SELECT "id", "patient_id" FROM "home_isolation"
  UNION ALL SELECT r."id", o."patient_id" FROM "test_result" r JOIN "clinical_order" o ON o."id" = r."order_id";
CREATE VIEW "charge_origin" AS
  SELECT c."id", i."patient_id" FROM "charge" c
  JOIN "invoice_line" l ON l."id" = c."invoice_line_id" JOIN "invoice" i ON i."id" = l."invoice_id"
  UNION ALL SELECT c."id", s."patient_id" FROM "charge" c
  JOIN "service_request" s ON c."source_type" = 'service_request' AND s."id" = c."source_id" WHERE c."invoice_line_id" IS NULL;
CREATE OR REPLACE FUNCTION "patient_ties"() RETURNS TABLE (
  "place" regclass, "holder" text, "spares" boolean, "pointer" text, "other" regclass, "other_holder" text, "binding" boolean)
LANGUAGE sql STABLE AS $$
  (SELECT here."place", here."holder", here."spares", a."attname"::text, there."place", there."holder", EXISTS (
    SELECT FROM pg_constraint s WHERE s."contype" = 'f' AND s."conrelid" = c."conrelid" AND s."confrelid" = c."confrelid"
      AND cardinality(s."conkey") = 2 AND c."conkey"[1] = ANY (s."conkey"))
  FROM pg_constraint c
  JOIN "patient_places"() here ON here."place" = c."conrelid"::regclass
  JOIN "patient_places"() there ON there."place" = c."confrelid"::regclass
  JOIN pg_attribute a ON a."attrelid" = c."conrelid" AND a."attnum" = c."conkey"[1]
  WHERE c."contype" = 'f' AND cardinality(c."conkey") = 1
  ORDER BY c."conname")
  UNION ALL SELECT soft.* FROM (VALUES
    ('public.observation'::regclass, 'patient_id', FALSE, 'id', 'public.reading_from_home'::regclass, 'patient_id', FALSE),
    ('public.daily_report'::regclass, 'patient_id', TRUE, 'id', 'public.daily_report_from_home'::regclass, 'patient_id', FALSE),
    ('public.alert'::regclass, 'patient_id', FALSE, 'subject_id', 'public.alert_subject'::regclass, 'patient_id', FALSE),
    ('public.charge'::regclass, 'patient_id', FALSE, 'id', 'public.charge_origin'::regclass, 'patient_id', FALSE)) soft
$$;

-- A record that was merged away takes nothing, here either.
DO $$
DECLARE
  "spot" record;
BEGIN
  FOR "spot" IN SELECT * FROM "patient_places"() LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE "tgname" = "spot"."name" || '_patient_takes_entries') THEN
      EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION "patient_takes_entries"(%L)',
        "spot"."name" || '_patient_takes_entries', "spot"."place", "spot"."holder");
    END IF;
  END LOOP;
END $$;
