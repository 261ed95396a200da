-- CreateEnum
CREATE TYPE "BreathingSupport" AS ENUM ('OXYGEN', 'VENTILATOR');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('CASH', 'CARD', 'UPI', 'BANK', 'INSURER');

-- CreateEnum
CREATE TYPE "RefundStatus" AS ENUM ('REQUESTED', 'APPROVED', 'REJECTED', 'PAID');

-- CreateEnum
CREATE TYPE "ClaimStatus" AS ENUM ('SUBMITTED', 'CONFIRMED', 'REJECTED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "PrintedKind" ADD VALUE 'INVOICE';
ALTER TYPE "PrintedKind" ADD VALUE 'RECEIPT';
ALTER TYPE "PrintedKind" ADD VALUE 'CREDIT_NOTE';
ALTER TYPE "PrintedKind" ADD VALUE 'STATEMENT';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "InvoiceLineKind" ADD VALUE 'TEST';
ALTER TYPE "InvoiceLineKind" ADD VALUE 'TREATMENT';
ALTER TYPE "InvoiceLineKind" ADD VALUE 'OXYGEN';

-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "discount_reason" TEXT,
ADD COLUMN     "due_on" DATE;

-- AlterTable
ALTER TABLE "invoice_line" ADD COLUMN     "discount_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "discount_reason" TEXT,
ADD COLUMN     "occurred_on" DATE,
ADD COLUMN     "tax_basis_points" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_minor" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "tax_rate" (
    "id" UUID NOT NULL,
    "kind" "InvoiceLineKind" NOT NULL,
    "from_day" DATE NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tax_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_rate" (
    "id" UUID NOT NULL,
    "support" "BreathingSupport" NOT NULL,
    "from_day" DATE NOT NULL,
    "daily_rate_minor" BIGINT NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "support_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "financial_year_start" (
    "from_day" DATE NOT NULL,
    "month" SMALLINT NOT NULL,
    "set_by_id" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "financial_year_start_pkey" PRIMARY KEY ("from_day")
);

-- CreateTable
CREATE TABLE "billing_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "reception_discount_most" INTEGER NOT NULL DEFAULT 1000,
    "admin_discount_most" INTEGER NOT NULL DEFAULT 10000,
    "payment_days" INTEGER NOT NULL DEFAULT 15,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "billing_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_draft" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "discount_minor" BIGINT,
    "discount_basis_points" INTEGER,
    "discount_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invoice_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_draft_line" (
    "charge_id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "discount_minor" BIGINT,
    "discount_basis_points" INTEGER,
    "discount_reason" TEXT,

    CONSTRAINT "invoice_draft_line_pkey" PRIMARY KEY ("charge_id")
);

-- CreateTable
CREATE TABLE "invoice_balance" (
    "invoice_id" UUID NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "credited_minor" BIGINT NOT NULL DEFAULT 0,
    "paid_minor" BIGINT NOT NULL DEFAULT 0,
    "voided_at" TIMESTAMPTZ(3),
    "due_on" DATE NOT NULL,

    CONSTRAINT "invoice_balance_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "invoice_voiding" (
    "invoice_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "voided_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_by_id" UUID NOT NULL,

    CONSTRAINT "invoice_voiding_pkey" PRIMARY KEY ("invoice_id")
);

