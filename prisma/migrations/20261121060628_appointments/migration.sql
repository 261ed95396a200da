-- CreateEnum
CREATE TYPE "MessageChannel" AS ENUM ('MAIL', 'IN_APP');

-- CreateEnum
CREATE TYPE "VisitKind" AS ENUM ('IN_PERSON', 'VIDEO');

-- CreateEnum
CREATE TYPE "FamilyRelation" AS ENUM ('CHILD', 'PARENT', 'SPOUSE', 'OTHER');

-- CreateEnum
CREATE TYPE "AppointmentStatus" AS ENUM ('REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION', 'COMPLETED', 'REJECTED', 'CANCELLED', 'NO_SHOW');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('ROUTINE', 'URGENT', 'EMERGENCY');

-- CreateEnum
CREATE TYPE "AppointmentEventKind" AS ENUM ('REQUESTED', 'BOOKED', 'CONFIRMED', 'REJECTED', 'CANCELLED', 'RESCHEDULED', 'EDITED', 'CHECKED_IN', 'CALLED', 'RECALLED', 'COMPLETED', 'NO_SHOW', 'UNDONE', 'STRANDED', 'OFFERED', 'OFFER_ACCEPTED', 'OFFER_DECLINED', 'OFFER_LAPSED');

-- CreateEnum
CREATE TYPE "HoldKind" AS ENUM ('VISITOR', 'RESCUE', 'WAITING');

