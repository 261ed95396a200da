-- CreateTable
CREATE TABLE "ward_former" (
    "ward_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "level" "WardLevel" NOT NULL,
    "isolation" BOOLEAN NOT NULL,
    "oxygen" BOOLEAN NOT NULL,

    CONSTRAINT "ward_former_pkey" PRIMARY KEY ("ward_id","until")
);

-- AddForeignKey
ALTER TABLE "ward_former" ADD CONSTRAINT "ward_former_ward_id_fkey" FOREIGN KEY ("ward_id") REFERENCES "ward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
