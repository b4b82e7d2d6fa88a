-- Beside the house's version, those of what only some may see: of the calendar, and of what the requester and the link to
-- one booking are shown. They stand still when anything else happens. And whoever listens is woken.
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
UPDATE "house" SET "calendar_version" = "version";
--> statement-breakpoint
INSERT INTO "news" SELECT "about", "house"."version"
	FROM (SELECT "id" FROM "booking" UNION SELECT "requester_id" FROM "booking") AS "seen" ("about"), "house";
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "stay_added_is_news" AFTER INSERT ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."status" IN ('Pending', 'Confirmed')) EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
-- Of any part of it: the calendar's feed shows when a stay was last changed, and how often.
CREATE CONSTRAINT TRIGGER "stay_is_news" AFTER UPDATE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IN ('Pending', 'Confirmed') OR NEW."status" IN ('Pending', 'Confirmed'))
	EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "stay_gone_is_news" AFTER DELETE ON "booking"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IN ('Pending', 'Confirmed')) EXECUTE FUNCTION "bump_house_version"('calendar');
--> statement-breakpoint
-- The end of a link is no news to others, but ends the streams of those who hold it.
CREATE FUNCTION "wake_listeners"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('house', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "calendar_link_has_ended" AFTER UPDATE ON "house"
	FOR EACH ROW WHEN (OLD."calendar_generation" <> NEW."calendar_generation") EXECUTE FUNCTION "wake_listeners"();
--> statement-breakpoint
CREATE TRIGGER "personal_link_has_ended" AFTER UPDATE ON "person"
	FOR EACH ROW WHEN ((OLD."generation", OLD."blocked_at", OLD."email") IS DISTINCT FROM (NEW."generation", NEW."blocked_at", NEW."email"))
	EXECUTE FUNCTION "wake_listeners"();
--> statement-breakpoint
-- In the order of every other transaction: the house's row first.
CREATE FUNCTION "forget_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM "house" FOR UPDATE;
	DELETE FROM "news" WHERE "about" = OLD."id";
	PERFORM pg_notify('house', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "person_is_gone" AFTER DELETE ON "person"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "forget_news"();
