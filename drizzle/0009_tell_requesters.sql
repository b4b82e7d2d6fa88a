-- Beside the versions of house and calendar, those of what a requester and the link to one booking may see: whoever asks
-- for days holds both, so neither may tell what happens to the bookings of others.
CREATE OR REPLACE FUNCTION "bump_house_version"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"seen" uuid[];
BEGIN
	-- Once a transaction. Never a number that was used before, also when a backup was restored in between.
	UPDATE "house" SET "version" = greatest("version" + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
		WHERE xmin <> pg_current_xact_id()::xid;
	PERFORM pg_notify('house', '');
	-- Whatever follows is locked after the house's row, and so by one transaction at a time.
	IF TG_ARGV[0] = 'calendar' THEN
		UPDATE "house" SET "calendar_version" = "version" WHERE "calendar_version" <> "version";
		RETURN NULL;
	ELSIF TG_LEVEL = 'STATEMENT' THEN
		-- A table was emptied.
		UPDATE "house" SET "calendar_version" = "version";
		UPDATE "news" SET "version" = "house"."version" FROM "house";
		RETURN NULL;
	ELSIF TG_TABLE_NAME = 'approver' THEN
		-- Every booking shows its approvers, in their order.
		UPDATE "news" SET "version" = "house"."version" FROM "house";
		RETURN NULL;
	ELSIF TG_TABLE_NAME = 'booking' THEN
		"seen" := ARRAY[NEW."id", NEW."requester_id", OLD."requester_id"];
	ELSIF EXISTS (SELECT FROM "news" JOIN "house" USING ("version") WHERE "about" = coalesce(NEW."booking_id", OLD."booking_id")) THEN
		-- By another row of this transaction.
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
DROP TRIGGER "calendar_emptied_is_news" ON "booking";
--> statement-breakpoint
CREATE FUNCTION "forget_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM "house" FOR UPDATE;
	DELETE FROM "news" WHERE "about" = OLD."id";
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "person_is_no_news" AFTER DELETE ON "person"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "forget_news"();
--> statement-breakpoint
INSERT INTO "news" SELECT "about", "house"."version"
	FROM (SELECT "id" FROM "booking" UNION SELECT "requester_id" FROM "booking") AS "seen" ("about"), "house";
