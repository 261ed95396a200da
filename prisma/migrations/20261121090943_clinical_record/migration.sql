-- CreateEnum
CREATE TYPE "ScanStatus" AS ENUM ('NOT_SCANNED', 'PENDING', 'CLEAN', 'INFECTED');

-- CreateEnum
CREATE TYPE "AllergyKind" AS ENUM ('MEDICINE', 'FOOD', 'OTHER');

-- CreateEnum
CREATE TYPE "AllergySeverity" AS ENUM ('UNKNOWN', 'MILD', 'MODERATE', 'SEVERE');

-- CreateEnum
CREATE TYPE "ConditionStatus" AS ENUM ('ACTIVE', 'RESOLVED', 'ENTERED_IN_ERROR');

-- CreateEnum
CREATE TYPE "OxygenDevice" AS ENUM ('NASAL_CANNULA', 'SIMPLE_MASK', 'VENTURI_MASK', 'NON_REBREATHER', 'HIGH_FLOW', 'CPAP_BIPAP', 'VENTILATOR');

-- CreateEnum
CREATE TYPE "News2Band" AS ENUM ('LOW', 'LOW_MEDIUM', 'MEDIUM', 'HIGH');

-- CreateEnum
CREATE TYPE "ObservationSource" AS ENUM ('STAFF', 'PATIENT');

-- CreateEnum
CREATE TYPE "NoteKind" AS ENUM ('CONSULTATION', 'PROGRESS', 'ADMISSION', 'PROCEDURE', 'NURSING', 'OTHER');

-- CreateEnum
CREATE TYPE "LetterKind" AS ENUM ('REFERRAL', 'HANDOVER', 'QUESTION');

-- CreateEnum
CREATE TYPE "CatalogueKind" AS ENUM ('TESTS', 'TREATMENTS', 'MEDICINES', 'SAFETY_RULES');

-- CreateEnum
CREATE TYPE "OrderKind" AS ENUM ('TEST', 'TREATMENT');

-- CreateEnum
CREATE TYPE "ParameterKind" AS ENUM ('NUMBER', 'CHOICE', 'TEXT');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY', 'COMPLETED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "OrderEventKind" AS ENUM ('ORDERED', 'SCHEDULED', 'COLLECTED', 'RESULTED', 'AMENDED', 'GIVEN', 'CANCELLED', 'RELEASED', 'WITHHELD', 'ACKNOWLEDGED', 'MAILED');

-- CreateEnum
CREATE TYPE "ResultStatus" AS ENUM ('PRELIMINARY', 'FINAL', 'AMENDED');

-- CreateEnum
CREATE TYPE "ResultFlag" AS ENUM ('NORMAL', 'LOW', 'HIGH', 'ABNORMAL', 'CRITICAL_LOW', 'CRITICAL_HIGH', 'CRITICAL');

-- CreateEnum
CREATE TYPE "PrescriptionStatus" AS ENUM ('ACTIVE', 'REPLACED', 'STOPPED');

-- CreateEnum
CREATE TYPE "WarningKind" AS ENUM ('ALLERGY', 'INTERACTION', 'DUPLICATE', 'MAXIMUM_DOSE', 'NOT_CHECKED');

-- CreateEnum
CREATE TYPE "WarningSeverity" AS ENUM ('CAUTION', 'SERIOUS', 'CONTRAINDICATED');

-- CreateEnum
CREATE TYPE "DocumentKind" AS ENUM ('LAB_REPORT', 'SCAN', 'PRESCRIPTION', 'REFERRAL', 'DISCHARGE', 'CONSENT', 'OTHER');

-- CreateEnum
CREATE TYPE "Mood" AS ENUM ('VERY_LOW', 'LOW', 'OKAY', 'GOOD', 'VERY_GOOD');

-- CreateEnum
CREATE TYPE "PrintedKind" AS ENUM ('PRESCRIPTION', 'TEST_REPORT', 'DISCHARGE_SUMMARY');

-- DropIndex
DROP INDEX "stored_file_uploaded_by_id_idx";

-- DropIndex
DROP INDEX "observation_patient_id_taken_at_idx";

-- AlterTable
ALTER TABLE "hospital_settings" ADD COLUMN     "mail_test_reports" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "upload_daily_megabytes" INTEGER NOT NULL DEFAULT 200,
ADD COLUMN     "upload_megabytes" INTEGER NOT NULL DEFAULT 10;

-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "damaged_at" TIMESTAMPTZ(3),
ADD COLUMN     "scan" "ScanStatus" NOT NULL DEFAULT 'NOT_SCANNED',
ADD COLUMN     "scanned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "patient" ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "no_known_allergies_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "observation" ADD COLUMN     "admission_id" UUID,
ADD COLUMN     "fio2" SMALLINT,
ADD COLUMN     "glucose_mg_dl" SMALLINT,
ADD COLUMN     "news2" JSONB,
ADD COLUMN     "news2_band" "News2Band",
ADD COLUMN     "news2_total" SMALLINT,
ADD COLUMN     "oxygen_device" "OxygenDevice",
ADD COLUMN     "oxygen_flow_tenths" SMALLINT,
ADD COLUMN     "pain" SMALLINT,
ADD COLUMN     "pregnant" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "source" "ObservationSource" NOT NULL DEFAULT 'STAFF',
ADD COLUMN     "spo2_scale" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "struck_at" TIMESTAMPTZ(3),
ADD COLUMN     "struck_by_id" UUID,
ADD COLUMN     "struck_reason" TEXT,
ADD COLUMN     "weight_grams" INTEGER;

-- AlterTable
ALTER TABLE "clinical_note" ADD COLUMN     "amends_id" UUID,
ADD COLUMN     "appointment_id" UUID,
ADD COLUMN     "kind" "NoteKind" NOT NULL DEFAULT 'PROGRESS';

-- AlterTable
ALTER TABLE "prescription" ADD COLUMN     "appointment_id" UUID,
ADD COLUMN     "number" SERIAL NOT NULL,
ADD COLUMN     "replaces_id" UUID,
ADD COLUMN     "rule_set" TEXT,
ADD COLUMN     "status" "PrescriptionStatus" NOT NULL DEFAULT 'ACTIVE',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "prescription_item" ADD COLUMN     "dose_amount" DECIMAL(8,2),
ADD COLUMN     "medicine_id" UUID,
ADD COLUMN     "quantity" INTEGER,
ADD COLUMN     "route" TEXT,
ADD COLUMN     "stop_reason" TEXT,
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_by_id" UUID,
ADD COLUMN     "unit" TEXT;

