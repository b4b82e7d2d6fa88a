ALTER TYPE "public"."mail_kind" ADD VALUE 'BeforeArrival' BEFORE 'Digest';--> statement-breakpoint
CREATE TABLE "notes" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone,
	"updated_by" text,
	CONSTRAINT "notes_single" CHECK ("notes"."id" = 1),
	CONSTRAINT "notes_text" CHECK (char_length("notes"."text") <= 4000),
	CONSTRAINT "notes_revision" CHECK ("notes"."revision" >= 1),
	CONSTRAINT "notes_changed" CHECK (num_nulls("notes"."updated_at", "notes"."updated_by") in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_updated_by_approver_name_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."approver"("name") ON DELETE no action ON UPDATE cascade;
--> statement-breakpoint
INSERT INTO "notes" DEFAULT VALUES;
--> statement-breakpoint
-- The same as before, and the notes: news to those who may read them.
CREATE OR REPLACE FUNCTION "bump_house_version"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"seen" uuid[];
BEGIN
	-- Once a transaction. Never a number that was used before, also when a backup was restored in between.
	UPDATE "house" SET "version" = greatest("version" + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
		WHERE xmin <> pg_current_xact_id()::xid;
	PERFORM pg_notify('house', '');
	-- What follows is locked after the house's row, and so by one transaction at a time.
	IF TG_LEVEL = 'STATEMENT' THEN
		-- A table was emptied.
		UPDATE "house" SET "calendar_version" = "version";
		UPDATE "news" SET "version" = "house"."version" FROM "house";
		RETURN NULL;
	ELSIF TG_ARGV[0] = 'calendar' THEN
		UPDATE "house" SET "calendar_version" = "version" WHERE "calendar_version" <> "version";
		RETURN NULL;
	ELSIF TG_TABLE_NAME = 'approver' THEN
		-- Every booking shows its approvers, in their order.
		UPDATE "news" SET "version" = "house"."version" FROM "house";
		RETURN NULL;
	ELSIF TG_TABLE_NAME = 'notes' THEN
		-- Whoever has a Confirmed stay that is not over reads them. A day more, because the house's time zone is not known here.
		SELECT array_agg("id") || array_agg("requester_id") INTO "seen" FROM "booking"
			WHERE "status" = 'Confirmed' AND "end_date" >= coalesce(NEW."updated_at", OLD."updated_at")::date - 1;
	ELSIF TG_TABLE_NAME = 'booking' THEN
		"seen" := ARRAY[NEW."id", NEW."requester_id", OLD."requester_id"];
	ELSIF EXISTS (SELECT FROM "news" JOIN "house" USING ("version") WHERE "about" = coalesce(NEW."booking_id", OLD."booking_id")) THEN
		-- Another row of this transaction has done it.
		RETURN NULL;
	ELSE
		SELECT ARRAY["id", "requester_id"] INTO "seen" FROM "booking" WHERE "id" = coalesce(NEW."booking_id", OLD."booking_id");
	END IF;
	INSERT INTO "news" SELECT DISTINCT "about", "house"."version" FROM unnest("seen") AS "about", "house" WHERE "about" IS NOT NULL
		ON CONFLICT ("about") DO UPDATE SET "version" = excluded."version" WHERE "news"."version" <> excluded."version";
	IF TG_TABLE_NAME = 'booking' AND TG_OP = 'DELETE' THEN
		DELETE FROM "news" WHERE "about" = OLD."id";
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "notes_are_news" AFTER INSERT OR UPDATE OR DELETE ON "notes"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "bump_house_version"();
--> statement-breakpoint
CREATE TRIGGER "notes_emptied_is_news" AFTER TRUNCATE ON "notes" FOR EACH STATEMENT EXECUTE FUNCTION "bump_house_version"();
