ALTER TABLE "house" ADD COLUMN "calendar_version" bigint DEFAULT 1 NOT NULL;
