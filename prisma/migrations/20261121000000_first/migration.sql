CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN', 'RECEPTIONIST', 'DOCTOR', 'PATIENT', 'DATA_ENTRY');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('PASSWORD_RESET', 'INVITATION', 'FIRST_ADMIN');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('WAITING', 'SENT', 'FAILED', 'KEPT');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('FEMALE', 'MALE', 'OTHER');

-- CreateEnum
CREATE TYPE "BloodGroup" AS ENUM ('A_POSITIVE', 'A_NEGATIVE', 'B_POSITIVE', 'B_NEGATIVE', 'AB_POSITIVE', 'AB_NEGATIVE', 'O_POSITIVE', 'O_NEGATIVE');

-- CreateEnum
CREATE TYPE "GovernmentIdKind" AS ENUM ('AADHAAR', 'PASSPORT', 'VOTER_ID', 'DRIVING_LICENCE', 'OTHER');

-- CreateEnum
CREATE TYPE "OxygenSupport" AS ENUM ('ROOM_AIR', 'ON_OXYGEN', 'HIGH_FLOW_OR_VENTILATED');

-- CreateEnum
CREATE TYPE "Consciousness" AS ENUM ('A', 'C', 'V', 'P', 'U');

-- CreateEnum
CREATE TYPE "TestKind" AS ENUM ('RT_PCR', 'RAPID_ANTIGEN', 'CBNAAT', 'TRUENAT');

-- CreateEnum
CREATE TYPE "TriageStatus" AS ENUM ('OK', 'INCOMPLETE', 'NOT_APPLICABLE');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('MILD', 'MODERATE', 'SEVERE');

-- CreateEnum
CREATE TYPE "CareSite" AS ENUM ('HOME', 'COVID_CARE_CENTRE', 'WARD', 'HDU_ICU');

-- CreateEnum
CREATE TYPE "HomeIsolationEligibility" AS ENUM ('ELIGIBLE', 'MEDICAL_OFFICER_EVALUATION', 'NOT_ELIGIBLE');

-- CreateEnum
CREATE TYPE "WardLevel" AS ENUM ('WARD', 'HDU', 'ICU');

-- CreateEnum
CREATE TYPE "BedCondition" AS ENUM ('READY', 'CLEANING', 'BLOCKED');

-- CreateEnum
CREATE TYPE "AdmissionStatus" AS ENUM ('ADMITTED', 'DISCHARGED');