-- CreateEnum
CREATE TYPE "HoldStatus" AS ENUM ('OPEN', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "WaitingStatus" AS ENUM ('WAITING', 'OFFERED', 'BOOKED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "PartOfDay" AS ENUM ('ANY', 'MORNING', 'AFTERNOON');

-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('APPOINTMENT', 'OFFER', 'CALENDAR');

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "calendar" TEXT,
ADD COLUMN     "calendar_method" TEXT,
ADD COLUMN     "channel" "MessageChannel" NOT NULL DEFAULT 'MAIL',
ADD COLUMN     "dedupe_key" TEXT,
ADD COLUMN     "link" TEXT,
ADD COLUMN     "read_at" TIMESTAMPTZ(3),
ALTER COLUMN "recipient_address" DROP NOT NULL;

-- AlterTable
ALTER TABLE "specialisation" ADD COLUMN     "directions" TEXT,
ADD COLUMN     "preparation" TEXT;

-- AlterTable
ALTER TABLE "working_hours" ADD COLUMN     "buffer_minutes" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "room" TEXT,
ADD COLUMN     "slot_minutes" SMALLINT NOT NULL DEFAULT 15,
ADD COLUMN     "urgent_slots" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "visit_kind" "VisitKind" NOT NULL DEFAULT 'IN_PERSON';

-- AlterTable
ALTER TABLE "patient" ADD COLUMN     "wants_reminders" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "scheduling_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "notice_minutes" INTEGER NOT NULL DEFAULT 60,
    "horizon_days" INTEGER NOT NULL DEFAULT 56,
    "max_open_requests" INTEGER NOT NULL DEFAULT 3,
    "cancel_cutoff_minutes" INTEGER NOT NULL DEFAULT 120,
    "visitor_hold_minutes" INTEGER NOT NULL DEFAULT 15,
    "waiting_hold_minutes" INTEGER NOT NULL DEFAULT 120,
    "rescue_hold_hours" INTEGER NOT NULL DEFAULT 48,
    "first_reminder_hours" INTEGER NOT NULL DEFAULT 24,
    "second_reminder_hours" INTEGER NOT NULL DEFAULT 2,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "scheduling_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_exception" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "note" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exception_hours" (
    "id" UUID NOT NULL,
    "exception_id" UUID NOT NULL,
    "starts_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "slot_minutes" SMALLINT NOT NULL DEFAULT 15,
    "buffer_minutes" SMALLINT NOT NULL DEFAULT 0,
    "urgent_slots" SMALLINT NOT NULL DEFAULT 0,
    "room" TEXT,
    "visit_kind" "VisitKind" NOT NULL DEFAULT 'IN_PERSON',

    CONSTRAINT "exception_hours_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor_leave" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_by_id" UUID,

    CONSTRAINT "doctor_leave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holiday" (
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guardianship" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "relation" "FamilyRelation" NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guardianship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "patient_id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "status" "AppointmentStatus" NOT NULL,
    "priority" "Priority" NOT NULL DEFAULT 'ROUTINE',
    "visit_kind" "VisitKind" NOT NULL DEFAULT 'IN_PERSON',
    "walk_in" BOOLEAN NOT NULL DEFAULT false,
    "room" TEXT,
    "day" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "status_reason" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stranded_at" TIMESTAMPTZ(3),
    "token" TEXT,
    "checked_in_at" TIMESTAMPTZ(3),
    "called_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment_event" (
    "id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "kind" "AppointmentEventKind" NOT NULL,
    "reason" TEXT,
    "details" JSONB,

    CONSTRAINT "appointment_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "held_time" (
    "id" UUID NOT NULL,
    "doctor_id" UUID NOT NULL,
    "patient_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "held_time_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot_hold" (
    "id" UUID NOT NULL,
    "kind" "HoldKind" NOT NULL,
    "status" "HoldStatus" NOT NULL DEFAULT 'OPEN',
    "doctor_id" UUID NOT NULL,
    "patient_id" UUID,
    "appointment_id" UUID,
    "waiting_entry_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "visit_kind" "VisitKind" NOT NULL DEFAULT 'IN_PERSON',
    "room" TEXT,
    "held_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "slot_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiting_entry" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "specialisation_id" UUID NOT NULL,
    "doctor_id" UUID,
    "appointment_id" UUID,
    "earliest_on" DATE NOT NULL,
    "latest_on" DATE NOT NULL,
    "part_of_day" "PartOfDay" NOT NULL DEFAULT 'ANY',
    "priority" "Priority" NOT NULL DEFAULT 'ROUTINE',
    "reason" TEXT NOT NULL,
    "status" "WaitingStatus" NOT NULL DEFAULT 'WAITING',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "waiting_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_token" (
    "id" UUID NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "hash" TEXT NOT NULL,
    "appointment_id" UUID,
    "hold_id" UUID,
    "account_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_day" (
    "doctor_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "letter" TEXT NOT NULL,
    "last" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "queue_day_pkey" PRIMARY KEY ("doctor_id","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_account_id_list_name_key" ON "saved_view"("account_id", "list", "name");

-- CreateIndex
CREATE INDEX "schedule_exception_day_idx" ON "schedule_exception"("day");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_exception_doctor_id_day_key" ON "schedule_exception"("doctor_id", "day");

-- CreateIndex
CREATE INDEX "exception_hours_exception_id_idx" ON "exception_hours"("exception_id");

-- CreateIndex
CREATE INDEX "doctor_leave_doctor_id_starts_at_idx" ON "doctor_leave"("doctor_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "holiday_day_key" ON "holiday"("day");

-- CreateIndex
CREATE INDEX "guardianship_patient_id_idx" ON "guardianship"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "guardianship_account_id_patient_id_key" ON "guardianship"("account_id", "patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_number_key" ON "appointment"("number");

-- CreateIndex
CREATE INDEX "appointment_doctor_id_starts_at_id_idx" ON "appointment"("doctor_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "appointment_patient_id_starts_at_id_idx" ON "appointment"("patient_id", "starts_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "appointment_starts_at_id_idx" ON "appointment"("starts_at", "id");

-- CreateIndex
CREATE INDEX "appointment_status_starts_at_id_idx" ON "appointment"("status", "starts_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_doctor_id_day_token_key" ON "appointment"("doctor_id", "day", "token");

-- CreateIndex
CREATE INDEX "appointment_event_appointment_id_at_id_idx" ON "appointment_event"("appointment_id", "at", "id");

-- CreateIndex
CREATE INDEX "held_time_doctor_id_starts_at_idx" ON "held_time"("doctor_id", "starts_at");

-- CreateIndex
CREATE INDEX "held_time_patient_id_starts_at_idx" ON "held_time"("patient_id", "starts_at");

-- CreateIndex
CREATE INDEX "slot_hold_doctor_id_starts_at_idx" ON "slot_hold"("doctor_id", "starts_at");

-- CreateIndex
CREATE INDEX "slot_hold_patient_id_status_idx" ON "slot_hold"("patient_id", "status");

-- CreateIndex
CREATE INDEX "slot_hold_appointment_id_idx" ON "slot_hold"("appointment_id");

-- CreateIndex
CREATE INDEX "slot_hold_waiting_entry_id_idx" ON "slot_hold"("waiting_entry_id");

-- CreateIndex
CREATE INDEX "slot_hold_status_held_until_idx" ON "slot_hold"("status", "held_until");

-- CreateIndex
CREATE INDEX "waiting_entry_patient_id_idx" ON "waiting_entry"("patient_id");

-- CreateIndex
CREATE INDEX "waiting_entry_doctor_id_idx" ON "waiting_entry"("doctor_id");

-- CreateIndex
CREATE INDEX "waiting_entry_appointment_id_idx" ON "waiting_entry"("appointment_id");

-- CreateIndex
CREATE INDEX "waiting_entry_specialisation_id_status_created_at_idx" ON "waiting_entry"("specialisation_id", "status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "link_token_hash_key" ON "link_token"("hash");

-- CreateIndex
CREATE INDEX "link_token_appointment_id_idx" ON "link_token"("appointment_id");

-- CreateIndex
CREATE INDEX "link_token_hold_id_idx" ON "link_token"("hold_id");

-- CreateIndex
CREATE INDEX "link_token_account_id_idx" ON "link_token"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_day_day_letter_key" ON "queue_day"("day", "letter");

-- CreateIndex
CREATE UNIQUE INDEX "message_dedupe_key_key" ON "message"("dedupe_key");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_exception" ADD CONSTRAINT "schedule_exception_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exception_hours" ADD CONSTRAINT "exception_hours_exception_id_fkey" FOREIGN KEY ("exception_id") REFERENCES "schedule_exception"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doctor_leave" ADD CONSTRAINT "doctor_leave_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_event" ADD CONSTRAINT "appointment_event_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_hold" ADD CONSTRAINT "slot_hold_waiting_entry_id_fkey" FOREIGN KEY ("waiting_entry_id") REFERENCES "waiting_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_entry" ADD CONSTRAINT "waiting_entry_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_entry" ADD CONSTRAINT "waiting_entry_specialisation_id_fkey" FOREIGN KEY ("specialisation_id") REFERENCES "specialisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_entry" ADD CONSTRAINT "waiting_entry_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_entry" ADD CONSTRAINT "waiting_entry_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_token" ADD CONSTRAINT "link_token_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_token" ADD CONSTRAINT "link_token_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "slot_hold"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_token" ADD CONSTRAINT "link_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_day" ADD CONSTRAINT "queue_day_doctor_id_fkey" FOREIGN KEY ("doctor_id") REFERENCES "doctor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------
-- What Prisma's language cannot say. Each constraint is named for the rule it keeps.

-- Messages: a mail has an address, a notice in the portal has a reader.
ALTER TABLE "message"
  ADD CONSTRAINT "message_reaches_somebody" CHECK (
    CASE "channel" WHEN 'MAIL' THEN "recipient_address" IS NOT NULL ELSE "account_id" IS NOT NULL END),
  ADD CONSTRAINT "message_calendar_with_method" CHECK (("calendar" IS NULL) = ("calendar_method" IS NULL));
CREATE INDEX "message_own_idx" ON "message" ("account_id", "created_at" DESC, "id" DESC) WHERE "channel" = 'IN_APP';
CREATE INDEX "message_unread_idx" ON "message" ("account_id") WHERE "channel" = 'IN_APP' AND "read_at" IS NULL;

-- The rules of booking: one row.
INSERT INTO "scheduling_settings" ("id") VALUES (1);
ALTER TABLE "scheduling_settings"
  ADD CONSTRAINT "scheduling_settings_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "scheduling_settings_sensible" CHECK (
    "notice_minutes" >= 0 AND "horizon_days" BETWEEN 1 AND 366 AND "max_open_requests" BETWEEN 1 AND 50
    AND "cancel_cutoff_minutes" >= 0 AND "visitor_hold_minutes" BETWEEN 1 AND 120
    AND "waiting_hold_minutes" BETWEEN 5 AND 2880 AND "rescue_hold_hours" BETWEEN 1 AND 336
    AND "first_reminder_hours" BETWEEN 0 AND 168 AND "second_reminder_hours" BETWEEN 0 AND 168);

-- Sessions of a doctor
ALTER TABLE "working_hours"
  ADD CONSTRAINT "working_hours_slots" CHECK (
    "slot_minutes" BETWEEN 5 AND 240 AND "buffer_minutes" BETWEEN 0 AND 120 AND "urgent_slots" BETWEEN 0 AND 50);
ALTER TABLE "exception_hours"
  ADD CONSTRAINT "exception_hours_slots" CHECK (
    "slot_minutes" BETWEEN 5 AND 240 AND "buffer_minutes" BETWEEN 0 AND 120 AND "urgent_slots" BETWEEN 0 AND 50),
  ADD CONSTRAINT "exception_hours_times" CHECK (
    "starts_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "ends_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' AND "starts_at" < "ends_at"),
  ADD CONSTRAINT "exception_hours_no_overlap" EXCLUDE USING gist (
    "exception_id" WITH =, int4range(
      substr("starts_at", 1, 2)::int * 60 + substr("starts_at", 4, 2)::int,
      substr("ends_at", 1, 2)::int * 60 + substr("ends_at", 4, 2)::int) WITH &&);
ALTER TABLE "doctor_leave"
  ADD CONSTRAINT "doctor_leave_dates_in_order" CHECK ("ends_at" > "starts_at"),
  ADD CONSTRAINT "doctor_leave_cancelled_by" CHECK (("cancelled_at" IS NULL) = ("cancelled_by_id" IS NULL));

-- Visits
ALTER SEQUENCE "appointment_number_seq" RESTART WITH 1001;
ALTER TABLE "appointment"
  ADD CONSTRAINT "appointment_times_in_order" CHECK ("ends_at" > "starts_at"),
  ADD CONSTRAINT "appointment_refused_with_reason" CHECK (
    "status" NOT IN ('REJECTED', 'CANCELLED') OR "status_reason" IS NOT NULL),
  ADD CONSTRAINT "appointment_completed_after_it_began" CHECK (
    ("status" = 'COMPLETED') = ("completed_at" IS NOT NULL) AND "completed_at" >= LEAST("starts_at", "called_at")),
  ADD CONSTRAINT "appointment_queued_with_token" CHECK (
    "status" NOT IN ('CHECKED_IN', 'IN_CONSULTATION') OR ("token" IS NOT NULL AND "checked_in_at" IS NOT NULL)),
  ADD CONSTRAINT "appointment_called_in_consultation" CHECK ("status" <> 'IN_CONSULTATION' OR "called_at" IS NOT NULL);
CREATE INDEX "appointment_stranded_idx" ON "appointment" ("stranded_at", "id") WHERE "stranded_at" IS NOT NULL;
CREATE INDEX "appointment_queue_idx" ON "appointment" ("day", "doctor_id") WHERE "token" IS NOT NULL;
CREATE TRIGGER "appointment_event_append_only" BEFORE UPDATE OR DELETE ON "appointment_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Which change of state there is; a change that is none of these is refused, whoever asks.
CREATE FUNCTION "appointment_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD."status"::text || ' ' || NEW."status"::text = ANY (ARRAY[
    'REQUESTED CONFIRMED', 'REQUESTED REJECTED', 'REQUESTED CANCELLED',
    'CONFIRMED REQUESTED', 'CONFIRMED CANCELLED', 'CONFIRMED CHECKED_IN', 'CONFIRMED COMPLETED', 'CONFIRMED NO_SHOW',
    'CHECKED_IN CONFIRMED', 'CHECKED_IN IN_CONSULTATION', 'CHECKED_IN CANCELLED', 'CHECKED_IN NO_SHOW',
    'IN_CONSULTATION CHECKED_IN', 'IN_CONSULTATION COMPLETED', 'IN_CONSULTATION NO_SHOW',
    'COMPLETED IN_CONSULTATION', 'COMPLETED CONFIRMED', 'NO_SHOW CONFIRMED', 'NO_SHOW CHECKED_IN']))
  THEN RAISE EXCEPTION 'an appointment does not go from % to %', OLD."status", NEW."status"
    USING ERRCODE = '23514', CONSTRAINT = 'appointment_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "appointment_changes_state" BEFORE UPDATE OF "status" ON "appointment"
  FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION "appointment_changes_state"();

-- Nobody twice at the same time: visits that hold time and open holds stand in one table, under two constraints.
ALTER TABLE "held_time"
  ADD CONSTRAINT "held_time_one_visit_per_doctor" EXCLUDE USING gist (
    "doctor_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&),
  ADD CONSTRAINT "held_time_one_visit_per_patient" EXCLUDE USING gist (
    "patient_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("patient_id" IS NOT NULL);
CREATE FUNCTION "hold_time"("holds" boolean, "it" uuid, "doctor" uuid, "patient" uuid, "from_" timestamptz, "until" timestamptz, "held" timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM "held_time" WHERE "id" = "it" AND NOT "holds";
  INSERT INTO "held_time" ("id", "doctor_id", "patient_id", "starts_at", "ends_at", "held_until")
    SELECT "it", "doctor", "patient", "from_", "until", "held" WHERE "holds"
    ON CONFLICT ("id") DO UPDATE SET "doctor_id" = EXCLUDED."doctor_id", "patient_id" = EXCLUDED."patient_id",
      "starts_at" = EXCLUDED."starts_at", "ends_at" = EXCLUDED."ends_at", "held_until" = EXCLUDED."held_until";
$$;
CREATE FUNCTION "appointment_holds_time"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM "hold_time"(
    NEW."status" IN ('REQUESTED', 'CONFIRMED', 'CHECKED_IN', 'IN_CONSULTATION') AND NOT NEW."walk_in",
    NEW."id", NEW."doctor_id", NEW."patient_id", NEW."starts_at", NEW."ends_at", NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER "appointment_holds_time"
  AFTER INSERT OR UPDATE OF "status", "doctor_id", "patient_id", "starts_at", "ends_at", "walk_in" ON "appointment"
  FOR EACH ROW EXECUTE FUNCTION "appointment_holds_time"();
-- The patient of an alternative still has the visit that it would replace: only the doctor's time is held twice.
CREATE FUNCTION "slot_hold_holds_time"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM "hold_time"(
    NEW."status" = 'OPEN', NEW."id", NEW."doctor_id",
    CASE WHEN NEW."appointment_id" IS NULL THEN NEW."patient_id" END,
    NEW."starts_at", NEW."ends_at", NEW."held_until");
  RETURN NULL;
END $$;
CREATE TRIGGER "slot_hold_holds_time"
  AFTER INSERT OR UPDATE OF "status", "doctor_id", "patient_id", "starts_at", "ends_at", "held_until" ON "slot_hold"
  FOR EACH ROW EXECUTE FUNCTION "slot_hold_holds_time"();
REVOKE EXECUTE ON FUNCTION "hold_time" FROM PUBLIC;
REVOKE INSERT, UPDATE, DELETE ON "held_time" FROM wardwell_app;
REVOKE UPDATE, DELETE ON "appointment_event" FROM wardwell_app;

-- Holds and offers
ALTER TABLE "slot_hold"
  ADD CONSTRAINT "slot_hold_times_in_order" CHECK ("ends_at" > "starts_at"),
  ADD CONSTRAINT "slot_hold_decided_once" CHECK (("status" = 'OPEN') = ("decided_at" IS NULL)),
  ADD CONSTRAINT "slot_hold_is_for_somebody" CHECK (
    CASE "kind" WHEN 'VISITOR' THEN "patient_id" IS NULL
      WHEN 'RESCUE' THEN "patient_id" IS NOT NULL AND "appointment_id" IS NOT NULL
      ELSE "patient_id" IS NOT NULL AND "waiting_entry_id" IS NOT NULL END);
CREATE UNIQUE INDEX "slot_hold_one_rescue_per_visit" ON "slot_hold" ("appointment_id") WHERE "status" = 'OPEN' AND "kind" = 'RESCUE';
CREATE UNIQUE INDEX "slot_hold_one_offer_per_entry" ON "slot_hold" ("waiting_entry_id") WHERE "status" = 'OPEN' AND "kind" = 'WAITING';
ALTER TABLE "waiting_entry" ADD CONSTRAINT "waiting_entry_dates_in_order" CHECK ("latest_on" >= "earliest_on");
CREATE UNIQUE INDEX "waiting_entry_once" ON "waiting_entry"
  ("patient_id", "specialisation_id", COALESCE("doctor_id", '00000000-0000-0000-0000-000000000000'::uuid))
  WHERE "status" IN ('WAITING', 'OFFERED');
ALTER TABLE "link_token" ADD CONSTRAINT "link_token_opens_one_thing" CHECK (
  num_nonnulls("appointment_id", "hold_id", "account_id") = 1);