-- CreateTable
CREATE TABLE "allergy" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "kind" "AllergyKind" NOT NULL,
    "substance" TEXT NOT NULL,
    "code" TEXT,
    "reaction" TEXT,
    "severity" "AllergySeverity" NOT NULL DEFAULT 'UNKNOWN',
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" UUID,
    "removed_reason" TEXT,

    CONSTRAINT "allergy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT,
    "since" DATE,
    "note" TEXT,
    "status" "ConditionStatus" NOT NULL DEFAULT 'ACTIVE',
    "resolved_on" DATE,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "condition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_contact" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "relation" "FamilyRelation" NOT NULL,
    "phone" TEXT NOT NULL,

    CONSTRAINT "patient_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient_merge" (
    "id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "gone_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "moved" JSONB NOT NULL,
    "filled" JSONB NOT NULL,
    "merged_by_id" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undo_reason" TEXT,

    CONSTRAINT "patient_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "break_glass" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "break_glass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_look" (
    "account_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "before" TIMESTAMPTZ(3),

    CONSTRAINT "record_look_pkey" PRIMARY KEY ("account_id","patient_id")
);

-- CreateTable
CREATE TABLE "spo2_scale_decision" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "scale" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spo2_scale_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_draft" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "kind" "NoteKind" NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "colleague_letter" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "text" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "colleague_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_release" (
    "id" UUID NOT NULL,
    "kind" "CatalogueKind" NOT NULL,
    "version" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "published_on" DATE NOT NULL,
    "review_by" DATE,
    "rows" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "rules" JSONB,
    "loaded_by_id" UUID,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalogue_release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_item" (
    "id" UUID NOT NULL,
    "kind" "OrderKind" NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "specimen" TEXT,
    "preparation" TEXT,
    "price_minor" BIGINT NOT NULL,
    "turnaround_hours" SMALLINT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "release_id" UUID NOT NULL,

    CONSTRAINT "catalogue_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_parameter" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ParameterKind" NOT NULL,
    "unit" TEXT,
    "decimals" SMALLINT NOT NULL DEFAULT 0,
    "choices" TEXT[],
    "abnormal" TEXT[],
    "critical" TEXT[],
    "possible_low" DECIMAL(14,4),
    "possible_high" DECIMAL(14,4),

    CONSTRAINT "test_parameter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_range" (
    "id" UUID NOT NULL,
    "parameter_id" UUID NOT NULL,
    "sex" "Sex",
    "from_days" INTEGER NOT NULL DEFAULT 0,
    "until_days" INTEGER,
    "low" DECIMAL(14,4),
    "high" DECIMAL(14,4),
    "critical_low" DECIMAL(14,4),
    "critical_high" DECIMAL(14,4),

    CONSTRAINT "reference_range_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "medicine" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "strength" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "release_id" UUID NOT NULL,

    CONSTRAINT "medicine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "medicine_ingredient" (
    "id" UUID NOT NULL,
    "medicine_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "amount_mg" DECIMAL(14,4),

    CONSTRAINT "medicine_ingredient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clinical_order" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "admission_id" UUID,
    "appointment_id" UUID,
    "item_id" UUID NOT NULL,
    "kind" "OrderKind" NOT NULL,
    "priority" "Priority" NOT NULL DEFAULT 'ROUTINE',
    "reason" TEXT,
    "status" "OrderStatus" NOT NULL DEFAULT 'ORDERED',
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "ordered_by_id" UUID NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3),
    "place" TEXT,
    "collected_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "given_by_id" UUID,
    "given_note" TEXT,
    "status_reason" TEXT,
    "released_at" TIMESTAMPTZ(3),
    "released_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "clinical_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_event" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "kind" "OrderEventKind" NOT NULL,
    "reason" TEXT,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_result" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "version" SMALLINT NOT NULL,
    "status" "ResultStatus" NOT NULL,
    "comment" TEXT,
    "reason" TEXT,
    "is_abnormal" BOOLEAN NOT NULL DEFAULT false,
    "is_critical" BOOLEAN NOT NULL DEFAULT false,
    "document_id" UUID,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "test_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result_value" (
    "id" UUID NOT NULL,
    "result_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT,
    "decimals" SMALLINT NOT NULL DEFAULT 0,
    "number" DECIMAL(14,4),
    "text" TEXT,
    "flag" "ResultFlag",
    "low" DECIMAL(14,4),
    "high" DECIMAL(14,4),
    "critical_low" DECIMAL(14,4),
    "critical_high" DECIMAL(14,4),

    CONSTRAINT "result_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "result_acknowledgement" (
    "id" UUID NOT NULL,
    "result_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_acknowledgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prescription_warning" (
    "id" UUID NOT NULL,
    "prescription_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" "WarningKind" NOT NULL,
    "severity" "WarningSeverity" NOT NULL,
    "text" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "prescription_warning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prescription_favourite" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prescription_favourite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "order_id" UUID,
    "file_id" UUID NOT NULL,
    "preview_id" UUID,
    "kind" "DocumentKind" NOT NULL,
    "title" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_at" TIMESTAMPTZ(3),
    "released_by_id" UUID,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" UUID,
    "removed_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_report" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "mood" "Mood" NOT NULL,
    "rating" SMALLINT NOT NULL,
    "symptoms" TEXT[],
    "description" TEXT,
    "temperature_tenths_c" SMALLINT,
    "spo2" SMALLINT,
    "pulse" SMALLINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "daily_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discharge_summary" (
    "id" UUID NOT NULL,
    "admission_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "version" SMALLINT NOT NULL,
    "doctor_id" UUID NOT NULL,
    "diagnosis" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "medicines" TEXT,
    "advice" TEXT NOT NULL,
    "follow_up_on" DATE,
    "reason" TEXT,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discharge_summary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "printed_document" (
    "code" TEXT NOT NULL,
    "kind" "PrintedKind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "printed_document_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "allergy_patient_id_idx" ON "allergy"("patient_id");

-- CreateIndex
CREATE INDEX "condition_patient_id_status_idx" ON "condition"("patient_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "patient_contact_patient_id_position_key" ON "patient_contact"("patient_id", "position");

-- CreateIndex
CREATE INDEX "patient_merge_kept_id_idx" ON "patient_merge"("kept_id");

-- CreateIndex
CREATE INDEX "patient_merge_gone_id_idx" ON "patient_merge"("gone_id");

-- CreateIndex
CREATE INDEX "break_glass_doctor_id_patient_id_ends_at_idx" ON "break_glass"("doctor_id", "patient_id", "ends_at");

-- CreateIndex
CREATE INDEX "break_glass_patient_id_idx" ON "break_glass"("patient_id");

-- CreateIndex
CREATE INDEX "record_look_patient_id_idx" ON "record_look"("patient_id");

-- CreateIndex
CREATE INDEX "spo2_scale_decision_patient_id_decided_at_idx" ON "spo2_scale_decision"("patient_id", "decided_at" DESC);

-- CreateIndex
CREATE INDEX "spo2_scale_decision_doctor_id_idx" ON "spo2_scale_decision"("doctor_id");

-- CreateIndex
CREATE INDEX "note_draft_patient_id_idx" ON "note_draft"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "note_draft_doctor_id_patient_id_key" ON "note_draft"("doctor_id", "patient_id");

-- CreateIndex
CREATE INDEX "colleague_letter_patient_id_sent_at_id_idx" ON "colleague_letter"("patient_id", "sent_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "colleague_letter_to_id_sent_at_id_idx" ON "colleague_letter"("to_id", "sent_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "colleague_letter_from_id_sent_at_id_idx" ON "colleague_letter"("from_id", "sent_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "catalogue_release_kind_loaded_at_idx" ON "catalogue_release"("kind", "loaded_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_release_kind_version_key" ON "catalogue_release"("kind", "version");

-- CreateIndex
CREATE UNIQUE INDEX "catalogue_item_code_key" ON "catalogue_item"("code");

-- CreateIndex
CREATE INDEX "catalogue_item_release_id_idx" ON "catalogue_item"("release_id");

-- CreateIndex
CREATE INDEX "catalogue_item_kind_category_name_idx" ON "catalogue_item"("kind", "category", "name");

-- CreateIndex
CREATE UNIQUE INDEX "test_parameter_item_id_code_key" ON "test_parameter"("item_id", "code");

-- CreateIndex
CREATE INDEX "reference_range_parameter_id_idx" ON "reference_range"("parameter_id");

-- CreateIndex
CREATE UNIQUE INDEX "medicine_code_key" ON "medicine"("code");

-- CreateIndex
CREATE INDEX "medicine_release_id_idx" ON "medicine"("release_id");

-- CreateIndex
CREATE INDEX "medicine_name_strength_idx" ON "medicine"("name", "strength");

-- CreateIndex
CREATE UNIQUE INDEX "medicine_ingredient_medicine_id_code_key" ON "medicine_ingredient"("medicine_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "clinical_order_number_key" ON "clinical_order"("number");

-- CreateIndex
CREATE INDEX "clinical_order_patient_id_ordered_at_id_idx" ON "clinical_order"("patient_id", "ordered_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "clinical_order_doctor_id_status_ordered_at_idx" ON "clinical_order"("doctor_id", "status", "ordered_at" DESC);

-- CreateIndex
CREATE INDEX "clinical_order_admission_id_idx" ON "clinical_order"("admission_id");

-- CreateIndex
CREATE INDEX "clinical_order_appointment_id_idx" ON "clinical_order"("appointment_id");

-- CreateIndex
CREATE INDEX "clinical_order_item_id_idx" ON "clinical_order"("item_id");

-- CreateIndex
CREATE INDEX "order_event_order_id_at_idx" ON "order_event"("order_id", "at");

-- CreateIndex
CREATE INDEX "test_result_recorded_at_id_idx" ON "test_result"("recorded_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "test_result_document_id_idx" ON "test_result"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "test_result_order_id_version_key" ON "test_result"("order_id", "version");

-- CreateIndex
CREATE INDEX "result_value_code_idx" ON "result_value"("code");

-- CreateIndex
CREATE UNIQUE INDEX "result_value_result_id_position_key" ON "result_value"("result_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "result_acknowledgement_result_id_key" ON "result_acknowledgement"("result_id");

-- CreateIndex
CREATE UNIQUE INDEX "prescription_warning_prescription_id_position_key" ON "prescription_warning"("prescription_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "prescription_favourite_doctor_id_name_key" ON "prescription_favourite"("doctor_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "document_file_id_key" ON "document"("file_id");

-- CreateIndex
CREATE INDEX "document_patient_id_created_at_id_idx" ON "document"("patient_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "document_order_id_idx" ON "document"("order_id");

-- CreateIndex
CREATE INDEX "document_preview_id_idx" ON "document"("preview_id");

-- CreateIndex
CREATE UNIQUE INDEX "daily_report_patient_id_day_key" ON "daily_report"("patient_id", "day");

-- CreateIndex
CREATE INDEX "discharge_summary_patient_id_signed_at_id_idx" ON "discharge_summary"("patient_id", "signed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "discharge_summary_doctor_id_idx" ON "discharge_summary"("doctor_id");

-- CreateIndex
CREATE UNIQUE INDEX "discharge_summary_admission_id_version_key" ON "discharge_summary"("admission_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "printed_document_kind_subject_id_key" ON "printed_document"("kind", "subject_id");

-- CreateIndex
CREATE INDEX "stored_file_uploaded_by_id_created_at_idx" ON "stored_file"("uploaded_by_id", "created_at");

-- CreateIndex
CREATE INDEX "patient_merged_into_id_idx" ON "patient"("merged_into_id");

-- CreateIndex
CREATE INDEX "observation_patient_id_taken_at_id_idx" ON "observation"("patient_id", "taken_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "observation_admission_id_taken_at_idx" ON "observation"("admission_id", "taken_at" DESC);

-- CreateIndex
CREATE INDEX "clinical_note_appointment_id_idx" ON "clinical_note"("appointment_id");

-- CreateIndex
CREATE INDEX "clinical_note_amends_id_idx" ON "clinical_note"("amends_id");

-- CreateIndex
CREATE UNIQUE INDEX "prescription_number_key" ON "prescription"("number");

-- CreateIndex
CREATE UNIQUE INDEX "prescription_replaces_id_key" ON "prescription"("replaces_id");

-- CreateIndex
CREATE INDEX "prescription_appointment_id_idx" ON "prescription"("appointment_id");

-- CreateIndex
CREATE INDEX "prescription_item_medicine_id_idx" ON "prescription_item"("medicine_id");

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allergy" ADD CONSTRAINT "allergy_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition" ADD CONSTRAINT "condition_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_contact" ADD CONSTRAINT "patient_contact_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient_merge" ADD CONSTRAINT "patient_merge_gone_id_fkey" FOREIGN KEY ("gone_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_look" ADD CONSTRAINT "record_look_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_look" ADD CONSTRAINT "record_look_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spo2_scale_decision" ADD CONSTRAINT "spo2_scale_decision_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spo2_scale_decision" ADD CONSTRAINT "spo2_scale_decision_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_note" ADD CONSTRAINT "clinical_note_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_note" ADD CONSTRAINT "clinical_note_amends_id_fkey" FOREIGN KEY ("amends_id") REFERENCES "clinical_note"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_draft" ADD CONSTRAINT "note_draft_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_draft" ADD CONSTRAINT "note_draft_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_letter" ADD CONSTRAINT "colleague_letter_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_letter" ADD CONSTRAINT "colleague_letter_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_letter" ADD CONSTRAINT "colleague_letter_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalogue_item" ADD CONSTRAINT "catalogue_item_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "catalogue_release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_parameter" ADD CONSTRAINT "test_parameter_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "catalogue_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference_range" ADD CONSTRAINT "reference_range_parameter_id_fkey" FOREIGN KEY ("parameter_id") REFERENCES "test_parameter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "medicine" ADD CONSTRAINT "medicine_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "catalogue_release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "medicine_ingredient" ADD CONSTRAINT "medicine_ingredient_medicine_id_fkey" FOREIGN KEY ("medicine_id") REFERENCES "medicine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "catalogue_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_event" ADD CONSTRAINT "order_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "clinical_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_result" ADD CONSTRAINT "test_result_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "clinical_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_result" ADD CONSTRAINT "test_result_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_value" ADD CONSTRAINT "result_value_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "test_result"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "result_acknowledgement" ADD CONSTRAINT "result_acknowledgement_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "test_result"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription" ADD CONSTRAINT "prescription_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription" ADD CONSTRAINT "prescription_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "prescription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription_item" ADD CONSTRAINT "prescription_item_medicine_id_fkey" FOREIGN KEY ("medicine_id") REFERENCES "medicine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription_warning" ADD CONSTRAINT "prescription_warning_prescription_id_fkey" FOREIGN KEY ("prescription_id") REFERENCES "prescription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription_favourite" ADD CONSTRAINT "prescription_favourite_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "clinical_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "stored_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "stored_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_report" ADD CONSTRAINT "daily_report_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discharge_summary" ADD CONSTRAINT "discharge_summary_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discharge_summary" ADD CONSTRAINT "discharge_summary_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discharge_summary" ADD CONSTRAINT "discharge_summary_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------------------------------------------------------
-- What Prisma's language cannot say.

-- Rows that stay as they were written. Only the merging of two records of one person, which runs as the owner of the
-- tables, gives them to the other record; `keep_but` names the columns that may still change.
CREATE FUNCTION "is_merging"("of" oid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_user = pg_get_userbyid((SELECT "relowner" FROM pg_class WHERE "oid" = "of"))
$$;
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_LEVEL = 'ROW' AND TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - 'patient_id' = to_jsonb(OLD) - 'patient_id' AND "is_merging"(TG_RELID) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE FUNCTION "keep_but"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "free" text[] := TG_ARGV;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF "is_merging"(TG_RELID) THEN "free" := "free" || 'patient_id'::text; END IF;
    IF to_jsonb(NEW) - "free" = to_jsonb(OLD) - "free" THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% keeps what was written', TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

-- Whose a row is, its own patient says as well as the row it belongs to: never two different ones.
ALTER TABLE "admission" ADD CONSTRAINT "admission_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "clinical_note"
  ADD CONSTRAINT "clinical_note_of_patient" UNIQUE ("id", "patient_id"),
  ADD CONSTRAINT "clinical_note_amends_same_patient" FOREIGN KEY ("amends_id", "patient_id")
    REFERENCES "clinical_note" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "clinical_order" ADD CONSTRAINT "clinical_order_of_patient" UNIQUE ("id", "patient_id");
ALTER TABLE "prescription"
  ADD CONSTRAINT "prescription_of_patient" UNIQUE ("id", "patient_id"),
  ADD CONSTRAINT "prescription_replaces_same_patient" FOREIGN KEY ("replaces_id", "patient_id")
    REFERENCES "prescription" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "document" ADD CONSTRAINT "document_order_same_patient" FOREIGN KEY ("order_id", "patient_id")
  REFERENCES "clinical_order" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "discharge_summary" ADD CONSTRAINT "discharge_summary_same_patient" FOREIGN KEY ("admission_id", "patient_id")
  REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "observation" ADD CONSTRAINT "observation_admission_same_patient" FOREIGN KEY ("admission_id", "patient_id")
  REFERENCES "admission" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;

-- Settings
ALTER TABLE "hospital_settings" ADD CONSTRAINT "hospital_settings_uploads" CHECK (
  "upload_megabytes" BETWEEN 1 AND 50 AND "upload_daily_megabytes" BETWEEN "upload_megabytes" AND 5000);

-- Allergies: each once, and what was one text before is a row now.
ALTER TABLE "allergy" ADD CONSTRAINT "allergy_removed_with_reason" CHECK (
  ("removed_at" IS NULL) = ("removed_reason" IS NULL) AND ("removed_at" IS NULL) = ("removed_by_id" IS NULL));
CREATE UNIQUE INDEX "allergy_once" ON "allergy" ("patient_id", lower("substance")) WHERE "removed_at" IS NULL;
CREATE TRIGGER "allergy_keeps" BEFORE UPDATE OR DELETE ON "allergy"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('removed_at', 'removed_by_id', 'removed_reason');
UPDATE "patient" SET "no_known_allergies_at" = "created_at"
  WHERE lower(btrim("allergies")) IN ('none', 'no', 'nil', 'none known', 'no known allergies', 'no known drug allergies', 'nkda', 'nka');
INSERT INTO "allergy" ("id", "patient_id", "kind", "substance", "recorded_at")
  SELECT gen_random_uuid(), "id", 'OTHER', btrim("allergies"), "created_at" FROM "patient"
  WHERE btrim("allergies") <> '' AND "no_known_allergies_at" IS NULL;
ALTER TABLE "condition" ADD CONSTRAINT "condition_resolved_after_it_began" CHECK ("resolved_on" >= "since");
ALTER TABLE "patient" ADD CONSTRAINT "patient_merged_is_closed" CHECK (
  "merged_into_id" IS NULL OR ("deactivated_at" IS NOT NULL AND "merged_into_id" <> "id"));

-- Breaking the glass: a real reason, an hour at most.
ALTER TABLE "break_glass"
  ADD CONSTRAINT "break_glass_reason" CHECK (length(btrim("reason")) >= 10),
  ADD CONSTRAINT "break_glass_an_hour" CHECK ("ends_at" > "started_at" AND "ends_at" <= "started_at" + interval '60 minutes');
CREATE TRIGGER "break_glass_append_only" BEFORE UPDATE OR DELETE ON "break_glass"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Observations
ALTER TABLE "observation"
  ADD CONSTRAINT "observation_oxygen_flow" CHECK ("oxygen_flow_tenths" BETWEEN 0 AND 1000),
  ADD CONSTRAINT "observation_fio2" CHECK ("fio2" BETWEEN 21 AND 100),
  ADD CONSTRAINT "observation_device_is_oxygen" CHECK (
    ("oxygen_device" IS NULL AND "oxygen_flow_tenths" IS NULL AND "fio2" IS NULL) OR coalesce("oxygen" <> 'ROOM_AIR', FALSE)),
  ADD CONSTRAINT "observation_pain" CHECK ("pain" BETWEEN 0 AND 10),
  ADD CONSTRAINT "observation_glucose" CHECK ("glucose_mg_dl" BETWEEN 10 AND 2000),
  ADD CONSTRAINT "observation_weight" CHECK ("weight_grams" BETWEEN 200 AND 500000),
  ADD CONSTRAINT "observation_spo2_scale" CHECK ("spo2_scale" IN (1, 2)),
  ADD CONSTRAINT "observation_news2" CHECK (
    "news2_total" BETWEEN 0 AND 20 AND ("news2_total" IS NULL) = ("news2_band" IS NULL)
    AND ("news2_total" IS NULL OR "news2" IS NOT NULL)),
  ADD CONSTRAINT "observation_struck_with_reason" CHECK (
    ("struck_at" IS NULL) = ("struck_reason" IS NULL) AND ("struck_at" IS NULL) = ("struck_by_id" IS NULL));
CREATE TRIGGER "observation_keeps" BEFORE UPDATE OR DELETE ON "observation"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('struck_at', 'struck_by_id', 'struck_reason');
ALTER TABLE "spo2_scale_decision" ADD CONSTRAINT "spo2_scale_decision_scale" CHECK ("scale" IN (1, 2));
CREATE TRIGGER "spo2_scale_decision_append_only" BEFORE UPDATE OR DELETE ON "spo2_scale_decision"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Letters between doctors
ALTER TABLE "colleague_letter"
  ADD CONSTRAINT "colleague_letter_to_another" CHECK ("from_id" <> "to_id"),
  ADD CONSTRAINT "colleague_letter_answered" CHECK (("answer" IS NULL) = ("answered_at" IS NULL));
CREATE TRIGGER "colleague_letter_keeps" BEFORE UPDATE OR DELETE ON "colleague_letter"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('read_at', 'answer', 'answered_at');

-- Catalogues. Search looks at this very expression.
ALTER TABLE "catalogue_item" ADD CONSTRAINT "catalogue_item_price_not_negative" CHECK ("price_minor" >= 0);
ALTER TABLE "catalogue_item" ADD COLUMN "search" text GENERATED ALWAYS AS ("search_text"("name", "code", "category")) STORED;
CREATE INDEX "catalogue_item_search_idx" ON "catalogue_item" USING gin ("search" gin_trgm_ops);
ALTER TABLE "medicine" ADD CONSTRAINT "medicine_price_not_negative" CHECK ("price_minor" >= 0);
ALTER TABLE "medicine" ADD COLUMN "search" text GENERATED ALWAYS AS ("search_text"("name", "strength", "form", "code")) STORED;
CREATE INDEX "medicine_search_idx" ON "medicine" USING gin ("search" gin_trgm_ops);
ALTER TABLE "medicine_ingredient" ADD CONSTRAINT "medicine_ingredient_amount" CHECK ("amount_mg" > 0);
ALTER TABLE "reference_range"
  ADD CONSTRAINT "reference_range_ages" CHECK ("from_days" >= 0 AND "until_days" > "from_days"),
  ADD CONSTRAINT "reference_range_in_order" CHECK (
    "low" <= "high" AND "critical_low" <= coalesce("low", "critical_low") AND "critical_high" >= coalesce("high", "critical_high"));
ALTER TABLE "catalogue_release" ADD CONSTRAINT "catalogue_release_rules" CHECK (("kind" = 'SAFETY_RULES') = ("rules" IS NOT NULL));
CREATE TRIGGER "catalogue_release_append_only" BEFORE UPDATE OR DELETE ON "catalogue_release"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Orders: the one table of their changes, as in src/orders/transition-rules.ts.
ALTER SEQUENCE "clinical_order_number_seq" RESTART WITH 1001;
ALTER TABLE "clinical_order"
  ADD CONSTRAINT "clinical_order_cancelled_with_reason" CHECK ("status" <> 'CANCELLED' OR "status_reason" IS NOT NULL),
  ADD CONSTRAINT "clinical_order_scheduled_with_time" CHECK ("status" <> 'SCHEDULED' OR "scheduled_at" IS NOT NULL),
  ADD CONSTRAINT "clinical_order_completed_with_time" CHECK (("status" = 'COMPLETED') = ("completed_at" IS NOT NULL)),
  ADD CONSTRAINT "clinical_order_treatment_has_no_result" CHECK ("kind" = 'TEST' OR "status" <> 'PRELIMINARY'),
  ADD CONSTRAINT "clinical_order_treatment_given" CHECK (
    ("kind" = 'TREATMENT' AND "status" = 'COMPLETED') = ("given_by_id" IS NOT NULL));
-- What a patient reads of their results, the newest first.
CREATE INDEX "clinical_order_released_idx" ON "clinical_order" ("patient_id", "released_at" DESC, "id" DESC)
  WHERE "released_at" IS NOT NULL;
-- What waits is short, however long the history: the desk's work list and the laboratory's.
CREATE INDEX "clinical_order_waiting_idx" ON "clinical_order" ("priority" DESC, "ordered_at", "id")
  WHERE "status" IN ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY');
CREATE FUNCTION "clinical_order_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD."status"::text, NEW."status"::text) IN (
    ('ORDERED', 'SCHEDULED'), ('ORDERED', 'COLLECTED'), ('ORDERED', 'PRELIMINARY'), ('ORDERED', 'COMPLETED'),
    ('ORDERED', 'CANCELLED'),
    ('SCHEDULED', 'COLLECTED'), ('SCHEDULED', 'PRELIMINARY'), ('SCHEDULED', 'COMPLETED'), ('SCHEDULED', 'CANCELLED'),
    ('COLLECTED', 'ORDERED'), ('COLLECTED', 'PRELIMINARY'), ('COLLECTED', 'COMPLETED'), ('COLLECTED', 'CANCELLED'),
    ('PRELIMINARY', 'COMPLETED'))
  THEN RAISE EXCEPTION 'an order does not go from % to %', OLD."status", NEW."status"
    USING ERRCODE = '23514', CONSTRAINT = 'clinical_order_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "clinical_order_changes_state" BEFORE UPDATE OF "status" ON "clinical_order"
  FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION "clinical_order_changes_state"();
CREATE TRIGGER "order_event_append_only" BEFORE UPDATE OR DELETE ON "order_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Results: one after the other; after a final one only amendments with a reason; none for an order that is cancelled.
ALTER TABLE "test_result" ADD CONSTRAINT "test_result_amended_with_reason" CHECK (("status" = 'AMENDED') = ("reason" IS NOT NULL));
CREATE FUNCTION "test_result_follows"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "ordered" "clinical_order";
  "former" "test_result";
BEGIN
  SELECT * INTO "ordered" FROM "clinical_order" WHERE "id" = NEW."order_id" FOR UPDATE;
  IF "ordered"."kind" <> 'TEST' OR "ordered"."status" = 'CANCELLED' THEN
    RAISE EXCEPTION 'this order takes no result' USING ERRCODE = '23514', CONSTRAINT = 'test_result_of_an_open_order';
  END IF;
  SELECT * INTO "former" FROM "test_result" WHERE "order_id" = NEW."order_id" ORDER BY "version" DESC LIMIT 1;
  IF NEW."version" <> coalesce("former"."version", 0) + 1
    OR (NEW."status" = 'AMENDED') <> (coalesce("former"."status", 'PRELIMINARY') IN ('FINAL', 'AMENDED'))
  THEN RAISE EXCEPTION 'a final result is only amended' USING ERRCODE = '23514', CONSTRAINT = 'test_result_follows';
  END IF;
  NEW."patient_id" := "ordered"."patient_id";
  RETURN NEW;
END $$;
CREATE TRIGGER "test_result_follows" BEFORE INSERT ON "test_result"
  FOR EACH ROW EXECUTE FUNCTION "test_result_follows"();
CREATE FUNCTION "clinical_order_has_result"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "wanted" uuid := CASE TG_TABLE_NAME WHEN 'clinical_order' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'order_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "clinical_order" o
    LEFT JOIN LATERAL (SELECT "status" FROM "test_result" r WHERE r."order_id" = o."id" ORDER BY "version" DESC LIMIT 1) r ON TRUE
    WHERE o."id" = "wanted" AND o."kind" = 'TEST' AND (
      (o."status" = 'COMPLETED') IS DISTINCT FROM coalesce(r."status" IN ('FINAL', 'AMENDED'), FALSE)
      OR (o."status" = 'PRELIMINARY') IS DISTINCT FROM coalesce(r."status" = 'PRELIMINARY', FALSE)))
  THEN RAISE EXCEPTION 'an order stands as its result does' USING ERRCODE = '23514', CONSTRAINT = 'clinical_order_has_result';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "clinical_order_has_result" AFTER INSERT OR UPDATE OF "status" ON "clinical_order"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "clinical_order_has_result"();
CREATE CONSTRAINT TRIGGER "test_result_has_order" AFTER INSERT ON "test_result"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "clinical_order_has_result"();
CREATE TRIGGER "test_result_append_only" BEFORE UPDATE OR DELETE ON "test_result"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "result_value" ADD CONSTRAINT "result_value_number_or_text" CHECK (("number" IS NULL) <> ("text" IS NULL));
CREATE TRIGGER "result_value_append_only" BEFORE UPDATE OR DELETE ON "result_value"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "result_acknowledgement_append_only" BEFORE UPDATE OR DELETE ON "result_acknowledgement"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
-- The critical results that no doctor has acknowledged: few, and asked for by every dashboard.
CREATE INDEX "test_result_critical_idx" ON "test_result" ("recorded_at", "order_id") WHERE "is_critical";

-- Prescriptions are signed: a change is a new one that replaces the old, a medicine can be stopped.
CREATE TRIGGER "prescription_keeps" BEFORE UPDATE OR DELETE ON "prescription"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('status', 'version');
ALTER TABLE "prescription_item"
  ADD CONSTRAINT "prescription_item_dose" CHECK ("dose_amount" > 0),
  ADD CONSTRAINT "prescription_item_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "prescription_item_stopped_with_reason" CHECK (
    ("stopped_at" IS NULL) = ("stop_reason" IS NULL) AND ("stopped_at" IS NULL) = ("stopped_by_id" IS NULL));
CREATE TRIGGER "prescription_item_keeps" BEFORE UPDATE OR DELETE ON "prescription_item"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('stopped_at', 'stopped_by_id', 'stop_reason');
ALTER TABLE "prescription_warning" ADD CONSTRAINT "prescription_warning_reason" CHECK (btrim("reason") <> '');
CREATE TRIGGER "prescription_warning_append_only" BEFORE UPDATE OR DELETE ON "prescription_warning"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Documents, reports, summaries
ALTER TABLE "document" ADD CONSTRAINT "document_removed_with_reason" CHECK (
  ("removed_at" IS NULL) = ("removed_reason" IS NULL) AND ("removed_at" IS NULL) = ("removed_by_id" IS NULL));
CREATE TRIGGER "document_keeps" BEFORE UPDATE OR DELETE ON "document" FOR EACH ROW EXECUTE FUNCTION "keep_but"(
  'order_id', 'preview_id', 'kind', 'title', 'day', 'released_at', 'released_by_id', 'removed_at', 'removed_by_id', 'removed_reason', 'version');
ALTER TABLE "daily_report"
  ADD CONSTRAINT "daily_report_rating" CHECK ("rating" BETWEEN 1 AND 10),
  ADD CONSTRAINT "daily_report_spo2" CHECK ("spo2" BETWEEN 50 AND 100),
  ADD CONSTRAINT "daily_report_temperature" CHECK ("temperature_tenths_c" BETWEEN 250 AND 450),
  ADD CONSTRAINT "daily_report_pulse" CHECK ("pulse" BETWEEN 20 AND 300);
ALTER TABLE "discharge_summary" ADD CONSTRAINT "discharge_summary_changed_with_reason" CHECK (("version" > 1) = ("reason" IS NOT NULL));
CREATE TRIGGER "discharge_summary_append_only" BEFORE UPDATE OR DELETE ON "discharge_summary"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "printed_document_keeps" BEFORE UPDATE OR DELETE ON "printed_document"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('superseded_at');

-- Two records of one person: every row of `gone_id` is given to `kept_id`, whatever table it stands in, and the merge
-- remembers in `moved` which, and what else it changed, so that it can be undone to the letter. A row of which the kept
-- record has its like already (the same guardian, the same day's report) stays behind. Runs as the owner, since it gives
-- away rows that otherwise never change.
CREATE TRIGGER "patient_merge_keeps" BEFORE UPDATE OR DELETE ON "patient_merge"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('moved', 'undone_at', 'undone_by_id', 'undo_reason');
ALTER TABLE "patient_merge"
  ADD CONSTRAINT "patient_merge_of_two" CHECK ("kept_id" <> "gone_id"),
  ADD CONSTRAINT "patient_merge_undone_with_reason" CHECK (
    ("undone_at" IS NULL) = ("undo_reason" IS NULL) AND ("undone_at" IS NULL) = ("undone_by_id" IS NULL));
CREATE UNIQUE INDEX "patient_merge_once" ON "patient_merge" ("gone_id") WHERE "undone_at" IS NULL;
-- Where a patient's rows stand. `spares`: tables in which one person may have the same row in both records.
CREATE FUNCTION "patient_places"() RETURNS TABLE ("place" regclass, "name" text, "holder" text, "spares" boolean)
LANGUAGE sql STABLE AS $$
  SELECT c."conrelid"::regclass, r."relname"::text, a."attname"::text,
    r."relname" IN ('guardianship', 'note_draft', 'daily_report', 'care_assignment', 'allergy')
  FROM pg_constraint c
  JOIN pg_class r ON r."oid" = c."conrelid"
  JOIN pg_attribute a ON a."attrelid" = c."conrelid" AND a."attnum" = c."conkey"[1]
  WHERE c."contype" = 'f' AND c."confrelid" = 'public.patient'::regclass AND cardinality(c."conkey") = 1
    AND r."relname" NOT IN ('patient', 'patient_merge', 'record_look', 'held_time')
  ORDER BY r."relname"
$$;
-- Which of these rows belong to which others: a note to its stay, a version to the one that it replaces. `binding`: the
-- database lets them belong to the same patient only.
CREATE FUNCTION "patient_ties"() RETURNS TABLE (
  "place" regclass, "holder" text, "spares" boolean, "pointer" text, "other" regclass, "other_holder" text, "binding" boolean)
LANGUAGE sql STABLE AS $$
  SELECT here."place", here."holder", here."spares", a."attname"::text, there."place", there."holder", EXISTS (
    SELECT FROM pg_constraint s WHERE s."contype" = 'f' AND s."conrelid" = c."conrelid" AND s."confrelid" = c."confrelid"
      AND cardinality(s."conkey") = 2 AND c."conkey"[1] = ANY (s."conkey"))
  FROM pg_constraint c
  JOIN "patient_places"() here ON here."place" = c."conrelid"::regclass
  JOIN "patient_places"() there ON there."place" = c."confrelid"::regclass
  JOIN pg_attribute a ON a."attrelid" = c."conrelid" AND a."attnum" = c."conkey"[1]
  WHERE c."contype" = 'f' AND cardinality(c."conkey") = 1
  ORDER BY c."conname"
$$;
CREATE FUNCTION "merge_patients"("merge" uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  "one" "patient_merge";
  "spot" record;
  "row_id" uuid;
  "ids" jsonb;
  "found" jsonb;
  "all_moved" jsonb := '{}';
BEGIN
  SELECT * INTO STRICT "one" FROM "patient_merge" WHERE "id" = "merge" AND "undone_at" IS NULL AND "moved" = '{}' FOR UPDATE;

  -- Whom to call: those of the kept record first, then the others in their order.
  SELECT coalesce(jsonb_object_agg("id", "position"), '{}') INTO "found" FROM "patient_contact" WHERE "patient_id" = "one"."gone_id";
  UPDATE "patient_contact" SET "position" = "position" + greatest(
    (SELECT coalesce(max("position"), 0) FROM "patient_contact" WHERE "patient_id" = "one"."kept_id"),
    (SELECT coalesce(max("position"), 0) FROM "patient_contact" WHERE "patient_id" = "one"."gone_id"))
    WHERE "patient_id" = "one"."gone_id";
  IF "found" <> '{}' THEN "all_moved" := "all_moved" || jsonb_build_object('contacts', "found"); END IF;

  -- One substance in both: the graver of the two is what holds.
  WITH yielded AS (
    UPDATE "allergy" k SET "removed_at" = "one"."merged_at", "removed_by_id" = "one"."merged_by_id",
      "removed_reason" = 'Told as worse in the record that was merged into this one.'
    FROM "allergy" g
    WHERE k."patient_id" = "one"."kept_id" AND g."patient_id" = "one"."gone_id" AND k."removed_at" IS NULL AND g."removed_at" IS NULL
      AND lower(k."substance") = lower(g."substance")
      AND (array_position('{MILD,UNKNOWN,MODERATE,SEVERE}', g."severity"::text), g."code" IS NOT NULL)
        > (array_position('{MILD,UNKNOWN,MODERATE,SEVERE}', k."severity"::text), k."code" IS NOT NULL)
    RETURNING k."id")
  SELECT jsonb_agg("id") INTO "found" FROM yielded;
  IF "found" IS NOT NULL THEN "all_moved" := "all_moved" || jsonb_build_object('allergies', "found"); END IF;

  -- Nobody is at home in isolation twice, or at home and in a bed.
  WITH ended AS (
    UPDATE "home_isolation" h SET "ended_at" = "one"."merged_at", "end_reason" = 'Two records of one patient were merged.'
    WHERE h."ended_at" IS NULL AND (
      h."patient_id" = "one"."gone_id" AND EXISTS (
        SELECT FROM "home_isolation" k WHERE k."patient_id" = "one"."kept_id" AND k."ended_at" IS NULL)
      OR h."patient_id" IN ("one"."gone_id", "one"."kept_id") AND EXISTS (
        SELECT FROM "admission" a WHERE a."patient_id" IN ("one"."gone_id", "one"."kept_id") AND a."patient_id" <> h."patient_id"
          AND a."discharged_at" IS NULL))
    RETURNING h."id")
  SELECT jsonb_agg("id") INTO "found" FROM ended;
  IF "found" IS NOT NULL THEN "all_moved" := "all_moved" || jsonb_build_object('isolations', "found"); END IF;

  FOR "spot" IN SELECT * FROM "patient_places"() LOOP
    IF "spot"."spares" THEN
      "ids" := '[]';
      FOR "row_id" IN EXECUTE format('SELECT id FROM %s WHERE %I = $1 ORDER BY id', "spot"."place", "spot"."holder") USING "one"."gone_id" LOOP
        -- Nobody is their own guardian.
        CONTINUE WHEN "spot"."name" = 'guardianship' AND EXISTS (
          SELECT FROM "guardianship" g JOIN "patient" p ON p."account_id" = g."account_id"
          WHERE g."id" = "row_id" AND p."id" IN ("one"."kept_id", "one"."gone_id"));
        BEGIN
          EXECUTE format('UPDATE %s SET %I = $1 WHERE id = $2', "spot"."place", "spot"."holder") USING "one"."kept_id", "row_id";
          "ids" := "ids" || to_jsonb("row_id");
        EXCEPTION WHEN unique_violation THEN NULL;
        END;
      END LOOP;
    ELSE
      EXECUTE format(
        'WITH m AS (UPDATE %s SET %I = $1 WHERE %I = $2 RETURNING id) SELECT coalesce(jsonb_agg(id), ''[]'') FROM m',
        "spot"."place", "spot"."holder", "spot"."holder") INTO "ids" USING "one"."kept_id", "one"."gone_id";
    END IF;
    IF "ids" <> '[]' THEN "all_moved" := "all_moved" || jsonb_build_object("spot"."name" || '.' || "spot"."holder", "ids"); END IF;
  END LOOP;
  UPDATE "patient_merge" SET "moved" = "all_moved" WHERE "id" = "merge";
END $$;
CREATE FUNCTION "unmerge_patients"("merge" uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  "one" "patient_merge";
  "spot" record;
  "tie" record;
  "count" int;
  "again" boolean := TRUE;
  "stays" text;
BEGIN
  SELECT * INTO STRICT "one" FROM "patient_merge" WHERE "id" = "merge" AND "undone_at" IS NULL FOR UPDATE;
  FOR "spot" IN SELECT * FROM "patient_places"() LOOP
    EXECUTE format('UPDATE %s SET %I = $1 WHERE %I = $2 AND id IN (SELECT jsonb_array_elements_text($3)::uuid)',
      "spot"."place", "spot"."holder", "spot"."holder")
      USING "one"."gone_id", "one"."kept_id", coalesce("one"."moved" -> ("spot"."name" || '.' || "spot"."holder"), '[]');
  END LOOP;

  -- A document that was filed with an order of the other patient meanwhile.
  UPDATE "document" d SET "order_id" = NULL FROM "clinical_order" o
    WHERE o."id" = d."order_id" AND d."patient_id" = "one"."gone_id" AND o."patient_id" = "one"."kept_id"
      AND coalesce("one"."moved" -> 'document.patient_id', '[]') ? d."id"::text;

  -- What was added since to something that goes back (a note of that stay, the next version of that prescription) goes
  -- with it, unless it is bound to something that stays.
  WHILE "again" LOOP
    "again" := FALSE;
    FOR "tie" IN SELECT * FROM "patient_ties"() LOOP
      SELECT coalesce(string_agg(format(' AND NOT EXISTS (SELECT FROM %s b WHERE b.id = c.%I AND b.%I = $2)', t."other", t."pointer", t."other_holder"), ''), '')
        INTO "stays" FROM "patient_ties"() t WHERE t."place" = "tie"."place" AND t."binding" AND NOT "tie"."binding";
      BEGIN
        EXECUTE format('UPDATE %s c SET %I = $1 FROM %s o WHERE o.id = c.%I AND o.%I = $1 AND c.%I = $2',
          "tie"."place", "tie"."holder", "tie"."other", "tie"."pointer", "tie"."other_holder", "tie"."holder") || "stays"
          USING "one"."gone_id", "one"."kept_id";
        GET DIAGNOSTICS "count" = ROW_COUNT;
      EXCEPTION WHEN unique_violation THEN
        IF NOT "tie"."spares" THEN RAISE; END IF;
        "count" := 0;
      END;
      "again" := "again" OR "count" > 0;
    END LOOP;
  END LOOP;

  UPDATE "patient_contact" SET "position" = "position" + 1000 WHERE "patient_id" = "one"."gone_id";
  UPDATE "patient_contact" c SET "position" = w."value"::smallint
    FROM jsonb_each_text(coalesce("one"."moved" -> 'contacts', '{}')) w
    WHERE c."id" = w."key"::uuid AND c."patient_id" = "one"."gone_id";
  UPDATE "allergy" k SET "removed_at" = NULL, "removed_by_id" = NULL, "removed_reason" = NULL
    WHERE k."id" IN (SELECT jsonb_array_elements_text(coalesce("one"."moved" -> 'allergies', '[]'))::uuid)
      AND k."removed_at" = "one"."merged_at" AND NOT EXISTS (
        SELECT FROM "allergy" n WHERE n."patient_id" = k."patient_id" AND n."removed_at" IS NULL AND lower(n."substance") = lower(k."substance"));
  UPDATE "home_isolation" h SET "ended_at" = NULL, "end_reason" = NULL
    WHERE h."id" IN (SELECT jsonb_array_elements_text(coalesce("one"."moved" -> 'isolations', '[]'))::uuid)
      AND h."ended_at" = "one"."merged_at" AND NOT EXISTS (
        SELECT FROM "home_isolation" n WHERE n."patient_id" = h."patient_id" AND n."ended_at" IS NULL)
      AND NOT EXISTS (
        SELECT FROM "admission" a WHERE a."patient_id" = h."patient_id" AND a."discharged_at" IS NULL);
END $$;
REVOKE ALL ON FUNCTION "merge_patients"(uuid), "unmerge_patients"(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "merge_patients"(uuid), "unmerge_patients"(uuid) TO wardwell_app;
-- Whoever was writing while a record was merged away waits for it (their row points to the patient), and is refused then.
CREATE FUNCTION "patient_takes_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "patient" WHERE "id" = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND "merged_into_id" IS NOT NULL) THEN
    RAISE EXCEPTION 'a record that was merged takes nothing'
      USING ERRCODE = '23514', CONSTRAINT = 'patient_takes_entries';
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE
  "spot" record;
BEGIN
  FOR "spot" IN SELECT * FROM "patient_places"() LOOP
    -- Named to come after the foreign keys' own triggers, which wait.
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s FOR EACH ROW EXECUTE FUNCTION "patient_takes_entries"(%L)',
      "spot"."name" || '_patient_takes_entries', "spot"."place", "spot"."holder");
  END LOOP;
END $$;

-- The very files of each list, and a list that is looked at before it is loaded.
ALTER TABLE "catalogue_release" ADD COLUMN "files" JSONB NOT NULL DEFAULT '{}';
CREATE TABLE "catalogue_draft" (
    "id" UUID NOT NULL,
    "kind" "CatalogueKind" NOT NULL,
    "version" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "published_on" DATE NOT NULL,
    "review_by" DATE,
    "files" JSONB NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalogue_draft_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "catalogue_draft_created_at_idx" ON "catalogue_draft"("created_at");

-- Of what is taken only when needed: how often a day at most. A prescription ends once, and so does a medicine of it.
ALTER TABLE "prescription_item" ADD COLUMN "max_per_day" SMALLINT;
ALTER TABLE "prescription_item" ADD CONSTRAINT "prescription_item_max_per_day" CHECK ("max_per_day" BETWEEN 1 AND 24);
CREATE FUNCTION "prescription_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'ACTIVE' THEN
    RAISE EXCEPTION 'a prescription does not go from % to %', OLD."status", NEW."status"
      USING ERRCODE = '23514', CONSTRAINT = 'prescription_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "prescription_changes_state" BEFORE UPDATE OF "status" ON "prescription"
  FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION "prescription_changes_state"();
CREATE FUNCTION "prescription_item_stops_once"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."stopped_at" IS NOT NULL
    OR EXISTS (SELECT FROM "prescription" WHERE "id" = NEW."prescription_id" AND "status" <> 'ACTIVE')
  THEN RAISE EXCEPTION 'a medicine is stopped once'
    USING ERRCODE = '23514', CONSTRAINT = 'prescription_item_stops_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "prescription_item_stops_once" BEFORE UPDATE OF "stopped_at", "stopped_by_id", "stop_reason" ON "prescription_item"
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION "prescription_item_stops_once"();

-- A draft that is open in two tabs. Whose a result is, so that a patient's are read by time without all of their orders:
-- the trigger `test_result_follows` says it.
ALTER TABLE "note_draft" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "test_result" ADD COLUMN "patient_id" UUID NOT NULL REFERENCES "patient" ("id");
ALTER TABLE "test_result" ADD CONSTRAINT "test_result_same_patient" FOREIGN KEY ("order_id", "patient_id")
  REFERENCES "clinical_order" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "test_result_patient_id_recorded_at_id_idx" ON "test_result" ("patient_id", "recorded_at" DESC, "id" DESC);
-- What waits of one patient, however long the history is.
CREATE INDEX "test_result_critical_of_idx" ON "test_result" ("patient_id", "recorded_at" DESC) WHERE "is_critical";
CREATE INDEX "clinical_order_waiting_of_idx" ON "clinical_order" ("patient_id")
  WHERE "status" IN ('ORDERED', 'SCHEDULED', 'COLLECTED', 'PRELIMINARY');
CREATE INDEX "observation_scored_idx" ON "observation" ("patient_id", "taken_at" DESC, "id" DESC)
  WHERE "struck_at" IS NULL AND "news2_total" IS NOT NULL;
CREATE INDEX "daily_report_patient_id_created_at_id_idx" ON "daily_report"("patient_id", "created_at" DESC, "id" DESC);

-- A file that goes with a mail and is made when it is delivered.
ALTER TABLE "message" ADD COLUMN "enclosure" TEXT;

-- The few files that are not given out, and the last nightly look at all of them, however long the audit trail.
CREATE INDEX "stored_file_trouble_idx" ON "stored_file" ("created_at" DESC, "id" DESC)
  WHERE "damaged_at" IS NOT NULL OR "scan" IN ('PENDING', 'INFECTED');
CREATE INDEX "audit_event_files_looked_at_idx" ON "audit_event" ("at" DESC) WHERE "action" = 'system.files-looked-at';