-- CreateEnum
CREATE TYPE "InvoiceLineKind" AS ENUM ('ROOM', 'MEDICINE', 'DOCTOR', 'OTHER');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "status" "AccountStatus" NOT NULL,
    "name" TEXT NOT NULL,
    "username" CITEXT NOT NULL,
    "email" CITEXT,
    "phone" TEXT,
    "employee_number" TEXT,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "decision_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_token" (
    "id" UUID NOT NULL,
    "account_id" UUID,
    "purpose" "TokenPurpose" NOT NULL,
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_throttle" (
    "identifier_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "wait_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_throttle_pkey" PRIMARY KEY ("identifier_hash")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "result" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "held_form" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "held_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "patient_id" UUID,
    "details" JSONB,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID,
    "recipient_name" TEXT NOT NULL,
    "recipient_address" TEXT NOT NULL,
    "reply_to" TEXT,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "status" "MessageStatus" NOT NULL DEFAULT 'WAITING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hospital_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "patients_need_approval" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "hospital_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "original_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploaded_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "specialisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,

    CONSTRAINT "specialisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "specialisation_id" UUID NOT NULL,
    "registration_number" TEXT NOT NULL,
    "qualification" TEXT NOT NULL,
    "bio" TEXT,
    "chamber" TEXT,
    "address" TEXT,
    "consultation_fee_minor" BIGINT NOT NULL DEFAULT 0,
    "photo_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "doctor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "working_hours" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "starts_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,

    CONSTRAINT "working_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "local_name" TEXT,
    "sex" "Sex",
    "date_of_birth" DATE,
    "phone" TEXT,
    "email" CITEXT,
    "address" TEXT,
    "blood_group" "BloodGroup",
    "government_id_kind" "GovernmentIdKind",
    "government_id_number" TEXT,
    "medical_history" TEXT,
    "allergies" TEXT,
    "photo_id" UUID,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "spo2" SMALLINT,
    "oxygen" "OxygenSupport",
    "respiratory_rate" SMALLINT,
    "temperature_tenths_c" SMALLINT,
    "pulse" SMALLINT,
    "systolic" SMALLINT,
    "diastolic" SMALLINT,
    "consciousness" "Consciousness",

    CONSTRAINT "observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "triage_assessment" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "observation_id" UUID NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "tested_on" DATE NOT NULL,
    "test_kind" "TestKind" NOT NULL,
    "laboratory" TEXT NOT NULL,
    "symptoms" TEXT[],
    "conditions" TEXT[],
    "breathlessness" BOOLEAN,
    "fever_days" SMALLINT,
    "pregnant" BOOLEAN NOT NULL DEFAULT false,
    "home_facility" BOOLEAN,
    "caregiver" BOOLEAN,
    "status" "TriageStatus" NOT NULL,
    "severity" "Severity",
    "site" "CareSite",
    "home_isolation" "HomeIsolationEligibility",
    "high_risk" BOOLEAN NOT NULL,
    "result" JSONB NOT NULL,
    "rule_set_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "triage_assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "home_isolation" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "started_on" DATE NOT NULL,
    "earliest_end_on" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "home_isolation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ward" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "floor" TEXT NOT NULL,
    "level" "WardLevel" NOT NULL,
    "isolation" BOOLEAN NOT NULL,
    "oxygen" BOOLEAN NOT NULL,
    "daily_rate_minor" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bed" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "condition" "BedCondition" NOT NULL DEFAULT 'READY',

    CONSTRAINT "bed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "admission" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "assessment_id" UUID,
    "status" "AdmissionStatus" NOT NULL DEFAULT 'ADMITTED',
    "reason" TEXT NOT NULL,
    "admitted_at" TIMESTAMPTZ(3) NOT NULL,
    "admitted_by_id" UUID NOT NULL,
    "discharged_at" TIMESTAMPTZ(3),
    "discharged_by_id" UUID,
    "discharge_note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "admission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bed_stay" (
    "id" UUID NOT NULL,
    "admission_id" UUID NOT NULL,
    "bed_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "daily_rate_minor" BIGINT NOT NULL,

    CONSTRAINT "bed_stay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "care_assignment" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "admission_id" UUID,
    "assigned_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "care_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clinical_note" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "admission_id" UUID,
    "doctor_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clinical_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prescription" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "admission_id" UUID,
    "doctor_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prescription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prescription_item" (
    "id" UUID NOT NULL,
    "prescription_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "medicine" TEXT NOT NULL,
    "dose" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "duration_days" SMALLINT NOT NULL,
    "instructions" TEXT,

    CONSTRAINT "prescription_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_counter" (
    "series" TEXT NOT NULL,
    "financial_year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "invoice_counter_pkey" PRIMARY KEY ("series","financial_year")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "patient_id" UUID NOT NULL,
    "admission_id" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "hospital_name" TEXT NOT NULL,
    "hospital_address" TEXT NOT NULL,
    "hospital_phone" TEXT NOT NULL,
    "hospital_email" TEXT NOT NULL,
    "patient_name" TEXT NOT NULL,
    "patient_local_name" TEXT,
    "patient_address" TEXT,
    "patient_phone" TEXT,
    "doctors" TEXT[],
    "symptoms" TEXT[],
    "admitted_on" DATE,
    "discharged_on" DATE,
    "days" INTEGER,
    "total_minor" BIGINT NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" "InvoiceLineKind" NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" BIGINT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_employee_number_key" ON "account"("employee_number");

-- CreateIndex
CREATE INDEX "account_role_status_created_at_id_idx" ON "account"("role", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "account_status_created_at_id_idx" ON "account"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "account_decided_by_id_idx" ON "account"("decided_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_hash_key" ON "account_token"("hash");

-- CreateIndex
CREATE INDEX "account_token_account_id_purpose_idx" ON "account_token"("account_id", "purpose");

-- CreateIndex
CREATE INDEX "submission_created_at_idx" ON "submission"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "submission_owner_key_key" ON "submission"("owner", "key");

-- CreateIndex
CREATE INDEX "held_form_account_id_idx" ON "held_form"("account_id");

-- CreateIndex
CREATE INDEX "held_form_created_at_idx" ON "held_form"("created_at");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_at_idx" ON "audit_event"("actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_event_patient_id_at_idx" ON "audit_event"("patient_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "message_message_id_key" ON "message"("message_id");

-- CreateIndex
CREATE INDEX "message_created_at_id_idx" ON "message"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "message_status_created_at_idx" ON "message"("status", "created_at");

-- CreateIndex
CREATE INDEX "message_account_id_idx" ON "message"("account_id");

-- CreateIndex
CREATE INDEX "stored_file_uploaded_by_id_idx" ON "stored_file"("uploaded_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "specialisation_name_key" ON "specialisation"("name");

-- CreateIndex
CREATE UNIQUE INDEX "specialisation_slug_key" ON "specialisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "doctor_account_id_key" ON "doctor"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "doctor_registration_number_key" ON "doctor"("registration_number");

-- CreateIndex
CREATE INDEX "doctor_specialisation_id_idx" ON "doctor"("specialisation_id");

-- CreateIndex
CREATE INDEX "doctor_photo_id_idx" ON "doctor"("photo_id");

-- CreateIndex
CREATE INDEX "working_hours_doctor_id_idx" ON "working_hours"("doctor_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_number_key" ON "patient"("number");

-- CreateIndex
CREATE UNIQUE INDEX "patient_account_id_key" ON "patient"("account_id");

-- CreateIndex
CREATE INDEX "patient_name_id_idx" ON "patient"("name", "id");

-- CreateIndex
CREATE INDEX "patient_phone_idx" ON "patient"("phone");

-- CreateIndex
CREATE INDEX "patient_date_of_birth_idx" ON "patient"("date_of_birth");

-- CreateIndex
CREATE INDEX "patient_photo_id_idx" ON "patient"("photo_id");

-- CreateIndex
CREATE UNIQUE INDEX "patient_government_id_key" ON "patient"("government_id_kind", "government_id_number");

-- CreateIndex
CREATE INDEX "observation_patient_id_taken_at_idx" ON "observation"("patient_id", "taken_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "triage_assessment_observation_id_key" ON "triage_assessment"("observation_id");

-- CreateIndex
CREATE INDEX "triage_assessment_patient_id_created_at_id_idx" ON "triage_assessment"("patient_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "triage_assessment_created_at_id_idx" ON "triage_assessment"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "home_isolation_assessment_id_key" ON "home_isolation"("assessment_id");

-- CreateIndex
CREATE INDEX "home_isolation_patient_id_idx" ON "home_isolation"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "ward_name_key" ON "ward"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ward_code_key" ON "ward"("code");

-- CreateIndex
CREATE UNIQUE INDEX "bed_ward_id_number_key" ON "bed"("ward_id", "number");

-- CreateIndex
CREATE INDEX "admission_patient_id_admitted_at_idx" ON "admission"("patient_id", "admitted_at" DESC);

-- CreateIndex
CREATE INDEX "admission_status_admitted_at_id_idx" ON "admission"("status", "admitted_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "admission_assessment_id_idx" ON "admission"("assessment_id");

-- CreateIndex
CREATE INDEX "bed_stay_admission_id_idx" ON "bed_stay"("admission_id");

-- CreateIndex
CREATE INDEX "bed_stay_bed_id_idx" ON "bed_stay"("bed_id");

-- CreateIndex
CREATE INDEX "care_assignment_patient_id_idx" ON "care_assignment"("patient_id");

-- CreateIndex
CREATE INDEX "care_assignment_doctor_id_ended_at_idx" ON "care_assignment"("doctor_id", "ended_at");

-- CreateIndex
CREATE INDEX "care_assignment_admission_id_idx" ON "care_assignment"("admission_id");

-- CreateIndex
CREATE INDEX "clinical_note_patient_id_created_at_id_idx" ON "clinical_note"("patient_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "clinical_note_admission_id_idx" ON "clinical_note"("admission_id");

-- CreateIndex
CREATE INDEX "clinical_note_doctor_id_idx" ON "clinical_note"("doctor_id");

-- CreateIndex
CREATE INDEX "prescription_patient_id_created_at_id_idx" ON "prescription"("patient_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "prescription_admission_id_idx" ON "prescription"("admission_id");

-- CreateIndex
CREATE INDEX "prescription_doctor_id_idx" ON "prescription"("doctor_id");

-- CreateIndex
CREATE UNIQUE INDEX "prescription_item_prescription_id_position_key" ON "prescription_item"("prescription_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_key" ON "invoice"("number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_admission_id_key" ON "invoice"("admission_id");

-- CreateIndex
CREATE INDEX "invoice_patient_id_issued_at_id_idx" ON "invoice"("patient_id", "issued_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "invoice_issued_at_id_idx" ON "invoice"("issued_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "invoice_line_invoice_id_position_key" ON "invoice_line"("invoice_id", "position");

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "held_form" ADD CONSTRAINT "held_form_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor" ADD CONSTRAINT "doctor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor" ADD CONSTRAINT "doctor_specialisation_id_fkey" FOREIGN KEY ("specialisation_id") REFERENCES "specialisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor" ADD CONSTRAINT "doctor_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "stored_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "working_hours" ADD CONSTRAINT "working_hours_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_photo_id_fkey" FOREIGN KEY ("photo_id") REFERENCES "stored_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation" ADD CONSTRAINT "observation_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_assessment" ADD CONSTRAINT "triage_assessment_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "triage_assessment" ADD CONSTRAINT "triage_assessment_observation_id_fkey" FOREIGN KEY ("observation_id") REFERENCES "observation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_isolation" ADD CONSTRAINT "home_isolation_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "home_isolation" ADD CONSTRAINT "home_isolation_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "triage_assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed" ADD CONSTRAINT "bed_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission" ADD CONSTRAINT "admission_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "admission" ADD CONSTRAINT "admission_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "triage_assessment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed_stay" ADD CONSTRAINT "bed_stay_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bed_stay" ADD CONSTRAINT "bed_stay_bed_id_fkey" FOREIGN KEY ("bed_id") REFERENCES "bed"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_assignment" ADD CONSTRAINT "care_assignment_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_assignment" ADD CONSTRAINT "care_assignment_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "care_assignment" ADD CONSTRAINT "care_assignment_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_note" ADD CONSTRAINT "clinical_note_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_note" ADD CONSTRAINT "clinical_note_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clinical_note" ADD CONSTRAINT "clinical_note_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription" ADD CONSTRAINT "prescription_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription" ADD CONSTRAINT "prescription_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription" ADD CONSTRAINT "prescription_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prescription_item" ADD CONSTRAINT "prescription_item_prescription_id_fkey" FOREIGN KEY ("prescription_id") REFERENCES "prescription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_admission_id_fkey" FOREIGN KEY ("admission_id") REFERENCES "admission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- What Prisma's language cannot say. Each constraint is named for the rule it keeps.

-- Sessions (connect-pg-simple) and tries of passwords (rate-limiter-flexible): their libraries' own tables.
CREATE TABLE "session" (
  "sid" varchar PRIMARY KEY,
  "sess" json NOT NULL,
  "expire" timestamp(6) NOT NULL
);
CREATE INDEX "session_expire_idx" ON "session" ("expire");
CREATE INDEX "session_account_idx" ON "session" (("sess" #>> '{passport,user}'));

CREATE TABLE "rate_limit" (
  "key" varchar(255) PRIMARY KEY,
  "points" integer NOT NULL DEFAULT 0,
  "expire" bigint
);

-- Accounts
ALTER TABLE "account"
  ADD CONSTRAINT "account_email_unless_staff" CHECK ("email" IS NOT NULL OR "role" IN ('RECEPTIONIST', 'DATA_ENTRY')),
  ADD CONSTRAINT "account_rejected_with_reason" CHECK ("status" <> 'REJECTED' OR "decision_reason" IS NOT NULL);

-- Settings: one row, to be completed by the first administrator. Until then the telephone is India's emergency number.
ALTER TABLE "hospital_settings" ADD CONSTRAINT "hospital_settings_one_row" CHECK ("id" = 1);
INSERT INTO "hospital_settings" ("id", "name", "address", "phone", "email")
  VALUES (1, 'Wardwell Hospital', 'Address not set yet', '112', 'not-set@hospital.invalid');

-- Audit: written, read, never changed
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Doctors' hours
ALTER TABLE "working_hours"
  ADD CONSTRAINT "working_hours_weekday" CHECK ("weekday" BETWEEN 1 AND 7),
  ADD CONSTRAINT "working_hours_times" CHECK (
    "starts_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "ends_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "starts_at" < "ends_at"),
  ADD CONSTRAINT "working_hours_no_overlap" EXCLUDE USING gist (
    "doctor_id" WITH =, "weekday" WITH =, int4range(
      substr("starts_at", 1, 2)::int * 60 + substr("starts_at", 4, 2)::int,
      substr("ends_at", 1, 2)::int * 60 + substr("ends_at", 4, 2)::int) WITH &&);
ALTER TABLE "doctor" ADD CONSTRAINT "doctor_fee_not_negative" CHECK ("consultation_fee_minor" >= 0);

-- Patients. Search looks at this very expression, in lower case and without accents.
ALTER SEQUENCE "patient_number_seq" RESTART WITH 1001;
ALTER TABLE "patient"
  ADD CONSTRAINT "patient_government_id_whole" CHECK (("government_id_kind" IS NULL) = ("government_id_number" IS NULL)),
  ADD CONSTRAINT "patient_born_in_the_past" CHECK ("date_of_birth" <= ("created_at" AT TIME ZONE 'UTC')::date + 1);
CREATE FUNCTION "search_text"(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, array_to_string(parts, ' ')))
$$;
ALTER TABLE "patient" ADD COLUMN "search" text GENERATED ALWAYS AS (
  "search_text"("name", "local_name", "phone", 'w-' || lpad("number"::text, 6, '0'))) STORED;
CREATE INDEX "patient_search_idx" ON "patient" USING gin ("search" gin_trgm_ops);

-- Readings: what no living person has is never stored
ALTER TABLE "observation"
  ADD CONSTRAINT "observation_spo2" CHECK ("spo2" BETWEEN 50 AND 100),
  ADD CONSTRAINT "observation_respiratory_rate" CHECK ("respiratory_rate" BETWEEN 0 AND 80),
  ADD CONSTRAINT "observation_temperature" CHECK ("temperature_tenths_c" BETWEEN 250 AND 450),
  ADD CONSTRAINT "observation_pulse" CHECK ("pulse" BETWEEN 0 AND 300),
  ADD CONSTRAINT "observation_blood_pressure" CHECK ("systolic" BETWEEN 30 AND 300 AND "diastolic" BETWEEN 10 AND 200 AND "systolic" > "diastolic");
ALTER TABLE "triage_assessment"
  ADD CONSTRAINT "triage_incomplete_is_never_mild" CHECK ("status" = 'OK' OR "severity" IS DISTINCT FROM 'MILD'),
  ADD CONSTRAINT "triage_incomplete_is_never_home" CHECK ("status" = 'OK' OR "site" IS DISTINCT FROM 'HOME');
-- The list of what is still to be completed is short, however long the history.
CREATE INDEX "triage_incomplete_idx" ON "triage_assessment" ("created_at", "id") WHERE "status" = 'INCOMPLETE';
CREATE TRIGGER "triage_assessment_append_only" BEFORE UPDATE OR DELETE ON "triage_assessment"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE UNIQUE INDEX "home_isolation_one_open" ON "home_isolation" ("patient_id") WHERE "ended_at" IS NULL;

-- Beds and stays
ALTER TABLE "ward" ADD CONSTRAINT "ward_rate_not_negative" CHECK ("daily_rate_minor" >= 0);
ALTER TABLE "admission"
  ADD CONSTRAINT "admission_discharged_with_date" CHECK (
    ("status" = 'DISCHARGED') = ("discharged_at" IS NOT NULL) AND ("discharged_at" IS NULL) = ("discharged_by_id" IS NULL)),
  ADD CONSTRAINT "admission_dates_in_order" CHECK ("discharged_at" >= "admitted_at");
CREATE UNIQUE INDEX "admission_one_open_per_patient" ON "admission" ("patient_id") WHERE "discharged_at" IS NULL;
ALTER TABLE "bed_stay"
  ADD CONSTRAINT "bed_stay_dates_in_order" CHECK ("ended_at" >= "started_at"),
  ADD CONSTRAINT "bed_stay_no_overlap" EXCLUDE USING gist (
    "bed_id" WITH =, tstzrange("started_at", "ended_at") WITH &&);
CREATE INDEX "bed_stay_open_idx" ON "bed_stay" ("bed_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "bed_stay_one_open_per_admission" ON "bed_stay" ("admission_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "care_assignment_once" ON "care_assignment" ("patient_id", "doctor_id") WHERE "ended_at" IS NULL;

-- An admission without a bed, or a bed without an admission, cannot be committed.
CREATE FUNCTION "admission_has_bed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid := CASE TG_TABLE_NAME WHEN 'admission' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'admission_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "admission" a WHERE a."id" = wanted AND (a."status" = 'ADMITTED') IS DISTINCT FROM
      EXISTS (SELECT FROM "bed_stay" s WHERE s."admission_id" = a."id" AND s."ended_at" IS NULL))
  THEN RAISE EXCEPTION 'an open admission has one open bed stay' USING ERRCODE = '23514', CONSTRAINT = 'admission_has_bed';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "admission_has_bed" AFTER INSERT OR UPDATE ON "admission"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "admission_has_bed"();
CREATE CONSTRAINT TRIGGER "bed_stay_has_admission" AFTER INSERT OR UPDATE ON "bed_stay"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "admission_has_bed"();

-- Notes are signed: addenda only.
CREATE TRIGGER "clinical_note_append_only" BEFORE UPDATE OR DELETE ON "clinical_note"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "prescription_item" ADD CONSTRAINT "prescription_item_duration" CHECK ("duration_days" BETWEEN 1 AND 365);

-- Invoices: the lines make the total, and an issued invoice never changes.
ALTER TABLE "invoice"
  ADD CONSTRAINT "invoice_dates_in_order" CHECK ("discharged_on" >= "admitted_on"),
  ADD CONSTRAINT "invoice_total_not_negative" CHECK ("total_minor" >= 0);
ALTER TABLE "invoice_line"
  ADD CONSTRAINT "invoice_line_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "invoice_line_price" CHECK ("unit_price_minor" >= 0),
  ADD CONSTRAINT "invoice_line_amount" CHECK ("amount_minor" = "quantity" * "unit_price_minor");
CREATE FUNCTION "invoice_lines_make_total"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid := CASE TG_TABLE_NAME WHEN 'invoice' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'invoice_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "invoice" i WHERE i."id" = wanted AND i."total_minor" IS DISTINCT FROM
      (SELECT sum(l."amount_minor") FROM "invoice_line" l WHERE l."invoice_id" = i."id"))
  THEN RAISE EXCEPTION 'the lines of an invoice make its total' USING ERRCODE = '23514', CONSTRAINT = 'invoice_lines_make_total';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "invoice_lines_make_total" AFTER INSERT ON "invoice"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "invoice_lines_make_total"();
CREATE CONSTRAINT TRIGGER "invoice_line_lines_make_total" AFTER INSERT ON "invoice_line"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "invoice_lines_make_total"();
CREATE TRIGGER "invoice_append_only" BEFORE UPDATE OR DELETE ON "invoice"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "invoice_line_append_only" BEFORE UPDATE OR DELETE ON "invoice_line"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Rights: the application's role reads and writes rows; the audit trail only grows. Its job queue is its own.
GRANT USAGE ON SCHEMA public TO wardwell_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO wardwell_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO wardwell_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO wardwell_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO wardwell_app;
REVOKE UPDATE, DELETE ON "audit_event" FROM wardwell_app;
REVOKE ALL ON "_prisma_migrations" FROM wardwell_app;
GRANT SELECT ON "_prisma_migrations" TO wardwell_app;
CREATE SCHEMA "graphile_worker" AUTHORIZATION wardwell_app;
-- graphile-worker makes its tables itself, as this role. It asks for its schema first only where its own list of
-- migrations is missing, and this role may not make schemas.
CREATE TABLE "graphile_worker"."migrations" (
  "id" int PRIMARY KEY,
  "ts" timestamptz NOT NULL DEFAULT now(),
  "breaking" boolean NOT NULL DEFAULT false
);
ALTER TABLE "graphile_worker"."migrations" OWNER TO wardwell_app;