-- CreateTable
CREATE TABLE "credit_note" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "invoice_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_id" UUID NOT NULL,

    CONSTRAINT "credit_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_note_line" (
    "id" UUID NOT NULL,
    "credit_note_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "invoice_line_id" UUID NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,

    CONSTRAINT "credit_note_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "patient_id" UUID NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reference" TEXT,
    "payer" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "received_by_id" UUID NOT NULL,
    "session_id" UUID,
    "hospital_name" TEXT NOT NULL,
    "hospital_address" TEXT NOT NULL,
    "hospital_phone" TEXT NOT NULL,
    "hospital_email" TEXT NOT NULL,
    "patient_name" TEXT NOT NULL,
    "patient_local_name" TEXT,
    "allocated_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_by_id" UUID,
    "cancel_reason" TEXT,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_allocation" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,

    CONSTRAINT "payment_allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "number" TEXT,
    "patient_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "RefundStatus" NOT NULL DEFAULT 'REQUESTED',
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "method" "PaymentMethod",
    "reference" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "paid_by_id" UUID,
    "session_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cash_session" (
    "id" UUID NOT NULL,
    "cashier_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "float_minor" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "counts" JSONB,
    "counted_minor" BIGINT,
    "expected_minor" BIGINT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "cash_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_claim" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "reference" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "paid_on" DATE NOT NULL,
    "submitted_by_id" UUID NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "ClaimStatus" NOT NULL DEFAULT 'SUBMITTED',
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decision_reason" TEXT,
    "payment_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "payment_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "opening_minor" BIGINT NOT NULL,
    "closing_minor" BIGINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_id" UUID NOT NULL,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispense" (
    "id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "batch" TEXT,
    "dispensed_at" TIMESTAMPTZ(3) NOT NULL,
    "dispensed_by_id" UUID NOT NULL,
    "returned" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dispense_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispense_return" (
    "id" UUID NOT NULL,
    "dispense_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "returned_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_by_id" UUID NOT NULL,

    CONSTRAINT "dispense_return_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tax_rate_kind_from_day_key" ON "tax_rate"("kind", "from_day");

-- CreateIndex
CREATE UNIQUE INDEX "support_rate_support_from_day_key" ON "support_rate"("support", "from_day");

-- CreateIndex
CREATE INDEX "invoice_draft_patient_id_idx" ON "invoice_draft"("patient_id");

-- CreateIndex
CREATE INDEX "invoice_draft_created_at_id_idx" ON "invoice_draft"("created_at", "id");

-- CreateIndex
CREATE INDEX "invoice_draft_line_draft_id_idx" ON "invoice_draft_line"("draft_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_number_key" ON "credit_note"("number");

-- CreateIndex
CREATE INDEX "credit_note_invoice_id_idx" ON "credit_note"("invoice_id");

-- CreateIndex
CREATE INDEX "credit_note_issued_at_id_idx" ON "credit_note"("issued_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credit_note_line_invoice_line_id_idx" ON "credit_note_line"("invoice_line_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_line_credit_note_id_position_key" ON "credit_note_line"("credit_note_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "payment_number_key" ON "payment"("number");

-- CreateIndex
CREATE INDEX "payment_patient_id_received_at_id_idx" ON "payment"("patient_id", "received_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payment_received_at_id_idx" ON "payment"("received_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payment_session_id_idx" ON "payment"("session_id");

-- CreateIndex
CREATE INDEX "payment_allocation_payment_id_idx" ON "payment_allocation"("payment_id");

-- CreateIndex
CREATE INDEX "payment_allocation_invoice_id_idx" ON "payment_allocation"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_number_key" ON "refund"("number");

-- CreateIndex
CREATE INDEX "refund_patient_id_idx" ON "refund"("patient_id");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE INDEX "refund_session_id_idx" ON "refund"("session_id");

-- CreateIndex
CREATE INDEX "refund_status_requested_at_id_idx" ON "refund"("status", "requested_at", "id");

-- CreateIndex
CREATE INDEX "cash_session_cashier_id_opened_at_idx" ON "cash_session"("cashier_id", "opened_at" DESC);

-- CreateIndex
CREATE INDEX "cash_session_opened_at_id_idx" ON "cash_session"("opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "payment_claim_payment_id_key" ON "payment_claim"("payment_id");

-- CreateIndex
CREATE INDEX "payment_claim_patient_id_submitted_at_idx" ON "payment_claim"("patient_id", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "payment_claim_invoice_id_idx" ON "payment_claim"("invoice_id");

-- CreateIndex
CREATE INDEX "payment_claim_status_submitted_at_id_idx" ON "payment_claim"("status", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "statement_patient_id_issued_at_idx" ON "statement"("patient_id", "issued_at" DESC);

-- CreateIndex
CREATE INDEX "dispense_patient_id_dispensed_at_idx" ON "dispense"("patient_id", "dispensed_at" DESC);

-- CreateIndex
CREATE INDEX "dispense_item_id_idx" ON "dispense"("item_id");

-- CreateIndex
CREATE INDEX "dispense_return_dispense_id_idx" ON "dispense_return"("dispense_id");

-- AddForeignKey
ALTER TABLE "invoice_draft" ADD CONSTRAINT "invoice_draft_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_draft_line" ADD CONSTRAINT "invoice_draft_line_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_draft_line" ADD CONSTRAINT "invoice_draft_line_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "invoice_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_balance" ADD CONSTRAINT "invoice_balance_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_voiding" ADD CONSTRAINT "invoice_voiding_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note" ADD CONSTRAINT "credit_note_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note_line" ADD CONSTRAINT "credit_note_line_credit_note_id_fkey" FOREIGN KEY ("credit_note_id") REFERENCES "credit_note"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_note_line" ADD CONSTRAINT "credit_note_line_invoice_line_id_fkey" FOREIGN KEY ("invoice_line_id") REFERENCES "invoice_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "cash_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_allocation" ADD CONSTRAINT "payment_allocation_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_allocation" ADD CONSTRAINT "payment_allocation_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "cash_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cash_session" ADD CONSTRAINT "cash_session_cashier_id_fkey" FOREIGN KEY ("cashier_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_claim" ADD CONSTRAINT "payment_claim_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_claim" ADD CONSTRAINT "payment_claim_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_claim" ADD CONSTRAINT "payment_claim_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispense" ADD CONSTRAINT "dispense_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispense" ADD CONSTRAINT "dispense_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "prescription_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispense_return" ADD CONSTRAINT "dispense_return_dispense_id_fkey" FOREIGN KEY ("dispense_id") REFERENCES "dispense"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ------------------------------------------------------------------------------------------------------------------
-- What Prisma's language cannot say.

-- Settings with days from which they hold. The financial year begins in April unless somebody says otherwise.
ALTER TABLE "tax_rate" ADD CONSTRAINT "tax_rate_share" CHECK ("basis_points" BETWEEN 0 AND 10000);
ALTER TABLE "support_rate" ADD CONSTRAINT "support_rate_not_negative" CHECK ("daily_rate_minor" >= 0);
ALTER TABLE "financial_year_start" ADD CONSTRAINT "financial_year_start_month" CHECK ("month" BETWEEN 1 AND 12);
INSERT INTO "financial_year_start" ("from_day", "month") VALUES ('1900-01-01', 4);
ALTER TABLE "billing_settings"
  ADD CONSTRAINT "billing_settings_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "billing_settings_limits" CHECK (
    "reception_discount_most" BETWEEN 0 AND 10000 AND "admin_discount_most" BETWEEN "reception_discount_most" AND 10000
    AND "payment_days" BETWEEN 0 AND 365);
INSERT INTO "billing_settings" ("id") VALUES (1);

-- Lines: what is taken off is no more than there is, the tax is the share of what is left to the nearest minor unit,
-- halves up. They make the total, and what was taken off has its reason.
ALTER TABLE "invoice_line"
  ADD CONSTRAINT "invoice_line_discount" CHECK ("discount_minor" BETWEEN 0 AND greatest("amount_minor", 0)),
  ADD CONSTRAINT "invoice_line_tax" CHECK (
    "tax_basis_points" BETWEEN 0 AND 10000
    AND "tax_minor" = trunc((("amount_minor" - "discount_minor")::numeric * "tax_basis_points" + 5000) / 10000));
CREATE OR REPLACE FUNCTION "invoice_lines_make_total"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid := CASE TG_TABLE_NAME WHEN 'invoice' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'invoice_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "invoice" i WHERE i."id" = wanted AND i."total_minor" IS DISTINCT FROM
      (SELECT sum(l."amount_minor" - l."discount_minor" + l."tax_minor") FROM "invoice_line" l WHERE l."invoice_id" = i."id"))
  THEN RAISE EXCEPTION 'the lines of an invoice make its total' USING ERRCODE = '23514', CONSTRAINT = 'invoice_lines_make_total';
  END IF;
  IF EXISTS (
    SELECT FROM "invoice" i JOIN "invoice_line" l ON l."invoice_id" = i."id"
    WHERE i."id" = wanted AND l."discount_minor" > 0 AND coalesce(l."discount_reason", i."discount_reason") IS NULL)
  THEN RAISE EXCEPTION 'a discount has a reason' USING ERRCODE = '23514', CONSTRAINT = 'invoice_discount_has_reason';
  END IF;
  RETURN NULL;
END $$;

-- How each invoice stands. Only what happens to it writes here, and this row's lock makes those take turns.
ALTER TABLE "invoice_balance"
  ADD CONSTRAINT "invoice_balance_not_overpaid" CHECK ("paid_minor" >= 0 AND "paid_minor" + "credited_minor" <= "total_minor"),
  ADD CONSTRAINT "invoice_balance_credited" CHECK ("credited_minor" >= 0),
  ADD CONSTRAINT "invoice_balance_void_is_empty" CHECK ("voided_at" IS NULL OR ("paid_minor" = 0 AND "credited_minor" = 0));
CREATE INDEX "invoice_balance_open_idx" ON "invoice_balance" ("due_on", "invoice_id")
  WHERE "voided_at" IS NULL AND "paid_minor" + "credited_minor" < "total_minor";
INSERT INTO "invoice_balance" ("invoice_id", "total_minor", "due_on")
  SELECT "id", "total_minor", "issued_at"::date FROM "invoice";
CREATE FUNCTION "invoice_begins_balance"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO "invoice_balance" ("invoice_id", "total_minor", "due_on")
    VALUES (NEW."id", NEW."total_minor", coalesce(NEW."due_on", NEW."issued_at"::date));
  RETURN NULL;
END $$;
CREATE TRIGGER "invoice_begins_balance" AFTER INSERT ON "invoice"
  FOR EACH ROW EXECUTE FUNCTION "invoice_begins_balance"();
CREATE FUNCTION "invoice_voiding_balances"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE "invoice_balance" SET "voided_at" = NEW."voided_at" WHERE "invoice_id" = NEW."invoice_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "invoice_voiding_balances" AFTER INSERT ON "invoice_voiding"
  FOR EACH ROW EXECUTE FUNCTION "invoice_voiding_balances"();
CREATE FUNCTION "credit_note_balances"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE "invoice_balance" SET "credited_minor" = "credited_minor" + NEW."total_minor" WHERE "invoice_id" = NEW."invoice_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "credit_note_balances" AFTER INSERT ON "credit_note"
  FOR EACH ROW EXECUTE FUNCTION "credit_note_balances"();
CREATE FUNCTION "payment_allocation_balances"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE "payment" SET "allocated_minor" = "allocated_minor" + NEW."amount_minor" WHERE "id" = NEW."payment_id";
  UPDATE "invoice_balance" SET "paid_minor" = "paid_minor" + NEW."amount_minor" WHERE "invoice_id" = NEW."invoice_id";
  IF (SELECT "patient_id" FROM "payment" WHERE "id" = NEW."payment_id")
    <> (SELECT "patient_id" FROM "invoice" WHERE "id" = NEW."invoice_id")
  THEN RAISE EXCEPTION 'a payment is for invoices of its patient' USING ERRCODE = '23514', CONSTRAINT = 'payment_allocation_same_patient';
  END IF;
  IF (SELECT sum("amount_minor") FROM "payment_allocation"
      WHERE "payment_id" = NEW."payment_id" AND "invoice_id" = NEW."invoice_id") < 0
  THEN RAISE EXCEPTION 'no more is taken off an invoice than was put there' USING ERRCODE = '23514', CONSTRAINT = 'payment_allocation_not_negative';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payment_allocation_balances" AFTER INSERT ON "payment_allocation"
  FOR EACH ROW EXECUTE FUNCTION "payment_allocation_balances"();
REVOKE INSERT, UPDATE, DELETE ON "invoice_balance" FROM wardwell_app;

-- Void invoices and credit notes stay as they were written.
CREATE TRIGGER "invoice_voiding_append_only" BEFORE UPDATE OR DELETE ON "invoice_voiding"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "credit_note" ADD CONSTRAINT "credit_note_total_positive" CHECK ("total_minor" > 0);
ALTER TABLE "credit_note_line" ADD CONSTRAINT "credit_note_line_amounts" CHECK (
  "net_minor" >= 0 AND "tax_minor" >= 0 AND "net_minor" + "tax_minor" > 0);
CREATE TRIGGER "credit_note_append_only" BEFORE UPDATE OR DELETE ON "credit_note"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "credit_note_line_append_only" BEFORE UPDATE OR DELETE ON "credit_note_line"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE FUNCTION "credit_note_lines_make_total"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted uuid := CASE TG_TABLE_NAME WHEN 'credit_note' THEN NEW."id" ELSE (to_jsonb(NEW) ->> 'credit_note_id')::uuid END;
BEGIN
  IF EXISTS (
    SELECT FROM "credit_note" n WHERE n."id" = wanted AND n."total_minor" IS DISTINCT FROM
      (SELECT sum(l."net_minor" + l."tax_minor") FROM "credit_note_line" l WHERE l."credit_note_id" = n."id"))
  THEN RAISE EXCEPTION 'the lines of a credit note make its total' USING ERRCODE = '23514', CONSTRAINT = 'credit_note_lines_make_total';
  END IF;
  IF EXISTS (
    SELECT FROM "credit_note_line" c JOIN "invoice_line" l ON l."id" = c."invoice_line_id" JOIN "credit_note" n ON n."id" = c."credit_note_id"
    WHERE c."credit_note_id" = wanted AND (
      l."invoice_id" <> n."invoice_id"
      OR (SELECT sum(o."net_minor") FROM "credit_note_line" o WHERE o."invoice_line_id" = l."id") > l."amount_minor" - l."discount_minor"
      OR (SELECT sum(o."tax_minor") FROM "credit_note_line" o WHERE o."invoice_line_id" = l."id") > l."tax_minor"))
  THEN RAISE EXCEPTION 'no line is credited beyond what it asked' USING ERRCODE = '23514', CONSTRAINT = 'credit_note_within_line';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "credit_note_lines_make_total" AFTER INSERT ON "credit_note"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "credit_note_lines_make_total"();
CREATE CONSTRAINT TRIGGER "credit_note_line_lines_make_total" AFTER INSERT ON "credit_note_line"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "credit_note_lines_make_total"();

-- Payments: no more is put to invoices and given back than came in.
ALTER TABLE "payment"
  ADD CONSTRAINT "payment_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "payment_not_overspent" CHECK (
    "allocated_minor" >= 0 AND "refunded_minor" >= 0 AND "allocated_minor" + "refunded_minor" <= "amount_minor"),
  ADD CONSTRAINT "payment_cancelled_with_reason" CHECK (
    ("cancelled_at" IS NULL) = ("cancel_reason" IS NULL) AND ("cancelled_at" IS NULL) = ("cancelled_by_id" IS NULL)),
  ADD CONSTRAINT "payment_cancelled_is_empty" CHECK ("cancelled_at" IS NULL OR ("allocated_minor" = 0 AND "refunded_minor" = 0)),
  ADD CONSTRAINT "payment_cash_at_counter" CHECK ("method" <> 'CASH' OR "session_id" IS NOT NULL),
  ADD CONSTRAINT "payment_of_patient" UNIQUE ("id", "patient_id");
CREATE TRIGGER "payment_keeps" BEFORE UPDATE OR DELETE ON "payment"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('allocated_minor', 'refunded_minor', 'cancelled_at', 'cancelled_by_id', 'cancel_reason');
CREATE FUNCTION "payment_stays_cancelled"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."cancelled_at" IS NOT NULL AND to_jsonb(NEW) - 'patient_id' IS DISTINCT FROM to_jsonb(OLD) - 'patient_id'
  THEN RAISE EXCEPTION 'a payment that was cancelled stays so' USING ERRCODE = '23514', CONSTRAINT = 'payment_stays_cancelled';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_stays_cancelled" BEFORE UPDATE ON "payment"
  FOR EACH ROW EXECUTE FUNCTION "payment_stays_cancelled"();
ALTER TABLE "payment_allocation" ADD CONSTRAINT "payment_allocation_amount" CHECK ("amount_minor" <> 0);
CREATE TRIGGER "payment_allocation_append_only" BEFORE UPDATE OR DELETE ON "payment_allocation"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Refunds: what is asked for is kept back at once, and given free again when it is rejected.
ALTER TABLE "refund"
  ADD CONSTRAINT "refund_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "refund_decided" CHECK (("status" = 'REQUESTED') = ("decided_at" IS NULL) AND ("decided_at" IS NULL) = ("decided_by_id" IS NULL)),
  ADD CONSTRAINT "refund_rejected_with_reason" CHECK ("status" <> 'REJECTED' OR "decision_reason" IS NOT NULL),
  ADD CONSTRAINT "refund_approved_by_another" CHECK ("status" NOT IN ('APPROVED', 'PAID') OR "decided_by_id" <> "requested_by_id"),
  ADD CONSTRAINT "refund_paid" CHECK (
    ("status" = 'PAID') = ("paid_at" IS NOT NULL) AND ("paid_at" IS NULL) = ("paid_by_id" IS NULL)
    AND ("paid_at" IS NULL) = ("number" IS NULL) AND ("paid_at" IS NULL) = ("method" IS NULL)),
  ADD CONSTRAINT "refund_cash_at_counter" CHECK ("method" <> 'CASH' OR "session_id" IS NOT NULL),
  ADD CONSTRAINT "refund_same_patient" FOREIGN KEY ("payment_id", "patient_id")
    REFERENCES "payment" ("id", "patient_id") DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER "refund_keeps" BEFORE UPDATE OR DELETE ON "refund"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"(
    'status', 'number', 'decided_by_id', 'decided_at', 'decision_reason', 'method', 'reference', 'paid_at', 'paid_by_id', 'session_id', 'version');
CREATE FUNCTION "refund_changes_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW."status" <> 'REQUESTED')
    OR (TG_OP = 'UPDATE' AND OLD."status" <> NEW."status" AND NOT (
      (OLD."status" = 'REQUESTED' AND NEW."status" IN ('APPROVED', 'REJECTED')) OR (OLD."status" = 'APPROVED' AND NEW."status" IN ('PAID', 'REJECTED'))))
  THEN RAISE EXCEPTION 'a refund goes from request to decision to payment' USING ERRCODE = '23514', CONSTRAINT = 'refund_changes_state';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "refund_changes_state" BEFORE INSERT OR UPDATE ON "refund"
  FOR EACH ROW EXECUTE FUNCTION "refund_changes_state"();
CREATE FUNCTION "refund_balances"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE "payment" SET "refunded_minor" = "refunded_minor" + NEW."amount_minor" WHERE "id" = NEW."payment_id";
  ELSIF NEW."status" = 'REJECTED' AND OLD."status" <> 'REJECTED' THEN
    UPDATE "payment" SET "refunded_minor" = "refunded_minor" - NEW."amount_minor" WHERE "id" = NEW."payment_id";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_balances" AFTER INSERT OR UPDATE OF "status" ON "refund"
  FOR EACH ROW EXECUTE FUNCTION "refund_balances"();

-- Counters: one open for a cashier; cash moves only at the open counter of whoever takes or gives it.
ALTER TABLE "cash_session"
  ADD CONSTRAINT "cash_session_float" CHECK ("float_minor" >= 0),
  ADD CONSTRAINT "cash_session_dates_in_order" CHECK ("closed_at" >= "opened_at"),
  ADD CONSTRAINT "cash_session_closed_counted" CHECK (
    ("closed_at" IS NULL) = ("counts" IS NULL) AND ("closed_at" IS NULL) = ("counted_minor" IS NULL)
    AND ("closed_at" IS NULL) = ("expected_minor" IS NULL)),
  ADD CONSTRAINT "cash_session_difference_explained" CHECK ("counted_minor" = "expected_minor" OR "note" IS NOT NULL);
CREATE UNIQUE INDEX "cash_session_one_open" ON "cash_session" ("cashier_id") WHERE "closed_at" IS NULL;
CREATE FUNCTION "cash_session_stays_closed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."closed_at" IS NOT NULL OR OLD."float_minor" <> NEW."float_minor" OR OLD."cashier_id" <> NEW."cashier_id"
  THEN RAISE EXCEPTION 'a counter that was closed stays so' USING ERRCODE = '23514', CONSTRAINT = 'cash_session_stays_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "cash_session_stays_closed" BEFORE UPDATE OR DELETE ON "cash_session"
  FOR EACH ROW EXECUTE FUNCTION "cash_session_stays_closed"();
CREATE FUNCTION "cash_at_open_counter"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "counter" uuid := (to_jsonb(NEW) ->> 'session_id')::uuid;
  "cashier" uuid := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
BEGIN
  -- Shared: closing the counter waits, and is waited for.
  IF "counter" IS NOT NULL THEN
    PERFORM FROM "cash_session" WHERE "id" = "counter" AND "cashier_id" = "cashier" AND "closed_at" IS NULL FOR SHARE;
    IF NOT FOUND
    THEN RAISE EXCEPTION 'the counter is not open' USING ERRCODE = '23514', CONSTRAINT = 'cash_at_open_counter';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_at_open_counter" BEFORE INSERT ON "payment"
  FOR EACH ROW EXECUTE FUNCTION "cash_at_open_counter"('received_by_id');
CREATE TRIGGER "refund_at_open_counter" BEFORE UPDATE OF "session_id" ON "refund"
  FOR EACH ROW EXECUTE FUNCTION "cash_at_open_counter"('paid_by_id');

-- Claims: one reference is claimed once, and answered once.
ALTER TABLE "payment_claim"
  ADD CONSTRAINT "payment_claim_amount_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "payment_claim_elsewhere" CHECK ("method" IN ('UPI', 'BANK', 'CARD')),
  ADD CONSTRAINT "payment_claim_decided" CHECK (("status" = 'SUBMITTED') = ("decided_at" IS NULL) AND ("decided_at" IS NULL) = ("decided_by_id" IS NULL)),
  ADD CONSTRAINT "payment_claim_confirmed_paid" CHECK (("status" = 'CONFIRMED') = ("payment_id" IS NOT NULL)),
  ADD CONSTRAINT "payment_claim_rejected_with_reason" CHECK ("status" <> 'REJECTED' OR "decision_reason" IS NOT NULL);
CREATE UNIQUE INDEX "payment_claim_once" ON "payment_claim" ("method", lower("reference")) WHERE "status" <> 'REJECTED';
CREATE TRIGGER "payment_claim_keeps" BEFORE UPDATE OR DELETE ON "payment_claim"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('status', 'decided_by_id', 'decided_at', 'decision_reason', 'payment_id', 'version');
CREATE FUNCTION "payment_claim_stays_decided"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'SUBMITTED' AND to_jsonb(NEW) - 'patient_id' IS DISTINCT FROM to_jsonb(OLD) - 'patient_id'
  THEN RAISE EXCEPTION 'a claim is answered once' USING ERRCODE = '23514', CONSTRAINT = 'payment_claim_stays_decided';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_claim_stays_decided" BEFORE UPDATE ON "payment_claim"
  FOR EACH ROW EXECUTE FUNCTION "payment_claim_stays_decided"();

-- Statements stay as they were printed.
ALTER TABLE "statement" ADD CONSTRAINT "statement_days_in_order" CHECK ("from_day" <= "until_day");
CREATE TRIGGER "statement_append_only" BEFORE UPDATE OR DELETE ON "statement"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- Medicine handed out: never more than was prescribed, and charged in the same transaction.
ALTER TABLE "dispense"
  ADD CONSTRAINT "dispense_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "dispense_returned_within" CHECK ("returned" BETWEEN 0 AND "quantity");
CREATE TRIGGER "dispense_keeps" BEFORE UPDATE OR DELETE ON "dispense"
  FOR EACH ROW EXECUTE FUNCTION "keep_but"('returned');
CREATE FUNCTION "dispense_within_prescription"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "prescribed" integer;
  "of" uuid;
BEGIN
  SELECT i."quantity", p."patient_id" INTO "prescribed", "of"
    FROM "prescription_item" i JOIN "prescription" p ON p."id" = i."prescription_id" WHERE i."id" = NEW."item_id" FOR UPDATE OF i;
  IF "of" <> NEW."patient_id" THEN
    RAISE EXCEPTION 'medicine is for whom it was prescribed' USING ERRCODE = '23514', CONSTRAINT = 'dispense_same_patient';
  END IF;
  IF NEW."quantity" + coalesce((SELECT sum("quantity" - "returned") FROM "dispense" WHERE "item_id" = NEW."item_id"), 0)
    > coalesce("prescribed", 2147483647) THEN
    RAISE EXCEPTION 'no more is handed out than was prescribed' USING ERRCODE = '23514', CONSTRAINT = 'dispense_within_prescription';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "dispense_within_prescription" BEFORE INSERT ON "dispense"
  FOR EACH ROW EXECUTE FUNCTION "dispense_within_prescription"();

-- Medicine that comes back, all of it or a part.
ALTER TABLE "dispense_return" ADD CONSTRAINT "dispense_return_quantity" CHECK ("quantity" > 0);
CREATE TRIGGER "dispense_return_append_only" BEFORE UPDATE OR DELETE ON "dispense_return"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE FUNCTION "dispense_return_counts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "dispense" SET "returned" = "returned" + NEW."quantity" WHERE "id" = NEW."dispense_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "dispense_return_counts" AFTER INSERT ON "dispense_return"
  FOR EACH ROW EXECUTE FUNCTION "dispense_return_counts"();

-- Drafts
ALTER TABLE "invoice_draft" ADD CONSTRAINT "invoice_draft_discount" CHECK (
  num_nonnulls("discount_minor", "discount_basis_points") <= 1 AND "discount_minor" > 0 AND "discount_basis_points" BETWEEN 1 AND 10000
  AND (num_nonnulls("discount_minor", "discount_basis_points") = 0) = ("discount_reason" IS NULL));
ALTER TABLE "invoice_draft_line" ADD CONSTRAINT "invoice_draft_line_discount" CHECK (
  num_nonnulls("discount_minor", "discount_basis_points") <= 1 AND "discount_minor" > 0 AND "discount_basis_points" BETWEEN 1 AND 10000
  AND (num_nonnulls("discount_minor", "discount_basis_points") = 0) = ("discount_reason" IS NULL));

-- Charges: known sources. A charge of an invoice that is void is taken back, so that the work can be billed again.
ALTER TABLE "charge"
  ADD CONSTRAINT "charge_known_source" CHECK ("source_type" IN (
    'service_request', 'appointment', 'clinical_order', 'dispense', 'bed_stay', 'observation', 'manual')),
  DROP CONSTRAINT "charge_billed_stays";
-- Once for each piece of work; a stay in a bed has a charge for each stretch at one rate, told apart by its first day.
DROP INDEX "charge_once";
CREATE UNIQUE INDEX "charge_once" ON "charge" ("source_type", "source_id") WHERE "voided_at" IS NULL AND "source_type" <> 'bed_stay';
CREATE UNIQUE INDEX "charge_bed_days_once" ON "charge" ("source_id", "occurred_at") WHERE "voided_at" IS NULL AND "source_type" = 'bed_stay';
-- Prescriptions that wait to be handed out, the newest first.
CREATE INDEX "prescription_in_force_idx" ON "prescription" ("created_at" DESC, "id" DESC) WHERE "status" = 'ACTIVE';
CREATE OR REPLACE FUNCTION "charge_stays_billed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (
    OLD."invoice_line_id" <> coalesce(NEW."invoice_line_id", gen_random_uuid()) OR OLD."voided_at" <> coalesce(NEW."voided_at", 'infinity'))
  THEN RAISE EXCEPTION 'what became of a charge stays' USING ERRCODE = '23514', CONSTRAINT = 'charge_stays_billed';
  END IF;
  IF NEW."voided_at" IS NOT NULL AND NEW."invoice_line_id" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "invoice_line" l JOIN "invoice_voiding" v ON v."invoice_id" = l."invoice_id" WHERE l."id" = NEW."invoice_line_id")
  THEN RAISE EXCEPTION 'what was billed is not taken back' USING ERRCODE = '23514', CONSTRAINT = 'charge_billed_stays';
  END IF;
  IF NEW."invoice_line_id" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "invoice_line" l JOIN "invoice" i ON i."id" = l."invoice_id"
    WHERE l."id" = NEW."invoice_line_id" AND i."patient_id" = NEW."patient_id"
      AND l."quantity" = NEW."quantity" AND l."unit_price_minor" = NEW."unit_price_minor")
  THEN RAISE EXCEPTION 'the line of a charge says the same' USING ERRCODE = '23514', CONSTRAINT = 'charge_on_its_line';
  END IF;
  RETURN NEW;
END $$;

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
